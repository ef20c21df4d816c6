"""Tables as cell output: plain captioned HTML for notebooks, structured data for the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from servicestrade.catalogue import record
from servicestrade.codes import name
from servicestrade.prose import without_links
from servicestrade.records import Record
from servicestrade.registry import figure as figure_meta
from servicestrade.wording import MINUS, plain, shown

MIME = "application/vnd.servicestrade.table+json"
_NO_VALUE = "\u2013"


@dataclass(frozen=True)
class Table:
    """A table of records; `data` is what the site's renderer reads."""

    data: Mapping[str, Any]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            MIME: dict(self.data),
            "text/html": _html(self.data),
            "text/plain": _text(self.data),
        }


def table(
    data: pd.DataFrame,
    *,
    figure: str,
    rows: str = "item",
    columns: str | Sequence[str] = "measure",
    head: tuple[str, str] = ("", ""),
) -> Table:
    """Lay records out as a table.

    Parameters
    ----------
    data : pandas.DataFrame
        A frame of `servicestrade.points`, `select` or `series`.
    figure : str
        Id in the register, such as ``tab-2-1``.
    rows : str
        Column whose values head the rows, in order of appearance (``item``, ``area``,
        ``counterpart``, ``breakdown``, ``flow``, ``period``).
    columns : str or list of str
        Columns whose values make the columns of the table, in order of appearance.
    head : tuple of str
        Heading of the first column in English and Chinese.

    Returns
    -------
    Table
        Displays itself in JupyterLab and on the site.
    """
    keys = [columns] if isinstance(columns, str) else list(columns)
    cells: dict[str, dict[tuple[str, ...], Record]] = {}
    heads: dict[str, tuple[str, str]] = {}
    order: dict[tuple[str, ...], Record] = {}
    for point in data.to_dict("records"):
        item = record(str(point["record"]))
        row_key = str(point["item_en" if rows == "item" else rows])
        heads.setdefault(row_key, _row_head(point, rows, row_key))
        column = tuple(str(point[key]) for key in keys)
        order.setdefault(column, item)
        cells.setdefault(row_key, {})[column] = item
    meta = figure_meta(figure)
    return Table(
        {
            "id": figure,
            "caption": {lang: without_links(meta.title[lang]) for lang in ("en", "zh")},
            "subtitle": {lang: without_links(meta.subtitle[lang]) for lang in ("en", "zh")},
            "head": {"en": head[0], "zh": head[1]},
            "columns": [_column(item, keys) for item in order.values()],
            "rows": [
                {
                    "head": {"en": heads[key][0], "zh": heads[key][1]},
                    "cells": [_cell(row.get(column)) for column in order],
                }
                for key, row in cells.items()
            ],
        }
    )


def _row_head(point: Mapping[Any, Any], rows: str, key: str) -> tuple[str, str]:
    if rows == "item":
        return str(point["item_en"]), str(point["item_zh"])
    if rows in ("period", "year"):
        return key, key
    lists = {"area": "areas", "counterpart": "areas", "breakdown": "breakdowns", "flow": "flows"}
    names = {
        lang: ", ".join(name(lists[rows], part, lang) for part in key.split()) or "–"
        for lang in ("en", "zh")
    }
    return _capital(names["en"]), names["zh"]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _column(item: Record, keys: Sequence[str]) -> dict[str, Any]:
    titles = {lang: _column_title(item, keys, lang) for lang in ("en", "zh")}
    return {"title": titles, "unit": {lang: _unit(item, lang) for lang in ("en", "zh")}}


def _column_title(item: Record, keys: Sequence[str], lang: str) -> str:
    words = []
    for key in keys:
        if key == "measure":
            words.append(_measure_title(item, lang))
        elif key in ("period", "year"):
            words.append(item.period)
        elif key == "breakdown":
            words += [name("breakdowns", part, lang) for part in item.breakdown.split()]
        elif getattr(item, key):
            words.append(
                name({"counterpart": "areas"}.get(key, f"{key}s"), getattr(item, key), lang)
            )
    return _capital((", " if lang == "en" else "，").join(word for word in words if word))


def _measure_title(item: Record, lang: str) -> str:
    if item.measure in ("level", "count"):
        return (
            {"en": "value", "zh": "金额"}[lang]
            if item.unit in ("USD", "CNY")
            else ({"en": "number", "zh": "数量"}[lang])
        )
    return name("measures", item.measure, lang)


def _unit(item: Record, lang: str) -> str:
    if item.unit in ("USD", "CNY"):
        if lang == "en":
            return f"{item.unit} billion" if item.unit_mult == 8 else f"{item.unit} million"
        return {8: "亿", 4: "万", 12: "万亿"}[item.unit_mult] + name("units", item.unit, "zh")
    if item.unit == "NUM":
        words = name("counted", item.counted, lang)
        if item.unit_mult == 4:
            return f"thousand {words}" if lang == "en" else f"万{words}"
        return words
    return {"PT": "%", "PP": {"en": "points", "zh": "百分点"}[lang]}.get(
        item.unit, name("units", item.unit, lang)
    )


def _cell(item: Record | None) -> dict[str, Any]:
    if item is None:
        return {
            "record": "",
            "basis": "",
            "value": None,
            "text": {"en": _NO_VALUE, "zh": _NO_VALUE},
        }
    number = shown(item)
    power = {("USD", 8): -1, ("CNY", 8): -1, ("USD", 4): -2, ("NUM", 4): 1}.get(
        (item.unit, item.unit_mult), 0
    )
    english = plain(number.scaleb(power))
    return {
        "record": item.id,
        "basis": item.basis,
        "value": float(number),
        "text": {"en": english, "zh": f"{number:,f}".replace("-", MINUS)},
    }


def _html(data: Mapping[str, Any]) -> str:
    """Write the English table as HTML without style, script or random id."""
    titles = "".join(f'<th scope="col">{escape(c["title"]["en"])}</th>' for c in data["columns"])
    units = "".join(f"<td>{escape(c['unit']['en'])}</td>" for c in data["columns"])
    body = "".join(
        f'<tr><th scope="row">{escape(row["head"]["en"])}</th>'
        + "".join(f"<td>{escape(cell['text']['en'])}</td>" for cell in row["cells"])
        + "</tr>"
        for row in data["rows"]
    )
    return (
        f"<table><caption>{escape(data['caption']['en'])} ({escape(data['subtitle']['en'])})"
        f'</caption><thead><tr><th scope="col">{escape(data["head"]["en"]) or "Item"}</th>{titles}'
        f"</tr><tr><td></td>{units}</tr></thead><tbody>{body}</tbody></table>"
    )


def _text(data: Mapping[str, Any]) -> str:
    """Write the English table as aligned text."""
    lines = [[data["head"]["en"], *(c["title"]["en"] for c in data["columns"])]]
    lines.append(["", *(c["unit"]["en"] for c in data["columns"])])
    lines += [[r["head"]["en"], *(c["text"]["en"] for c in r["cells"])] for r in data["rows"]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if i == 0 else text.rjust(width)
            for i, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
