"""The smallest sets of suspects as a table of the data, so that builds do not need scipy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servicestrade.audit.hints import Hint
from servicestrade.audit.report import Audit, audit
from servicestrade.audit.rules import Rule
from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.files.writing import csv_content, write_whole
from servicestrade.ledger.intervals import outward

COLUMNS = ("group", "set", "id", "low", "high", "hints")
_FILE = "suspects.csv"
_PLACES = 1
"""Decimals beyond the printed ones to which the ends are given, rounded outwards."""


@dataclass(frozen=True)
class Suspect:
    """A statistic that could be wrong.

    Attributes
    ----------
    id : str
        Its id.
    low, high : Decimal or None
        What it would have to be, in the printed scale; None without a bound.
    hints : tuple of Hint
        Known slips that would explain it.
    """

    id: str
    low: Decimal | None
    high: Decimal | None
    hints: tuple[Hint, ...]


Sets = tuple[tuple[Suspect, ...], ...]


def rows(result: Audit) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table of suspects of an audit, as `COLUMNS` names them.

    A group of failing rules that share statistics has the id of its first rule; its smallest sets
    of suspects are numbered.
    """
    table = result.suspects()
    for rules, group in table.groupby("rules", sort=False):
        numbers = {name: number for number, name in enumerate(dict.fromkeys(group["set"]), start=1)}
        for row in group.itertuples():
            places = result.statistics[str(row.id)].decimals + _PLACES
            ends = outward(float(str(row.low)), float(str(row.high)), places)
            low, high = ("" if end.is_infinite() else f"{end:f}" for end in ends)
            yield (
                str(rules).split()[0],
                str(numbers[str(row.set)]),
                str(row.id),
                low,
                high,
                str(row.hints),
            )


def write_suspects(path: Path | None = None) -> Path:
    """Write the suspects of the ledger.

    Parameters
    ----------
    path : pathlib.Path, optional
        By default ``suspects.csv`` of the data.

    Returns
    -------
    pathlib.Path
        The file.
    """
    path = path or data_dir() / _FILE
    write_whole(path, csv_content(COLUMNS, rows(audit())))
    return path


@cache
def suspects() -> Mapping[str, Sets]:
    """Return the smallest sets of suspects from the data.

    Returns
    -------
    mapping of str to tuple of tuple of Suspect
        By the first rule of each group of failing rules that share statistics.

    Raises
    ------
    DataError
        If a row cannot be read.

    Examples
    --------
    >>> sets = suspects()["share:cn-outsourcing-contracts-offshore-2022-share"]
    >>> [str(one.hints[0]) for (one,) in sets if one.hints]
    ['one_digit_off 3790.3', 'last_year']
    """
    groups: dict[str, dict[str, list[Suspect]]] = defaultdict(lambda: defaultdict(list))
    for where, row in read_rows(_FILE):
        low, high = (Decimal(row[end]) if row[end] else None for end in ("low", "high"))
        try:
            hints = tuple(Hint(*text.split()) for text in row["hints"].split("; ") if text)
        except TypeError as error:
            raise DataError(
                f"{where}: {error}; write the table anew: servicestrade localise"
            ) from None
        groups[row["group"]][row["set"]].append(Suspect(row["id"], low, high, hints))
    return MappingProxyType(
        {
            group: tuple(tuple(members) for members in sets.values())
            for group, sets in groups.items()
        }
    )


def sets_of_rules(group: Iterable[Rule]) -> Sets:
    """Return the smallest sets of suspects of a group of failing rules; empty without any."""
    return next((suspects()[rule.id] for rule in group if rule.id in suspects()), ())
