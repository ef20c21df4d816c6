"""The values that the printed form of a statistic allows, in units of the thing measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from servicestrade.ledger.intervals import Interval
from servicestrade.ledger.statistics import Statistic

_NONNEGATIVE = frozenset({"level", "count", "share", "ratio", "rank", "threshold", "target"})
_GROWTH = frozenset({"growth_yoy", "growth_total", "growth_average"})
_FRACTION_DECIMALS = 4


@dataclass(frozen=True)
class Variable:
    """A printed statistic as an unknown whose value lies in an interval.

    Attributes
    ----------
    id : str
        Id of the statistic.
    value : Fraction
        As printed, times the power of ten of its scale.
    interval : Interval
        The values that decimals and qualifier allow, in the same unit.
    floor : Fraction or None
        The least value that such a statistic can have whatever is printed: 0 for a level, -100
        for a growth rate in per cent; None where there is none.
    scale : Fraction
        The power of ten of the printed scale.
    """

    id: str
    value: Fraction
    interval: Interval
    floor: Fraction | None
    scale: Fraction


def variable(item: Statistic, half_widths: Mapping[str, Fraction]) -> Variable:
    """Return the unknown for a printed statistic.

    Parameters
    ----------
    item : Statistic
        A row of the ledger.
    half_widths : mapping of str to Fraction
        By id, in the printed scale, for values less precise than their printed decimals.

    Returns
    -------
    Variable

    Examples
    --------
    >>> from servicestrade.ledger.statistics import statistic
    >>> variable(statistic("cn-services-trade-total-2022"), {}).interval.half_width
    Fraction(5000000, 1)
    """
    scale = Fraction(10) ** item.unit_mult
    low, high = _ends(item, half_widths.get(item.id))
    return Variable(
        item.id,
        Fraction(item.value) * scale,
        Interval(low * scale, high * scale),
        _floor(item),
        scale,
    )


def _ends(item: Statistic, half_width: Fraction | None) -> tuple[Fraction, Fraction]:
    value = Fraction(item.value)
    whole = item.unit == "NUM" and item.unit_mult == 0 and item.decimals == 0
    if half_width is None:
        half_width = Fraction(0) if whole else Fraction(1, 2 * 10**item.decimals)
    step = last_place(item)
    match item.qualifier:
        case "exact":
            return value - half_width, value + half_width
        case "about":
            return value - step, value + step
        case "over":
            return value, value + step
        case "nearly" | "under":
            return value - step, value
        case "at_least":
            return value, max(10 * value, value + step)
        case _:
            return min(Fraction(0), value - step), value


def last_place(item: Statistic) -> Fraction:
    """Return the place value of the last digit that is not zero: 100 for 2,400.

    A round number after "over" or "nearly" is taken to be precise to one such unit, or to five if
    it ends in 5. A fraction such as two thirds, which the ledger keeps in per cent with four
    decimals, is taken to be precise to ten points.

    Examples
    --------
    >>> from servicestrade.ledger.statistics import statistic
    >>> last_place(statistic("cn-exhibitors-ciftis-onsite-2022"))
    Fraction(100, 1)
    """
    if item.unit == "PT" and item.decimals == _FRACTION_DECIMALS:
        return Fraction(10)
    digits = Decimal(item.value).normalize().as_tuple()
    exponent = int(digits.exponent)
    place = Fraction(10) ** (exponent if exponent > 0 else -item.decimals)
    return 5 * place if digits.digits[-1] == 5 and place == Fraction(10) ** exponent else place


def _floor(item: Statistic) -> Fraction | None:
    if item.measure in _NONNEGATIVE:
        return Fraction(0)
    if item.measure in _GROWTH and item.unit == "PT":
        return Fraction(-100)
    return None
