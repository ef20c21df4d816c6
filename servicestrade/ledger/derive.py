"""Derived records: what follows from printed values, with the interval their rounding allows.

Two kinds. A printed level with its growth rate (or its change) gives the value of the year
before; that is done for all of them. Other computations are written out in
``data/derivations.csv``: an expression over ids in braces.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError, unknown
from servicestrade.ledger.codes import check_codes
from servicestrade.ledger.dimensions import KEY, coded
from servicestrade.ledger.formulas import function_of
from servicestrade.ledger.history import external_records
from servicestrade.ledger.ids import REFERENCE, make_id
from servicestrade.ledger.intervals import Interval, exact
from servicestrade.ledger.labels import make_label
from servicestrade.ledger.phrases import phrase
from servicestrade.ledger.records import Record, from_statistic
from servicestrade.ledger.statistics import Statistic, ledger, principal

_PREVIOUS = {
    # measure of the value: (measure of its change, how the value a year earlier follows)
    "level": (
        ("growth_yoy", "{level} / (1 + {change} / 100)"),
        ("change_abs", "{level} - {change}"),
    ),
    "count": (
        ("growth_yoy", "{level} / (1 + {change} / 100)"),
        ("change_abs", "{level} - {change}"),
    ),
    "share": (("share_change_pp", "{level} - {change}"),),
    "growth_yoy": (("growth_change_pp", "{level} - {change}"),),
}


@cache
def derived_records() -> tuple[Record, ...]:
    """Return all derived records, first those of the year before, then the written ones."""
    return (*map(_narrowed, previous_year()), *_written())


def previous_year() -> Iterator[Record]:
    """Yield the values of the year before that a level and its change imply by themselves.

    Yields
    ------
    Record
        With the interval of the plain division; `derived_records` narrows it by all rules.
    """
    keys = principal()
    for item in keys.values():
        if item.measure not in _PREVIOUS or item.qualifier != "exact" or item.base_period:
            continue
        if item.status != "A" or not item.period.isdigit():
            continue
        earlier = replace_key(item, period=str(int(item.period) - 1))
        if earlier in keys:
            continue
        for measure, expression in _PREVIOUS[item.measure]:
            change = _change(item, measure)
            if change is not None and change.qualifier == "exact":
                yield _earlier_record(item, change, expression)
                break


def _change(item: Statistic, measure: str) -> Statistic | None:
    """Find the change of a value: alike in all dimensions but those of the unit."""
    units = {"growth_yoy": "PT", "share_change_pp": "PP", "growth_change_pp": "PP"}
    unit = units.get(measure, item.unit)
    counted = item.counted if measure == "change_abs" else ""
    key = replace_key(item, measure=measure, unit=unit, counted=counted)
    return principal().get(key)


def replace_key(item: Statistic, **changes: str) -> tuple[str, ...]:
    """Return the key of a statistic with some dimensions changed."""
    return tuple(changes.get(name, getattr(item, name)) for name in KEY)


def _earlier_record(item: Statistic, change: Statistic, expression: str) -> Record:
    formula = expression.format(level="{" + item.id + "}", change="{" + change.id + "}")
    year = str(int(item.period) - 1)
    unplaced = replace(from_statistic(item), chapter=None, offset=None, note_en="", note_zh="")
    template = replace(unplaced, period=year, label_en="", label_zh="")
    operands = {one.id: from_statistic(one) for one in (item, change)}
    return finish(template, formula, operands, make_id(template))


def _narrowed(item: Record) -> Record:
    """Put the interval that all rules together leave in the place of the plain one."""
    tight = _tightened().get(item.id)
    if tight is None:
        return item
    low, high = max(item.interval.low, tight.low), min(item.interval.high, tight.high)
    if low > high:
        raise DataError(
            f"tightened.csv: {item.id} lies in no part of what its formula leaves open; "
            "write the table anew: servicestrade tighten"
        )
    interval = Interval(low, high)
    value = item.value if low <= item.value <= high else (low + high) / 2
    most = max(item.decimals, 1) if item.unit == "PT" else item.decimals + 1
    decimals = _shown_decimals(interval, most)
    return replace(item, interval=interval, value=value, decimals=decimals)


@cache
def _tightened() -> Mapping[str, Interval]:
    """Read ``data/tightened.csv``, which the audit writes from the rules."""
    found = {}
    for where, row in read_rows("tightened.csv"):
        try:
            found[row["id"]] = Interval(Fraction(row["low"]), Fraction(row["high"]))
        except ValueError as error:
            raise DataError(
                f"{where}: {error}; write the table anew: servicestrade tighten"
            ) from None
    return found


def finish(template: Record, formula: str, operands: Mapping[str, Record], id: str) -> Record:
    """Compute a formula and put its result into a record.

    Parameters
    ----------
    template : Record
        The dimensions and the unit of the result.
    formula : str
        Expression over ids in braces.
    operands : mapping of str to Record
        The records that the formula names.
    id : str
        Id of the result.

    Returns
    -------
    Record
        With as many decimals as the interval allows: the last one is about its half-width.

    Raises
    ------
    DataError
        If the formula is none, or divides by what may be zero.
    """
    compute = function_of(formula)
    try:
        interval = compute({id: item.interval for id, item in operands.items()})
        middle = compute({id: exact(item.value) for id, item in operands.items()}).low
    except ZeroDivisionError as error:
        raise DataError(f"{formula!r} cannot be computed: {error}; divide by another") from None
    most = 1 if template.unit == "PT" else max(item.decimals for item in operands.values())
    sources = [item for item in operands.values() if item.source_en]
    result = replace(
        template,
        id=id,
        basis="derived",
        value=middle,
        interval=interval,
        decimals=_shown_decimals(interval, most),
        formula=formula,
        qualifier="exact",
        attributed_to="",
        same_as="",
        printed="",
        in_digits=False,
        source_en=_joined((item.source_en for item in sources), "en"),
        source_zh=_joined((item.source_zh for item in sources), "zh"),
        url="",
    )
    return replace(
        result,
        label_en=template.label_en or make_label(result, "en"),
        label_zh=template.label_zh or make_label(result, "zh"),
    )


def _joined(texts: Iterable[str], lang: str) -> str:
    """Return different texts as one."""
    return phrase("punctuation", "semicolon", lang).join(dict.fromkeys(texts))


def _shown_decimals(interval: Interval, most: int) -> int:
    if not interval.half_width:
        return most
    return max(0, min(most, -math.floor(math.log10(interval.half_width))))


def _written() -> Iterator[Record]:
    external = {one.id: one for one in external_records()}
    for where, row in read_rows("derivations.csv"):
        check_codes(row, where)
        try:
            yield _written_record(row, external)
        except DataError as error:
            raise DataError(f"{where} ({row['id']}): {error}; mend the row") from None


def _written_record(row: Mapping[str, str], external: Mapping[str, Record]) -> Record:
    operands = {id: _operand(id, external) for id in REFERENCE.findall(row["formula"])}
    if not operands:
        raise DataError("the formula names no record; write the ids in braces")
    like = replace(next(iter(operands.values())), chapter=None, offset=None)
    template = replace(
        like,
        label_en=row["label_en"],
        label_zh=row["label_zh"],
        note_en=row["note_en"],
        note_zh=row["note_zh"],
        **coded(row),
    )
    return finish(template, row["formula"], operands, row["id"])


def _operand(id: str, external: Mapping[str, Record]) -> Record:
    if id in external:
        return external[id]
    if id in ledger():
        return from_statistic(ledger()[id])
    raise unknown("record", id, (*ledger(), *external))
