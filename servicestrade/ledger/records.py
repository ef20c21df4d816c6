"""The record: a printed, derived or external value under one interface."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction

from servicestrade.ledger.cards import card, coded_lines
from servicestrade.ledger.dimensions import Coded
from servicestrade.ledger.intervals import Interval, exact, rounded
from servicestrade.ledger.statistics import COLUMNS, Statistic

BASES = ("reported", "derived", "external", "proxy")


@dataclass(frozen=True, kw_only=True, repr=False)
class Record(Coded):
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
    label_en: str
    label_zh: str
    chapter: int | None = None
    offset: int | None = None
    printed: str = ""
    in_digits: bool = False
    same_as: str = ""
    formula: str = ""
    source_en: str = ""
    source_zh: str = ""
    url: str = ""
    note_en: str = ""
    note_zh: str = ""

    def __repr__(self) -> str:
        """Name the record, its value in the printed scale, and what it rests on."""
        scale = f" times ten to the {self.unit_mult}" if self.unit_mult else ""
        return f"Record({self.id!r}, {self.basis} {float(self.value):.10g} {self.unit}{scale})"

    def _repr_html_(self) -> str:
        lines = (("id", self.id), ("basis", self.basis), ("value", f"{float(self.value):.10g}"))
        return card(self.label_en, (*lines, *coded_lines(self)))


def from_statistic(item: Statistic) -> Record:
    """Make the record of a printed statistic."""
    return Record(
        basis="reported",
        value=Fraction(item.value),
        interval=_interval(item),
        note_en=item.note,
        **{name: getattr(item, name) for name in _SHARED},
    )


def _interval(item: Statistic) -> Interval:
    """Return what rounding leaves open: nothing for a number of things printed to the last one."""
    whole = item.unit == "NUM" and item.unit_mult == 0 and item.decimals == 0
    return exact(Fraction(item.value)) if whole else rounded(item.value, item.decimals)


_SHARED = tuple(one.name for one in fields(Record) if one.name in COLUMNS and one.name != "value")
