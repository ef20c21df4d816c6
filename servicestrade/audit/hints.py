"""Known slips that would explain a suspect: the value meant, and how it was misprinted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from servicestrade.audit.index import Index, whole_of
from servicestrade.ledger.statistics import Statistic

_POWERS = (1, 2, 3, 4, 8)
_NEAR = 200
"""Characters of text within which a value may have slipped to a neighbour's place."""
_WIDEST = 0.02
"""As a part of the printed value: in a wider interval too many values would fit."""


@dataclass(frozen=True)
class Hint:
    """A known slip that would explain a suspect.

    Attributes
    ----------
    slip : str
        ``last_year`` (its figure was carried over), ``power_of_ten``, ``wrong_sign``,
        ``digits_swapped``, ``neighbour`` (the value of another statistic) or ``one_digit_off``.
    meant : str
        The value that was meant; empty if the slip does not determine all of its digits.
    source : str
        The id of the other statistic, if the slip is to have printed its value.
    """

    slip: str
    meant: str = ""
    source: str = ""

    def __str__(self) -> str:
        """Return its parts, joined by spaces.

        Examples
        --------
        >>> str(Hint("digits_swapped", "54.2"))
        'digits_swapped 54.2'
        """
        return " ".join(part for part in (self.slip, self.meant, self.source) if part)


def hints(
    item: Statistic, low: float, high: float, statistics: Mapping[str, Statistic]
) -> list[Hint]:
    """Return the known slips that would turn a value within an interval into the printed one.

    Parameters
    ----------
    item : Statistic
        The suspect.
    low, high : float
        What it would have to be, in the printed scale.
    statistics : mapping of str to Statistic
        All that were audited.

    Returns
    -------
    list of Hint
        The most likely first; empty if there is none.
    """
    value, half = float(item.value), 0.5 / 10**item.decimals
    if math.isinf(low) or math.isinf(high) or high - low > max(_WIDEST * abs(value), 6 * half):
        return []

    def fits(candidate: float) -> bool:
        return bool(low - half <= candidate <= high + half)

    likely: list[Hint] = []
    if _carried_over(item, low, high, half, Index(statistics.values())):
        likely.append(Hint("last_year"))
    shifted = [item.value.scaleb(k) for power in _POWERS for k in (power, -power)]
    likely += [
        Hint("power_of_ten", f"{other.normalize():f}") for other in shifted if fits(float(other))
    ]
    if value and fits(-value):
        likely.append(Hint("wrong_sign", str(-item.value)))
    swapped = [other for other in _swapped(item.value) if fits(float(other))]
    likely += [Hint("digits_swapped", str(other)) for other in swapped]
    likely += [
        Hint("neighbour", str(other.value), other.id)
        for other in _neighbours(item, statistics)
        if fits(float(other.value))
    ]
    near = [other for other in _one_off(item.value) if fits(float(other))]
    if len(near) == 1:  # with more, the interval is too wide to single out one
        likely.append(Hint("one_digit_off", str(near[0])))
    return likely


def _carried_over(item: Statistic, low: float, high: float, half: float, index: Index) -> bool:
    """Tell whether the printed value is that of the year before, computed from growth."""
    own = index.growth(item)
    if own is None:
        return False
    factor = 1 / (1 + float(own.value) / 100)
    if item.measure == "share":
        whole = index.growth(item, **whole_of(item))
        if whole is None:
            return False
        factor *= 1 + float(whole.value) / 100
    elif item.measure not in ("level", "count"):
        return False
    noise = half + abs(float(item.value)) * 0.001  # the rounding of a rate in tenths of a per cent
    return low * factor - noise <= float(item.value) <= high * factor + noise


def _swapped(value: Decimal) -> Iterator[Decimal]:
    text = str(value)
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    for left, right in pairwise(places):
        if text[left] != text[right]:
            signs = list(text)
            signs[left], signs[right] = signs[right], signs[left]
            yield Decimal("".join(signs))


def _one_off(value: Decimal) -> Iterator[Decimal]:
    text = str(value)
    for place, sign in enumerate(text):
        if sign.isdigit():
            for digit in "0123456789":
                if digit != sign:
                    yield Decimal(text[:place] + digit + text[place + 1 :])


def _neighbours(item: Statistic, statistics: Mapping[str, Statistic]) -> Iterator[Statistic]:
    """Yield the same statistic for another flow, and similar ones near it in the text."""
    alike = (item.measure, item.unit, item.unit_mult)
    for other in statistics.values():
        if other.value == item.value or (other.measure, other.unit, other.unit_mult) != alike:
            continue
        same = (other.indicator, other.breakdown, other.area, other.counterpart, other.period)
        twin = same == (
            item.indicator, item.breakdown, item.area, item.counterpart, item.period
        )  # fmt: skip
        if twin or (other.chapter == item.chapter and abs(other.offset - item.offset) < _NEAR):
            yield other
