"""Earlier years read in other public sources: ``data/history.csv``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from servicestrade.files.csv_tables import read_rows
from servicestrade.ledger.codes import check_codes
from servicestrade.ledger.dimensions import coded
from servicestrade.ledger.intervals import rounded
from servicestrade.ledger.labels import make_label
from servicestrade.ledger.records import Record


@cache
def external_records() -> tuple[Record, ...]:
    """Return the values of other sources.

    Their basis is ``external`` (same definition), ``proxy`` (a near one) or ``check`` (not drawn:
    it serves to compute or confirm others).

    Returns
    -------
    tuple of Record
        In the order of the file; `Record.source` and `Record.url` say where each was read.

    Raises
    ------
    DataError
        If a row is broken.
    """
    return tuple(_read(row, where) for where, row in read_rows("history.csv"))


def _read(row: dict[str, str], where: str) -> Record:
    check_codes(row, where)
    value = Decimal(row["value"])
    decimals = max(0, -int(value.as_tuple().exponent))
    item = Record(
        id=row["id"],
        basis=row["basis"],
        value=Fraction(value),
        interval=rounded(value, decimals),
        decimals=decimals,
        label_en="",
        label_zh="",
        source_en=row["source_en"],
        source_zh=row["source_zh"],
        url=row["url"],
        note_en=row["note_en"],
        note_zh=row["note_zh"],
        **coded(row),
    )
    return replace(item, label_en=make_label(item, "en"), label_zh=make_label(item, "zh"))
