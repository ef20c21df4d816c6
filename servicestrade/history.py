"""Earlier years read in other public sources: ``data/history.csv``."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from servicestrade.codes import check_codes
from servicestrade.errors import DataError
from servicestrade.intervals import rounded
from servicestrade.names import make_label
from servicestrade.paths import data_dir
from servicestrade.records import Record
from servicestrade.rows import decimal, read_rows

COLUMNS = (
    "id",
    "basis",
    "measure",
    "indicator",
    "breakdown",
    "area",
    "counterpart",
    "flow",
    "period",
    "base",
    "value",
    "unit",
    "unit_mult",
    "counted",
    "source_en",
    "source_zh",
    "url",
    "note_en",
)


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
    path = data_dir() / "history.csv"
    return tuple(_read(row, where) for where, row in read_rows(path, COLUMNS))


def _read(row: dict[str, str], where: str) -> Record:
    if row["basis"] not in ("external", "proxy", "check"):
        raise DataError(f"{where}: basis is {row['basis']!r}; write external, proxy or check")
    try:
        value, mult = decimal(row["value"]), int(row["unit_mult"])
    except ValueError:
        raise DataError(
            f"{where} ({row['id']}): value and unit_mult must be numbers; compare the source"
        ) from None
    check_codes(row, where)
    decimals = max(0, -int(value.as_tuple().exponent))
    item = Record(
        id=row["id"],
        basis=row["basis"],
        value=Fraction(value),
        interval=rounded(value, decimals),
        decimals=decimals,
        unit=row["unit"],
        unit_mult=mult,
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
