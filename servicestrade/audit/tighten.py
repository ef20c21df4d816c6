"""Values of earlier years, bounded by all rules together.

A printed level and its growth rate confine the level of the year before to an interval. The levels
of its parts and of its whole confine it too, through other rules. A linear programme finds the
interval that all rules allow, which is never wider than that of the division alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pandas as pd

from servicestrade.audit.report import Audit, audit
from servicestrade.audit.rules import Rule, connected
from servicestrade.audit.solver.polytope import Polytope
from servicestrade.audit.solver.system import system
from servicestrade.audit.variables import Variable
from servicestrade.files.paths import data_dir
from servicestrade.files.writing import csv_content, write_whole
from servicestrade.ledger.derive import previous_year
from servicestrade.ledger.intervals import Interval, outward
from servicestrade.ledger.records import Record

COLUMNS = ("id", "low", "high", "tightened_low", "tightened_high", "shrunk")
_KIND = "year_before"
_GRID = 1000
"""Ends are rounded outwards to this fraction of an interval: further digits of floats may vary."""


def tightened(result: Audit | None = None, ids: Collection[str] | None = None) -> pd.DataFrame:
    """Return the intervals of all values of a year before: their own, and tightened by all rules.

    Parameters
    ----------
    found : Audit, optional
        By default that of the ledger.
    ids : collection of str, optional
        Which derived records; by default all.

    Returns
    -------
    pandas.DataFrame
        One row for each derived record: id; low and high, from its own formula; tightened_low and
        tightened_high, from all rules that hold together (Decimal, rounded outwards); shrunk, by
        which part of its width the interval became narrower. All in the printed scale.
    """
    rows = sorted(_rows(result or audit(), ids), key=lambda row: str(row[0]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(result: Audit, ids: Collection[str] | None) -> Iterator[tuple[object, ...]]:
    records = {
        record.id: record
        for record in previous_year()
        if record.interval.half_width and (ids is None or record.id in ids)
    }
    defining = {
        id: Rule(f"{_KIND}:{id}", _KIND, "{" + id + "}", "=", record.formula)
        for id, record in records.items()
    }
    rules = [rule for rule in defining.values() if _printed(rule, result)]
    for group in connected([*result.holding, *rules]):
        wanted = [rule.target for rule in group if rule.kind == _KIND]
        if wanted:
            ends = _ends(group, {id: records[id] for id in wanted}, result.variables)
            for id in wanted:
                yield _row(records[id], *ends[id])


def _printed(rule: Rule, result: Audit) -> bool:
    return all(id in result.variables for id in rule.statistics[1:])


def _ends(
    group: Sequence[Rule], records: Mapping[str, Record], variables: Mapping[str, Variable]
) -> Mapping[str, tuple[float, float]]:
    """Return the intervals that a connected set of rules allows the records that it defines."""
    ids = dict.fromkeys(id for rule in group for id in rule.statistics)
    known = {id: variables[id] if id in variables else _unknown(records[id]) for id in ids}
    spans = Polytope(system(group, known)).spans(tuple(records))
    if spans is None:
        raise ArithmeticError("rules that hold together were found not to; check their programme")
    return spans


def _unknown(record: Record) -> Variable:
    scale = Fraction(10) ** record.unit_mult
    interval = Interval(record.interval.low * scale, record.interval.high * scale)
    return Variable(record.id, record.value * scale, interval, None, scale)


def _row(record: Record, low: float, high: float) -> tuple[object, ...]:
    scale = 10.0**record.unit_mult
    plain = float(record.interval.low), float(record.interval.high)
    width = plain[1] - plain[0]
    places = math.ceil(-math.log10(width / _GRID))
    least, most = outward(max(low / scale, plain[0]), min(high / scale, plain[1]), places)
    shrunk = max(0.0, 1 - float(most - least) / width)
    return record.id, *plain, least, most, round(shrunk, 2)


def write_tightened(path: Path | None = None) -> Path:
    """Write the tightened intervals, so that builds do not need scipy.

    Parameters
    ----------
    path : pathlib.Path, optional
        By default ``tightened.csv`` of the data.

    Returns
    -------
    pathlib.Path
        The file: id, low, high in the printed scale.
    """
    path = path or data_dir() / "tightened.csv"
    kept = tightened()[["id", "tightened_low", "tightened_high"]]
    write_whole(path, csv_content(["id", "low", "high"], kept.itertuples(index=False)))
    return path
