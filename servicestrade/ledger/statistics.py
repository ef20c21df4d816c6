"""A statistic: one row of the ledger ``data/statistics.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError, unknown
from servicestrade.ledger.cards import card, coded_lines
from servicestrade.ledger.codes import check_codes
from servicestrade.ledger.dimensions import DIMENSIONS, Coded

_LARGEST_DENOMINATOR = 5


@dataclass(frozen=True, kw_only=True, repr=False)
class Statistic(Coded):
    """A printed statistic: a row of the ledger.

    Besides the attributes below it has each dimension of the ledger as an attribute (`unit`,
    `measure`, `indicator`, `breakdown`, `area`, `period` ...); ``data/CODEBOOK.md`` explains them.

    Attributes
    ----------
    id : str
        Its permanent id.
    offset : int
        Its place in the report's text, in characters from 0.
    printed : str
        The numeral, or the words, as printed.
    in_digits : bool
        Whether it is printed in digits.
    chapter : int
        The chapter of the report.
    value : decimal.Decimal
        Signed, in the printed scale: times ten to the power `unit_mult` in `unit`.
    decimals : int
        How many decimals are printed.
    same_as : str
        Of a repetition, the id of the principal printing; else empty.
    label_en, label_zh : str
        What it measures.
    note, note_zh : str
        How an ambiguous text was read, in English and Chinese; else empty.
    """

    id: str
    offset: int
    printed: str
    in_digits: bool
    chapter: int
    value: Decimal
    decimals: int
    same_as: str
    label_en: str
    label_zh: str
    note: str
    note_zh: str

    def __repr__(self) -> str:
        """Name the statistic and what is printed."""
        return f"Statistic({self.id!r}, printed {self.printed!r} at {self.offset})"

    def _repr_html_(self) -> str:
        placed = (("id", self.id), ("printed", self.printed), ("chapter", str(self.chapter)))
        return card(self.label_en, (*placed, ("value", str(self.value)), *coded_lines(self)))


_PLACED = ("id", "offset", "printed", "in_digits", "chapter", "value", "decimals")
_SAID = ("same_as", "label_en", "label_zh", "note", "note_zh")
COLUMNS = (*_PLACED, *(one.name for one in DIMENSIONS), *_SAID)
"""The columns of ``data/statistics.csv`` in their order."""


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
        If a code is in no list, or the value is not the numeral as printed.
    """
    check_codes(row, where)
    check_printed(row, where)
    typed: dict[str, object] = dict(row)
    for name in ("offset", "chapter", "decimals", "unit_mult"):
        typed[name] = int(row[name])
    typed["value"] = Decimal(row["value"])
    typed["in_digits"] = row["in_digits"] == "true"
    item = Statistic(**{name: typed[name] for name in COLUMNS})  # type: ignore[arg-type]
    if item.decimals != -int(item.value.as_tuple().exponent):
        raise DataError(
            f"{where}: {item.value} has not {item.decimals} decimals; enter value and decimals as "
            "the report prints them"
        )
    return item


def check_printed(row: Mapping[str, str], where: str) -> None:
    """Refuse a value whose digits are not those of the numeral as printed.

    Parameters
    ----------
    row : mapping of str to str
        With ``printed`` and ``value``; words are not compared.
    where : str
        File and row, for the error message.

    Raises
    ------
    DataError
        If they differ, if only by a zero at the end, which a spreadsheet drops.
    """
    printed, value = row["printed"], row["value"]
    if not printed.isascii() or value.removeprefix("-") == printed:
        return
    # Of a fraction in digits, 2/3, the numerator is printed there and the value is in per cent.
    fraction = (Fraction(value) / 100).limit_denominator(_LARGEST_DENOMINATOR)
    if str(fraction.numerator) == printed and f"{100 * float(fraction):.4f}" == value:
        return
    raise DataError(
        f"{where}: value {value} is not the numeral as printed, {printed!r}; compare them with the "
        "report and enter both as it prints them, with the zeros at the end, which a spreadsheet "
        "drops"
    )


@cache
def ledger() -> Mapping[str, Statistic]:
    """Return every statistic by id, in the order of the text.

    Raises
    ------
    DataError
        If a row is broken or is not as printed.
    """
    items = (parse_row(row, f"{where} ({row['id']})") for where, row in read_rows("statistics.csv"))
    return MappingProxyType({item.id: item for item in items})


@cache
def principal() -> Mapping[tuple[str, ...], Statistic]:
    """Return the statistics that repeat no other, by the values of their `KEY`."""
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
    """Return one printed statistic by its id.

    Parameters
    ----------
    id : str
        The id of a printed statistic; `record` takes ids of computed and other values too.

    Returns
    -------
    Statistic

    Raises
    ------
    UnknownError
        If no statistic has that id; the message names the nearest ids.

    Examples
    --------
    >>> import servicestrade as st
    >>> st.statistic("cn-services-trade-total-2022").value
    Decimal('8891.1')
    """
    rows = ledger()
    if not isinstance(id, str) or id not in rows:
        raise unknown("statistic", id, rows)
    return rows[id]
