"""The tables of figures: the data behind a chart, and the tables of the registry."""

from typing import Any

from markupsafe import Markup, escape

import servicestrade as st
from servicestrade.codes import name as code_name
from servicestrade.site.addresses import to_number
from servicestrade.site.lines import line
from servicestrade.site.strings import say
from servicestrade.site.templating import render
from servicestrade.site.words import Writer

Content = dict[str, Any]


def behind(records: list[str], name: str, writer: Writer) -> Markup:
    """Return the table of the records that a chart draws, one row each.

    Parameters
    ----------
    records : list of str
        The ids of the records, in the chart's order.
    name : str
        What the chart is called.
    writer : Writer
        Knows the page and its language.

    Returns
    -------
    Markup
        A table without the columns that would say nothing.
    """
    language = writer.language
    rows = []
    for point in st.points(records).to_dict("records"):
        said = line(str(point["record"]), language)
        address = to_number(writer.builder, writer.page, said.id)
        rows.append(
            {
                "period": escape(point["period"]),
                "item": escape(point[f"item_{language}"]),
                "measure": escape(code_name("measures", str(point["measure"]), language)),
                "value": Markup('<a href="{}">{}</a>').format(address, said.value),
                "basis": escape(say(said.basis, language)),
                "interval": escape(said.interval),
                "place": writer.noted(said.id, writer.place(said.id)),
            }
        )
    needed = {
        "item": len({row["item"] for row in rows}) > 1,
        "measure": len({row["measure"] for row in rows}) > 1,
        "basis": any(row["basis"] != say("reported", language) for row in rows),
        "interval": any(row["interval"] for row in rows),
    }
    columns = ("period", "item", "measure", "value", "basis", "interval", "place")
    return render(
        "data-table.html",
        name=say("data_table_of", language, name=name),
        columns=[(key, say(f"column_{key}", language)) for key in columns if needed.get(key, True)],
        rows=rows,
    )


def laid_out(content: Content, name: str, writer: Writer) -> Markup:
    """Return a table of the registry.

    Parameters
    ----------
    content : dict
        What the table's cell put out: head, columns with units, rows of cells.
    name : str
        What the table is called.
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
        caption=content["caption"][language],
        head=content["head"][language] or say("column_item", language),
        columns=[
            {"title": column["title"][language], "unit": column["unit"][language]}
            for column in content["columns"]
        ],
        rows=rows,
    )


def _cell(cell: Content, writer: Writer) -> dict[str, Any]:
    """Return a cell of a table: its words as a link, and the value by which columns are sorted."""
    text = cell["text"][writer.language]
    return {
        "value": cell["value"],
        "basis": cell["basis"],
        "words": writer.number(cell["record"], text) if cell["record"] else escape(text),
    }
