"""Where a record comes from: its place in the report, or how or where it was had."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from servicestrade.files.csv_tables import read_rows
from servicestrade.ledger.phrases import phrase
from servicestrade.ledger.records import Record


@cache
def _yardstick() -> tuple[list[int], list[dict[str, str]]]:
    rows = sorted((row for _, row in read_rows("numerals.csv")), key=lambda row: int(row["offset"]))
    return [int(row["offset"]) for row in rows], rows


def provenance(item: Record, lang: str) -> str:
    """Return in words where a record comes from.

    Parameters
    ----------
    item : Record
        Any record.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        Chapter and paragraph for a printed statistic, how or where it was had for others.
    """
    if item.basis == "derived":
        return phrase("provenance", "computed", lang)
    if item.offset is None:
        return item.source_en if lang == "en" else item.source_zh
    offsets, rows = _yardstick()
    row = rows[max(0, bisect_right(offsets, item.offset) - 1)]
    return phrase("provenance", "place", lang, **row)
