"""A rule: an equation or an order between printed statistics, and its verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from servicestrade.audit.expressions import REFERENCE, expression
from servicestrade.audit.variables import Variable
from servicestrade.errors import DataError
from servicestrade.intervals import Interval, exact

Relation = Literal["=", "<="]
Outcome = Literal["holds", "holds within rounding chain", "cannot hold by rounding"]
FAILS: Outcome = "cannot hold by rounding"
_FORMULA = re.compile(r"(.+?) (=|<=) (.+)")


@dataclass(frozen=True)
class Rule:
    """A statement about printed statistics that is true of their exact values.

    Attributes
    ----------
    id : str
        Kind and the statistic that it is about, such as ``share:cn-...-share``.
    kind : str
        Generator, or the kind that a written rule names.
    left, right : str
        Expressions over ids in braces, in units of the thing measured: money in its currency,
        shares and rates in per cent.
    relation : {"=", "<="}
        What holds between them.
    why : str
        What the rule says, where its kind does not say it.
    """

    id: str
    kind: str
    left: str
    relation: Relation
    right: str
    why: str = ""

    @cached_property
    def statistics(self) -> tuple[str, ...]:
        """The ids that the rule names, each once, in order."""
        return tuple(dict.fromkeys(REFERENCE.findall(f"{self.left} {self.right}")))

    @property
    def target(self) -> str:
        """The statistic that the rule is about: the first that it names."""
        return self.statistics[0]

    @property
    def formula(self) -> str:
        """The rule as it is written."""
        return f"{self.left} {self.relation} {self.right}"


@dataclass(frozen=True)
class Verdict:
    """What becomes of a rule when the printed values are put in.

    Attributes
    ----------
    rule : Rule
    outcome : str
        ``holds``: the printed values satisfy it as they are, to the last printed place of the left
        side; ``holds within rounding chain``: values that round to the printed ones satisfy it;
        ``cannot hold by rounding``: none do.
    left, right : Interval
        Both sides, in units of the thing measured.
    gap : Fraction
        How far apart the two sides stay at best, in the printed scale of the target; else 0.
    """

    rule: Rule
    outcome: Outcome
    left: Interval
    right: Interval
    gap: Fraction


def parse(formula: str) -> tuple[str, Relation, str]:
    """Split a formula into left side, relation and right side.

    Raises
    ------
    DataError
        If it is none.

    Examples
    --------
    >>> parse("{a} = {b} + {c}")
    ('{a}', '=', '{b} + {c}')
    """
    match = _FORMULA.fullmatch(formula.strip())
    if not match:
        raise DataError(f"{formula!r} is no rule; write an expression, = or <=, and another")
    return match[1], "=" if match[2] == "=" else "<=", match[3]


def judge(rule: Rule, variables: Mapping[str, Variable]) -> Verdict:
    """Evaluate a rule in exact interval arithmetic.

    Where a formula names a statistic twice, plain interval arithmetic would let it have two
    values at once. Such a statistic is put in at one end of its interval and then at the other:
    every formula is monotonic in each of its statistics, so nothing between lies further out.

    Parameters
    ----------
    rule : Rule
    variables : mapping of str to Variable
        By id; all that the rule names.

    Returns
    -------
    Verdict
    """
    point = {id: exact(variables[id].value) for id in rule.statistics}
    try:
        left, right, apart = _sides(rule, variables)
        here, there = expression(rule.left)(point).low, expression(rule.right)(point).low
    except ZeroDivisionError as error:
        raise DataError(f"{rule.id} cannot be computed: {error}; mend the value") from None
    plain = left.low <= there <= left.high if rule.relation == "=" else here <= there
    scale = variables[rule.target].scale
    if apart > 0:
        return Verdict(rule, "cannot hold by rounding", left, right, apart / scale)
    outcome: Outcome = "holds" if plain else "holds within rounding chain"
    return Verdict(rule, outcome, left, right, Fraction(0))


Sides = tuple[Interval, Interval]


def _sides(rule: Rule, variables: Mapping[str, Variable]) -> tuple[Interval, Interval, Fraction]:
    """Return both sides of a rule, and how far they stay apart at best (at most 0: they meet)."""
    left, right = expression(rule.left), expression(rule.right)
    wide = {id: variables[id].interval for id in rule.statistics}
    counts = Counter(REFERENCE.findall(f"{rule.left} {rule.right}"))
    twice = [id for id, times in counts.items() if times > 1]

    def least(goal: Callable[[Sides], Fraction]) -> Fraction:
        """Turn one statistic after the other to its better end, until no turn helps."""
        corner = wide | {id: exact(wide[id].low) for id in twice}
        best = goal((left(corner), right(corner)))
        turned = bool(twice)
        while turned:
            turned = False
            for id in twice:
                for end in wide[id]:
                    other = corner | {id: exact(end)}
                    found = goal((left(other), right(other)))
                    if found < best:
                        best, corner, turned = found, other, True
        return best

    if twice:
        one = Interval(least(lambda pair: pair[0].low), -least(lambda pair: -pair[0].high))
        two = Interval(least(lambda pair: pair[1].low), -least(lambda pair: -pair[1].high))
    else:
        one, two = left(wide), right(wide)
    apart = least(lambda pair: pair[0].low - pair[1].high)
    if rule.relation == "=":
        apart = max(apart, least(lambda pair: pair[1].low - pair[0].high))
    return one, two, apart
