"""How far a suspect would have to be from its printed value, by the failing rules themselves.

The linear programme relaxes products, so its intervals are too wide. What a rule misses is
monotonic in each value. So a failing rule can hold on one side of a printed value only, and
bisection finds where it begins to hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from servicestrade.audit.rules import Rule, excess
from servicestrade.audit.variables import Variable
from servicestrade.ledger.intervals import Interval

_HALVINGS = 40


def narrow(
    group: Sequence[Rule],
    id: str,
    ends: tuple[float, float],
    variables: Mapping[str, Variable],
) -> tuple[float, float] | None:
    """Narrow what a single suspect would have to be.

    Parameters
    ----------
    group : sequence of Rule
        The failing rules.
    id : str
        The suspect.
    ends : tuple of float
        What the linear programme allows it, in units of the thing measured.
    variables : mapping of str to Variable

    Returns
    -------
    tuple of float or None
        The same interval, or a narrower one in which the end nearer to the printed value has moved.
        None if some rule cannot hold anywhere in it.
    """
    left: tuple[float, float] | None = ends
    for rule in group:
        for side in (0, 1) if id in rule.statistics else ():
            # A rule whose divisor may be zero in between gives no bound.
            with suppress(ZeroDivisionError):
                left = left and _towards(left, rule, side, id, variables)
    return left


def _towards(
    ends: tuple[float, float],
    rule: Rule,
    side: int,
    id: str,
    variables: Mapping[str, Variable],
) -> tuple[float, float] | None:
    """Move the end nearer to the printed value to where one side of a rule can hold."""
    low, high = ends
    printed = float(variables[id].value)
    misses = _missing(rule, side, id, variables)
    if misses(printed) <= 0:
        return ends
    # Raises an error if a divisor may be zero in between: then the rule is not monotonic.
    misses(*(end for end in ends if math.isfinite(end)), printed)
    if high > printed and math.isfinite(high) and misses(high) <= 0:
        return max(low, _border(misses, high, printed)), high
    if low < printed and math.isfinite(low) and misses(low) <= 0:
        return low, min(high, _border(misses, low, printed))
    return None if math.isfinite(low) and math.isfinite(high) else ends


def _missing(
    rule: Rule, side: int, id: str, variables: Mapping[str, Variable]
) -> Callable[..., Fraction]:
    """Return what a rule misses on one side, as a function of the range of one statistic."""
    boxes = {name: variables[name].interval for name in rule.statistics}

    def misses(*values: float) -> Fraction:
        span = Interval(Fraction(min(values)), Fraction(max(values)))
        return excess(rule, boxes | {id: span})[side]

    return misses


def _border(misses: Callable[[float], Fraction], holds: float, fails: float) -> float:
    """Return the value nearest to `fails` at which nothing is missed."""
    for _ in range(_HALVINGS):
        middle = (holds + fails) / 2
        holds, fails = (middle, fails) if misses(middle) <= 0 else (holds, middle)
    return holds
