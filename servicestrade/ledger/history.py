"""Earlier years read in other public sources: ``data/history.csv``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from servicestrade.files.csv_tables import read_rows
from servicestrade.ledger.codes import check_codes
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
        unit=row["unit"],
        unit_mult=int(row["unit_mult"]),
        counted=row["counted"],
        per="",
        measure=row["measure"],
        indicator=row["indicator"],
        breakdown=row["breakdown"],
        area=row["area"],
        counterpart=row["counterpart"],
        flow=row["flow"],
        period=row["period"],
        base_period="",
        base=row["base"],
        stage="",
        bound="",
        status="A",
        qualifier="exact",
        label_en="",
        label_zh="",
        source_en=row["source_en"],
        source_zh=row["source_zh"],
        url=row["url"],
        note=row["note_en"],
    )
    return replace(item, label_en=make_label(item, "en"), label_zh=make_label(item, "zh"))
