"""A statistic: one row of the ledger ``data/statistics.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from servicestrade.codes import check_codes
from servicestrade.errors import DataError, unknown
from servicestrade.paths import data_dir
from servicestrade.rows import decimal, read_rows

KEY = (
    "indicator",
    "breakdown",
    "area",
    "counterpart",
    "flow",
    "measure",
    "period",
    "base_period",
    "base",
    "unit",
    "per",
    "counted",
    "status",
    "stage",
    "bound",
)
"""The dimensions that identify a statistic; they occur once among rows with empty ``same_as``."""


@dataclass(frozen=True)
class Statistic:
    """One printed statistic; the columns are explained in ``data/CODEBOOK.md``."""

    id: str
    offset: int
    printed: str
    in_digits: bool
    chapter: int
    value: Decimal
    decimals: int
    unit: str
    unit_mult: int
    counted: str
    per: str
    measure: str
    indicator: str
    breakdown: str
    area: str
    counterpart: str
    flow: str
    period: str
    base_period: str
    base: str
    stage: str
    bound: str
    status: str
    attributed_to: str
    qualifier: str
    same_as: str
    label_en: str
    label_zh: str
    note: str

    @property
    def key(self) -> tuple[str, ...]:
        """The values of the dimensions in `KEY`."""
        return tuple(getattr(self, name) for name in KEY)


COLUMNS = tuple(field.name for field in fields(Statistic))


def parse_row(row: Mapping[str, str], where: str) -> Statistic:
    """Read a statistic from the strings of a CSV row.

    Parameters
    ----------
    row : mapping of str to str
        Every column of `COLUMNS` to its text.
    where : str
        File and row, for the error message.

    Returns
    -------
    Statistic

    Raises
    ------
    DataError
        If a number does not parse or a code is in no list.
    """
    check_codes(row, where)
    typed: dict[str, object] = dict(row)
    try:
        for name in ("offset", "chapter", "decimals", "unit_mult"):
            typed[name] = int(row[name])
        typed["value"] = decimal(row["value"])
        typed["in_digits"] = {"true": True, "false": False}[row["in_digits"]]
    except (ValueError, KeyError):
        raise DataError(
            f"{where} ({row['id']}): offset, chapter, decimals, unit_mult and value must be "
            "numbers, in_digits true or false; compare the numeral with the report and enter it "
            "as printed"
        ) from None
    return Statistic(**{name: typed[name] for name in COLUMNS})  # type: ignore[arg-type]


@cache
def ledger() -> Mapping[str, Statistic]:
    """Return every statistic by id, in the order of the text.

    Raises
    ------
    DataError
        If a row is broken or an id stands twice.
    """
    path = data_dir() / "statistics.csv"
    rows: dict[str, Statistic] = {}
    for where, row in read_rows(path, COLUMNS):
        item = parse_row(row, where)
        if item.id in rows:
            raise DataError(f"{where}: id {item.id} stands twice; give one another id")
        rows[item.id] = item
    return MappingProxyType(rows)


@cache
def principal() -> Mapping[tuple[str, ...], Statistic]:
    """Return the statistics that repeat no other, by their key (see `KEY`)."""
    rows: dict[tuple[str, ...], Statistic] = {}
    for item in ledger().values():
        if item.same_as:
            continue
        if item.key in rows:
            raise DataError(
                f"statistics.csv: {item.id} and {rows[item.key].id} have one key; "
                "one must name the other in same_as, or a dimension of one is wrong"
            )
        rows[item.key] = item
    return MappingProxyType(rows)


def statistic(id: str) -> Statistic:
    """Return one statistic by its id.

    Raises
    ------
    UnknownError
        If no statistic has that id; the message names the nearest ids.

    Examples
    --------
    >>> statistic("cn-services-trade-total-2022").value
    Decimal('8891.1')
    """
    rows = ledger()
    if id not in rows:
        raise unknown("statistic", id, rows)
    return rows[id]
