"""Read a CSV table row by row, each with the place that an error message names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from servicestrade.errors import DataError


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of a table with its place.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file in UTF-8 with a header.
    columns : sequence of str
        The columns that it must have; it may have more.

    Yields
    ------
    tuple of str and dict
        File and row, such as ``"history.csv, row 7"``, and the row by column.

    Raises
    ------
    DataError
        If the file cannot be read, lacks a column, or a row is longer or shorter than the header.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            rows = list(reader)
            header = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"{path.name} cannot be read ({error}); restore it from the repository"
        ) from None
    missing = [name for name in columns if name not in header]
    if missing:
        raise DataError(f"{path.name}: no column {', '.join(missing)}; see data/CODEBOOK.md")
    for number, row in enumerate(rows, start=2):
        where = f"{path.name}, row {number}"
        if None in row or None in row.values():
            raise DataError(
                f"{where} ({row[header[0]]}): the row must have {len(header)} fields, as the "
                "header has; put a text that holds a comma in quotation marks"
            )
        yield where, row


def decimal(text: str) -> Decimal:
    """Read a number as it is entered: digits, with a sign and decimals at most.

    Raises
    ------
    ValueError
        If the text is anything else.

    Examples
    --------
    >>> decimal("-1689.0")
    Decimal('-1689.0')
    """
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        raise ValueError(f"{text!r} is not a number")
    return Decimal(text)
