"""Read CSV tables row by row, each row with its place for error messages.

``data/datapackage.json`` describes the columns and cells of each table. A table that does not match
its description is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from types import MappingProxyType
from typing import Any

from servicestrade.files.csv_cells import Field, cell_fault
from servicestrade.files.errors import DataError, unknown
from servicestrade.files.paths import data_dir
from servicestrade.files.text_files import read_json, read_text

_PACKAGE = "datapackage.json"
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_MAY_BE_EMPTY = ("entry/settled.csv", "suspects.csv", "tightened.csv")
_WRITTEN = {"suspects.csv": "servicestrade localise", "tightened.csv": "servicestrade tighten"}
"""Tables that a command writes; running it again mends them."""

Row = dict[str, str]


def read_rows(name: str) -> Iterator[tuple[str, Row]]:
    """Yield each row of a table with its place.

    Parameters
    ----------
    name : str
        A table of the data, such as ``"history.csv"`` or ``"codes/units.csv"``.

    Yields
    ------
    tuple of str and dict
        File and row, such as ``"history.csv, row 7"``, and the row by column.

    Raises
    ------
    DataError
        If the table does not match its description; no row is yielded then.
    """
    fields = columns(name)
    header, *rows = _parsed(name)
    _check_header(name, header, fields)
    if not rows and name not in _MAY_BE_EMPTY:
        raise DataError(f"{name} has a header and no rows; restore it from the repository")
    for number, row in enumerate(rows, start=2):
        if not any(row):
            raise DataError(f"{name}, row {number} is empty; delete it")
        if len(row) != len(header):
            raise DataError(
                f"{name}, row {number} ({row[0]}) has {len(row)} fields, not {len(header)} as the "
                "header; put a text that holds a comma in quotation marks, and add what is missing"
            )
    for column, cells in zip(header, zip(*rows, strict=True), strict=False):
        _check_cells(name, fields[column], cells)
    for key in _keys(name):
        _check_key(name, key, [tuple(row[header.index(column)] for column in key) for row in rows])
    for number, row in enumerate(rows, start=2):
        yield f"{name}, row {number}", dict(zip(header, row, strict=True))


def columns(name: str) -> Mapping[str, Field]:
    """Return the columns of a table, as ``datapackage.json`` describes them, by name.

    Raises
    ------
    UnknownError
        If no such table is described.
    """
    return MappingProxyType({field["name"]: field for field in _schema(name)["fields"]})


@cache
def _schemas() -> Mapping[str, Any]:
    package = read_json(data_dir() / _PACKAGE, _PACKAGE)
    try:
        tables = [resource for resource in package["resources"] if resource.get("type") == "table"]
        return {table["path"]: table["schema"] for table in tables}
    except (KeyError, TypeError, AttributeError):
        raise DataError(
            f"{_PACKAGE} does not describe the tables; restore it from the repository"
        ) from None


def _schema(name: str) -> Mapping[str, Any]:
    if name not in _schemas():
        raise unknown(f"table in {_PACKAGE}", name, _schemas())
    schema: Mapping[str, Any] = _schemas()[name]
    return schema


def _keys(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns that no two rows share: the key, and each column that is unique."""
    schema = _schema(name)
    key = schema.get("primaryKey", [])
    yield tuple([key] if isinstance(key, str) else key)
    for field in schema["fields"]:
        if field.get("constraints", {}).get("unique"):
            yield (field["name"],)


def _parsed(name: str) -> list[list[str]]:
    """Split a table into cells; an unclosed quotation is reported where it opens."""
    text = read_text(data_dir() / name, name)
    first = text.partition("\n")[0]
    for mark, what in _SEPARATORS.items():
        if mark in first and "," not in first:
            raise DataError(
                f"{name}: its cells are separated by {what}; save it as CSV, comma-separated, UTF-8"
            )
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    start = 1
    try:
        for row in reader:
            rows.append(row)
            start = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            f"{name}, row {len(rows) + 1} (line {start}): a quotation mark is wrong ({error}); "
            "close each quotation, and write a quotation mark within one twice"
        ) from None
    return rows


def _check_header(name: str, header: Sequence[str], fields: Mapping[str, Field]) -> None:
    twice = [column for column in dict.fromkeys(header) if header.count(column) > 1]
    if twice:
        raise DataError(f"{name}: the column {twice[0]!r} stands twice; delete one")
    missing = [column for column in fields if column not in header]
    for column in header:
        if column not in fields:
            hint = f"; missing: {', '.join(missing)}" if missing else ""
            raise DataError(
                f"{name}: {unknown('column', column, missing or fields)}{hint}; rename or delete "
                "it, see data/CODEBOOK.md"
            )
    if missing:
        raise DataError(f"{name}: no column {', '.join(missing)}; see data/CODEBOOK.md")


def _check_cells(name: str, field: Field, cells: Sequence[str]) -> None:
    # Most columns have few different values; each is checked once.
    for text in dict.fromkeys(cells):
        if fault := cell_fault(text, field):
            where = f"{name}, row {cells.index(text) + 2}, {field['name']}"
            raise DataError(f"{where}: {fault}{_rewrite(name)}")


def _check_key(name: str, key: Sequence[str], cells: Sequence[tuple[str, ...]]) -> None:
    if len(set(cells)) == len(cells):
        return
    first: dict[tuple[str, ...], int] = {}
    for number, cell in enumerate(cells, start=2):
        # Empty cells do not count: a unique column may be optional.
        if any(cell) and cell in first:
            raise DataError(
                f"{name}, row {number}: {', '.join(key)} {' '.join(cell)} stands twice, first in "
                f"row {first[cell]}; give one another, or delete it{_rewrite(name)}"
            )
        first[cell] = number


def _rewrite(name: str) -> str:
    return f"; or write the table anew: {_WRITTEN[name]}" if name in _WRITTEN else ""
