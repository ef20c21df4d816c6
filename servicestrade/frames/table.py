"""Tables as cell output: plain captioned HTML for notebooks, structured data for the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

import pandas as pd

from servicestrade.files.errors import DataError
from servicestrade.language.format import CURRENCIES, displayed_value, format_record, plain
from servicestrade.language.prose import without_links
from servicestrade.language.scales import english_power, scale_word
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.codes import code_list, name
from servicestrade.ledger.dimensions import CODE_LISTS
from servicestrade.ledger.phrases import phrase, phrases
from servicestrade.ledger.records import Record
from servicestrade.registers.figures import FigureMeta
from servicestrade.registers.figures import figure as figure_meta

MIME = "application/vnd.servicestrade.table+json"
_NO_VALUE = "\u2013"
_NO_UNIT = {"en": "", "zh": ""}
_LISTS = {**CODE_LISTS, "part": "breakdowns"}
_VALUES = {"count": "level"}  # what is counted and what is summed are both the value of their row
_FLOWS = ("total", "exports", "imports", "balance", "")


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
    largest_first: bool = False,
) -> Table:
    """Lay records out as a table.

    Parameters
    ----------
    data : pandas.DataFrame
        A frame of `servicestrade.points`, `select` or `series`.
    figure : str
        Id in the register, such as ``tab-2-1``.
    rows : str
        Column whose values head the rows, in order of appearance (``item``, ``part``,
        ``area``, ``counterpart``, ``breakdown``, ``flow``, ``period``).
    columns : str or list of str
        Columns whose values make the columns of the table, in order of appearance.
    head : tuple of str
        Heading of the first column in English and Chinese.
    largest_first : bool
        Whether the rows are ordered by the first column, the row of the whole on top; else they
        keep the order of the frame.

    Returns
    -------
    Table
        Displays itself in JupyterLab and on the site. Each column has one unit; where its
        records differ in unit, each number bears its own.

    Raises
    ------
    DataError
        If two records fall into one cell.
    """
    keys = [columns] if isinstance(columns, str) else list(columns)
    points = data.to_dict("records")
    common = _common([str(point[rows]) for point in points]) if rows in _LISTS else frozenset()
    cells: dict[str, dict[tuple[str, ...], Record]] = {}
    heads: dict[str, tuple[str, str]] = {}
    order: dict[tuple[str, ...], Record] = {}
    for point in points:
        item = record(str(point["id"]))
        row_key = str(point["item_en" if rows == "item" else rows])
        heads.setdefault(row_key, _row_head(point, rows, row_key, common))
        column = tuple(_VALUES.get(str(point[key]), str(point[key])) for key in keys)
        row = cells.setdefault(row_key, {})
        if column in row:
            raise DataError(
                f"{figure}: {row[column].id} and {item.id} fall into one cell; select one of "
                "them, or add the column in which they differ"
            )
        row[column] = item
        order.setdefault(column, item)
    ordered = sorted(order, key=lambda column: _rank(keys, column))
    if largest_first:
        cells = dict(sorted(cells.items(), key=lambda pair: _size(pair, ordered[0])))
    shown_order = {column: order[column] for column in ordered}
    meta = figure_meta(figure)
    return Table(_data(meta, head=head, heads=heads, keys=keys, order=shown_order, cells=cells))


def _rank(keys: Sequence[str], column: Sequence[str]) -> tuple[int, ...]:
    """Place a column by the order of the codes: total before exports, value before growth."""
    orders = {"flow": list(_FLOWS), "measure": list(code_list("measures"))}
    return tuple(
        orders[key].index(value) if value in orders.get(key, ()) else 0
        for key, value in zip(keys, column, strict=True)
    )


def _size(row: tuple[str, Mapping[tuple[str, ...], Record]], column: tuple[str, ...]) -> Fraction:
    """Order rows by a column, the largest first, and the row of the whole before all."""
    key, cells = row
    if not key:
        return Fraction(-(10**15))
    return -cells[column].value if column in cells else Fraction(0)


def _data(
    meta: FigureMeta,
    *,
    head: tuple[str, str],
    heads: Mapping[str, tuple[str, str]],
    keys: Sequence[str],
    order: Mapping[tuple[str, ...], Record],
    cells: Mapping[str, Mapping[tuple[str, ...], Record]],
) -> dict[str, Any]:
    several = len(keys) > 1
    shared = {key: _common([getattr(item, key) for item in order.values()]) for key in CODE_LISTS}
    mixed = {column for column in order if len(_units(cells.values(), column)) > 1}
    return {
        "id": meta.id,
        "caption": {lang: without_links(meta.title[lang]) for lang in ("en", "zh")},
        "subtitle": {lang: without_links(meta.subtitle[lang]) for lang in ("en", "zh")},
        "head": {"en": head[0], "zh": head[1]},
        "columns": [
            _column(item, keys, several, shared) | ({"unit": _NO_UNIT} if column in mixed else {})
            for column, item in order.items()
        ],
        "rows": [
            {
                "head": {"en": heads[key][0], "zh": heads[key][1]},
                "cells": [_cell(row.get(column), whole=column in mixed) for column in order],
            }
            for key, row in cells.items()
        ],
    }


def _row_head(
    point: Mapping[Any, Any], rows: str, key: str, common: frozenset[str]
) -> tuple[str, str]:
    if rows == "item":
        return str(point["item_en"]), str(point["item_zh"])
    if rows in ("period", "year"):
        return key, key
    parts = [part for part in key.split() if part not in common]
    names = {lang: [name(_LISTS[rows], part, lang) for part in parts] for lang in ("en", "zh")}
    english, chinese = (
        _joined(words, lang) or phrase("tables", "all", lang) for lang, words in names.items()
    )
    return english, chinese


def _common(values: Sequence[str]) -> frozenset[str]:
    """Return the codes that all rows share: they belong into the title, not into each head."""
    sets = [set(value.split()) for value in values]
    return frozenset(set.intersection(*sets)) if len(sets) > 1 else frozenset()


def _joined(words: Iterable[str], lang: str) -> str:
    text = phrase("punctuation", "comma", lang).join(word for word in words if word)
    return text[:1].upper() + text[1:]


def _column(
    item: Record, keys: Sequence[str], several: bool, shared: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    titles = {lang: _column_title(item, keys, several, shared, lang) for lang in ("en", "zh")}
    return {"title": titles, "unit": {lang: _unit(item, lang) for lang in ("en", "zh")}}


def _column_title(
    item: Record,
    keys: Sequence[str],
    several: bool,
    shared: Mapping[str, frozenset[str]],
    lang: str,
) -> str:
    words = []
    for key in keys:
        if key == "measure":
            said = several and item.measure in ("level", "count")
            words.append("" if said else _measure_title(item, lang))
        elif key in ("period", "year"):
            words.append(item.period)
        elif key == "flow":
            words.append(_short("flows", item.flow, lang))
        else:
            parts = [part for part in getattr(item, key).split() if part not in shared[key]]
            words += [name(_LISTS[key], part, lang) for part in parts]
    return _joined(words, lang)


def _measure_title(item: Record, lang: str) -> str:
    if item.measure == "count" or (item.measure == "level" and item.unit not in CURRENCIES):
        return phrase("tables", "number", lang)
    return _short("measures", item.measure, lang)


def _short(codes: str, code: str, lang: str) -> str:
    """Return the name of a code in a head, where some have a shorter one than in a label."""
    words = phrases("tables").get(f"{codes}_{code}") or phrases("measures").get(code)
    return words[lang] if words else name(codes, code, lang)


def _unit(item: Record, lang: str) -> str:
    if item.unit in CURRENCIES:
        unit, scale = name("units", item.unit, lang), _scale(item, lang)
        return phrase("tables", "money", lang, code=item.unit, unit=unit, scale=scale).strip()
    if item.unit == "PT":
        return "%"
    if item.unit == "PP":
        return phrase("tables", "points", lang)
    counts = item.unit == "NUM"
    things = name("counted", item.counted, lang) if counts else name("units", item.unit, lang)
    return phrase("tables", "things", lang, unit=things, scale=_scale(item, lang)).strip()


def _scale(item: Record, lang: str) -> str:
    """Return the word of the scale of a column; densities say theirs in what is counted."""
    power = _english_power(item) if lang == "en" else item.unit_mult
    return scale_word(power, lang) if power > 0 else ""


def _english_power(item: Record) -> int:
    return english_power(item.unit_mult, money=item.unit in CURRENCIES)


def _units(
    rows: Iterable[Mapping[tuple[str, ...], Record]], column: tuple[str, ...]
) -> set[tuple[str, ...]]:
    """Return the units of a column; where there are several, each cell bears its own."""
    found = (row[column] for row in rows if column in row)
    return {(item.unit, str(item.unit_mult), item.counted, item.per) for item in found}


def _cell(item: Record | None, *, whole: bool) -> dict[str, Any]:
    if item is None:
        return {
            "record": "",
            "basis": "",
            "value": None,
            "text": {"en": _NO_VALUE, "zh": _NO_VALUE},
        }
    number = displayed_value(item)
    if whole:
        return {
            "record": item.id,
            "basis": item.basis,
            "value": float(item.value * Fraction(10) ** item.unit_mult),
            "text": {lang: format_record(item, lang) for lang in ("en", "zh")},
        }
    if item.unit == "PT":
        number = number.scaleb(item.unit_mult)
    english = number.scaleb(item.unit_mult - _english_power(item))
    return {
        "record": item.id,
        "basis": item.basis,
        "value": float(number),
        "text": {"en": plain(english), "zh": plain(number)},
    }


def _html(data: Mapping[str, Any]) -> str:
    """Write the English table as HTML without style, script or random id."""
    head = data["head"]["en"] or phrase("tables", "item", "en")
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
        f'</caption><thead><tr><th scope="col">{escape(head)}</th>{titles}'
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
