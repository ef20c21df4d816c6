"""Exact interval arithmetic: what a rounded number leaves open, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Interval:
    """A closed interval of exact rationals.

    Examples
    --------
    >>> rounded(Decimal("4240.6"), 1) / (rounded(Decimal("7.6"), 1) / exact(100) + exact(1))
    Interval(low=Fraction(8481100, 2153), high=Fraction(2827100, 717))
    """

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        """Refuse an interval that is upside down."""
        if self.low > self.high:
            raise ValueError(f"interval from {self.low} to {self.high} is empty")

    def __add__(self, other: Interval) -> Interval:
        """Add two intervals."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """Subtract an interval that varies independently of this one."""
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        """Multiply two intervals."""
        return _span([x * y for x in self for y in other])

    def __truediv__(self, other: Interval) -> Interval:
        """Divide by an interval that does not hold zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"the divisor may be zero: it lies in {other}")
        return _span([x / y for x in self for y in other])

    def __iter__(self) -> Iterator[Fraction]:
        """Yield both ends."""
        return iter((self.low, self.high))

    @property
    def half_width(self) -> Fraction:
        """Half of the distance between the ends."""
        return (self.high - self.low) / 2


def _span(ends: list[Fraction]) -> Interval:
    return Interval(min(ends), max(ends))


def exact(number: int | Fraction) -> Interval:
    """Return the interval of one number."""
    return Interval(Fraction(number), Fraction(number))


def rounded(value: Decimal, decimals: int) -> Interval:
    """Return all numbers that round to a printed value.

    Parameters
    ----------
    value : Decimal
        The value as printed.
    decimals : int
        How many decimals are printed.

    Returns
    -------
    Interval
        Half a unit of the last place to either side.

    Examples
    --------
    >>> rounded(Decimal("8.3"), 1)
    Interval(low=Fraction(33, 4), high=Fraction(167, 20))
    """
    half = Fraction(1, 2 * 10**decimals)
    return Interval(Fraction(value) - half, Fraction(value) + half)


def outward(low: float, high: float, places: int) -> tuple[Decimal, Decimal]:
    """Round the ends of an interval so that nothing of it is lost.

    A linear programme gives floats, of which the last digits differ from machine to machine.

    Parameters
    ----------
    low, high : float
        The ends; infinite ones stay so.
    places : int
        How many decimals are kept.

    Examples
    --------
    >>> outward(54.18412, 54.18797, 2)
    (Decimal('54.18'), Decimal('54.19'))
    """
    unit = Decimal(1).scaleb(-places)
    least, most = Decimal(low), Decimal(high)
    return (
        least if least.is_infinite() else least.quantize(unit, ROUND_FLOOR),
        most if most.is_infinite() else most.quantize(unit, ROUND_CEILING),
    )
