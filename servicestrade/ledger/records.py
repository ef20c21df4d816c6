"""The record: a printed, derived or external value under one interface."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction

from servicestrade.ledger.cards import card, coded_lines
from servicestrade.ledger.dimensions import Coded
from servicestrade.ledger.intervals import Interval, exact, rounded
from servicestrade.ledger.statistics import COLUMNS, Statistic

BASES = ("reported", "derived", "external", "proxy")
"""What a record that may be shown rests on."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Record(Coded):
    """A value, printed or not, and what it rests on.

    Besides the attributes below it has each dimension of the ledger as an attribute (`unit`,
    `measure`, `indicator`, `breakdown`, `area`, `period` ...).

    Attributes
    ----------
    id : str
        Its permanent id.
    basis : {"reported", "derived", "external", "proxy"}
        Printed in the report; computed from printed values; read in another public source
        with the same definition; read elsewhere with a near definition.
    value : fractions.Fraction
        In the printed scale: times ten to the power `unit_mult` in `unit`.
    interval : (fractions.Fraction, fractions.Fraction)
        `low` and `high`, in the printed scale: what the rounding of the value, or of the values
        it is computed from, leaves open.
    decimals : int
        How many decimals may be shown.
    label_en, label_zh : str
        What it measures.
    chapter, offset : int or None
        The chapter of the report and the place in its text, of a printed value.
    printed : str
        The numeral, or the words, as printed; empty for others.
    in_digits : bool
        Whether it is printed in digits.
    same_as : str
        Of a repetition, the id of the principal printing; else empty.
    formula : str
        How a derived value is computed, with ids in braces; empty for others.
    source_en, source_zh, url : str
        Where an external value was read, or one from which a value is derived; else empty.
    note_en, note_zh : str
        What to know when reading it.
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
