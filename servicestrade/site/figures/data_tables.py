"""The tables of figures: the data behind a chart, and the tables of the registry."""

from typing import Any

from markupsafe import Markup, escape

import servicestrade as st
from servicestrade.ledger.codes import name as code_name
from servicestrade.ledger.phrases import phrases
from servicestrade.site.addresses import to_number
from servicestrade.site.templating import render
from servicestrade.site.text.finding_values import implied_in_table, implied_instead
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.typography import typographic_html, unbroken
from servicestrade.site.text.writer import Writer

Content = dict[str, Any]


def chart_data_table(records: list[str], name: str, writer: Writer) -> Markup:
    """Return the table of the records that a chart draws, one row each.

    Parameters
    ----------
    records : list of str
        The ids of the records, in the chart's order.
    name : str
        The name of the chart, such as ``Figure 1-2``.
    writer : Writer
        Knows the page and its language.

    Returns
    -------
    Markup
        The table, without columns that would add nothing.
    """
    language = writer.language
    rows = []
    for point in st.points(records).to_dict("records"):
        text = record_text(str(point["id"]), language)
        address = to_number(writer.builder, writer.page, text.id)
        rows.append(
            {
                "period": escape(point["period"]),
                "item": typographic_html(str(point[f"item_{language}"]), language),
                "measure": escape(_measure(str(point["measure"]), language)),
                "value": _value(text.id, text.value, address, language),
                "basis": escape(say(f"basis_{text.basis}", language)),
                "interval": escape(unbroken(text.interval)),
                "place": writer.noted(text.id, writer.chapter_place(text.id)),
            }
        )
    needed = {
        "item": len({row["item"] for row in rows}) > 1,
        "measure": len({row["measure"] for row in rows}) > 1,
        "basis": any(row["basis"] != say("basis_reported", language) for row in rows),
        "interval": any(row["interval"] for row in rows),
    }
    columns = ("period", "item", "measure", "value", "basis", "interval", "place")
    return render(
        "data-table.html",
        name=say("data_table_of", language, name=name),
        columns=[(key, say(f"column_{key}", language)) for key in columns if needed.get(key, True)],
        rows=rows,
    )


def _value(id: str, value: str, address: str, language: Language) -> Markup:
    """Return a value and, from a serious erratum, the implied one; a switch of the figure selects.

    The marks of the chart do not move with the switch: a chart draws what is printed.
    """
    printed = Markup('<a href="{}">{}</a>').format(address, unbroken(value))
    other = implied_instead(id, language)
    if not other:
        return printed
    return Markup('<span class="printed-here">{}</span><i class="implied-here">{}</i>').format(
        printed, other
    )


def registry_table(content: Content, name: str, writer: Writer) -> Markup:
    """Return a table of the registry.

    Parameters
    ----------
    content : dict
        The output of the table's cell: head, columns with units, rows of cells.
    name : str
        The name of the table.
    writer : Writer
        Knows the page and its language.
    """
    language = writer.language
    rows = [
        {
            "head": row["head"][language],
            "cells": [_cell(cell, writer) for cell in row["cells"]],
        }
        for row in content["rows"]
    ]
    return render(
        "table.html",
        name=name,
        caption=typographic_html(content["caption"][language], language),
        head=content["head"][language] or say("column_item", language),
        columns=[
            {"title": column["title"][language], "unit": column["unit"][language]}
            for column in content["columns"]
        ],
        rows=rows,
    )


def basis_samples(content: Content, writer: Writer) -> dict[str, str]:
    """Return one number of a table for each basis, to show in its key how such numbers look."""
    cells = [cell for row in content["rows"] for cell in row["cells"] if cell["record"]]
    return {cell["basis"]: cell["text"][writer.language] for cell in reversed(cells)}


def _measure(code: str, language: Language) -> str:
    """Return a measure in a word or two."""
    short = phrases("measures").get(code)
    return short[language] if short else code_name("measures", code, language)


def _cell(cell: Content, writer: Writer) -> dict[str, Any]:
    """Return a cell of a table: its text, linked, and the value by which columns are sorted.

    If a serious erratum implies another value, the cell has that too, for the figure's switch.
    """
    text = cell["text"][writer.language]
    return {
        "value": cell["value"],
        "basis": cell["basis"],
        "words": writer.number(cell["record"], text) if cell["record"] else escape(text),
        "implied": implied_in_table(cell["record"], writer.language) if cell["record"] else "",
    }
