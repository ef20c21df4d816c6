"""The record: a printed, derived or external value under one interface."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction

from servicestrade.ledger.intervals import Interval, exact, rounded
from servicestrade.ledger.statistics import COLUMNS, Statistic

BASES = ("reported", "derived", "external", "proxy")


@dataclass(frozen=True)
class Record:
    """A value that may be shown, and what it rests on.

    Attributes
    ----------
    basis : {"reported", "derived", "external", "proxy"}
        Printed in the report; computed from printed values; read in another public source
        with the same definition; read elsewhere with a near definition.
    value : Fraction
        In the printed scale: times ten to the power `unit_mult` in `unit`.
    interval : Interval
        What the rounding of the value, or of the values it is computed from, leaves open.
    decimals : int
        How many decimals may be shown.
    formula : str
        How a derived value is computed, in ids; empty for others.
    source_en, source_zh : str
        Where an external value was read, or one from which a value is derived; else empty.
    """

    id: str
    basis: str
    value: Fraction
    interval: Interval
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
    qualifier: str
    label_en: str
    label_zh: str
    chapter: int | None = None
    offset: int | None = None
    same_as: str = ""
    attributed_to: str = ""
    formula: str = ""
    source_en: str = ""
    source_zh: str = ""
    url: str = ""
    note: str = ""


def from_statistic(item: Statistic) -> Record:
    """Make the record of a printed statistic."""
    return Record(
        id=item.id,
        basis="reported",
        value=Fraction(item.value),
        interval=_interval(item),
        decimals=item.decimals,
        **{name: getattr(item, name) for name in _SHARED},
    )


def _interval(item: Statistic) -> Interval:
    """Return what rounding leaves open: nothing for a number of things printed to the last one."""
    whole = item.unit == "NUM" and item.unit_mult == 0 and item.decimals == 0
    return exact(Fraction(item.value)) if whole else rounded(item.value, item.decimals)


_SHARED = tuple(
    field.name
    for field in fields(Record)
    if field.name in COLUMNS and field.name not in ("id", "value", "decimals")
)
