"""How far from its printed value a suspect would have to lie, by the failing rules themselves.

The planes of a linear programme leave products more room than they have. What a rule misses rises
or falls with each value throughout, so that a failing rule can hold on one side of a printed
value only, and halving finds where it begins to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from servicestrade.audit.rules import Rule, excess
from servicestrade.audit.variables import Variable
from servicestrade.intervals import exact

_HALVINGS = 40


def beyond(
    group: Sequence[Rule],
    id: str,
    ends: tuple[float, float],
    variables: Mapping[str, Variable],
) -> tuple[float, float] | None:
    """Narrow what a suspect that stands alone would have to be.

    Parameters
    ----------
    group : sequence of Rule
        The failing rules.
    id : str
        The suspect.
    ends : tuple of float
        What a linear programme leaves it, in units of the thing measured.
    variables : mapping of str to Variable

    Returns
    -------
    tuple of float or None
        The same or a narrower interval: the end that lies towards the printed value moves. None
        where some rule can hold nowhere in it.
    """
    low, high = ends
    printed = float(variables[id].value)
    for rule in group:
        if id in rule.statistics:
            for side in (0, 1):
                misses = _missing(rule, side, id, variables)
                if misses(printed) <= 0:
                    continue
                if high > printed and math.isfinite(high) and misses(high) <= 0:
                    low = max(low, _border(misses, high, printed))
                elif low < printed and math.isfinite(low) and misses(low) <= 0:
                    high = min(high, _border(misses, low, printed))
                elif math.isfinite(low) and math.isfinite(high):
                    return None
    return low, high


def _missing(
    rule: Rule, side: int, id: str, variables: Mapping[str, Variable]
) -> Callable[[float], Fraction]:
    """Return what a rule misses on one side as a function of one of its statistics."""
    boxes = {name: variables[name].interval for name in rule.statistics}
    return lambda value: excess(rule, boxes | {id: exact(Fraction(value))})[side]


def _border(misses: Callable[[float], Fraction], holds: float, fails: float) -> float:
    """Return the value nearest to one that fails at which nothing is missed."""
    for _ in range(_HALVINGS):
        middle = (holds + fails) / 2
        holds, fails = (middle, fails) if misses(middle) <= 0 else (holds, middle)
    return holds
