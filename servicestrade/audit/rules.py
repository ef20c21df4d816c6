"""A rule: an equation or an order between printed statistics, and its verdict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from servicestrade.audit.variables import Variable
from servicestrade.files.errors import DataError
from servicestrade.ledger.formulas import function_of
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.intervals import Interval, exact

Relation = Literal["=", "<="]
Outcome = Literal["holds", "holds within rounding chain", "cannot hold by rounding"]
HOLDS: Outcome = "holds"
CHAIN: Outcome = "holds within rounding chain"
FAILS: Outcome = "cannot hold by rounding"
_FORMULA = re.compile(r"(.+?) (=|<=) (.+)")


@dataclass(frozen=True)
class Rule:
    """A statement about printed statistics that is true of their exact values.

    Attributes
    ----------
    id : str
        Its kind and target, such as ``share:cn-...-share``.
    kind : str
        The name of its generator, or the kind that a written rule names.
    left, right : str
        Expressions over ids in braces, in units of the thing measured: money in its currency,
        shares and rates in per cent.
    relation : {"=", "<="}
        What holds between them.
    why_en, why_zh : str
        What makes the rule true, if its kind does not say it.
    """

    id: str
    kind: str
    left: str
    relation: Relation
    right: str
    why_en: str = ""
    why_zh: str = ""

    @cached_property
    def statistics(self) -> tuple[str, ...]:
        """The ids that the rule names, each once, in order."""
        return tuple(dict.fromkeys(REFERENCE.findall(f"{self.left} {self.right}")))

    @property
    def target(self) -> str:
        """The statistic that the rule is about, the first that it names."""
        return self.statistics[0]

    @property
    def formula(self) -> str:
        """The rule as it is written."""
        return f"{self.left} {self.relation} {self.right}"


@dataclass(frozen=True)
class Verdict:
    """Whether the printed values allow a rule to hold.

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
        If it is not a formula.

    Examples
    --------
    >>> parse("{a} = {b} + {c}")
    ('{a}', '=', '{b} + {c}')
    """
    match = _FORMULA.fullmatch(formula.strip())
    if not match:
        raise DataError(f"{formula!r} is no rule; write an expression, = or <=, and another")
    return match[1], "=" if match[2] == "=" else "<=", match[3]


def connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return rules in groups that share statistics, directly or through others of the group."""
    by_statistic: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(rules):
        for id in rule.statistics:
            by_statistic[id].append(number)
    groups: list[list[Rule]] = []
    seen: set[int] = set()
    for start in range(len(rules)):
        if start in seen:
            continue
        waiting, group = [start], set[int]()
        while waiting:
            number = waiting.pop()
            if number in group:
                continue
            group.add(number)
            waiting += [n for id in rules[number].statistics for n in by_statistic[id]]
        seen |= group
        groups.append([rules[number] for number in sorted(group)])
    return groups


def judge(rule: Rule, variables: Mapping[str, Variable]) -> Verdict:
    """Evaluate a rule in exact interval arithmetic.

    If a formula names a statistic twice, plain interval arithmetic would let it have two values at
    once. Such a statistic is set to one end of its interval and then to the other. That is enough,
    since every formula is monotonic in each of its statistics.

    Parameters
    ----------
    rule : Rule
    variables : mapping of str to Variable
        By id; all that the rule names.

    Returns
    -------
    Verdict

    Raises
    ------
    DataError
        If a divisor can be zero.
    """
    point = {id: exact(variables[id].value) for id in rule.statistics}
    boxes = {id: variables[id].interval for id in rule.statistics}
    try:
        left, right = _sides(rule, boxes)
        apart = max(excess(rule, boxes))
        here, there = function_of(rule.left)(point).low, function_of(rule.right)(point).low
    except ZeroDivisionError as error:
        raise DataError(f"{rule.id} cannot be computed: {error}; mend the value") from None
    plain = left.low <= there <= left.high if rule.relation == "=" else here <= there
    scale = variables[rule.target].scale
    if apart > 0:
        return Verdict(rule, FAILS, left, right, apart / scale)
    outcome = HOLDS if plain else CHAIN
    return Verdict(rule, outcome, left, right, Fraction(0))


Sides = tuple[Interval, Interval]
Boxes = Mapping[str, Interval]


def excess(rule: Rule, boxes: Boxes) -> tuple[Fraction, Fraction]:
    """Return by how much the left side must be too large, and by how much too small.

    Parameters
    ----------
    rule : Rule
    boxes : mapping of str to Interval
        The possible values of each of its statistics, in units of the thing measured.

    Returns
    -------
    tuple of Fraction
        A rule can hold if neither is above zero. The second is 0 for an order. Both are monotonic
        in the value of each statistic.
    """
    large = _least(rule, boxes, lambda pair: pair[0].low - pair[1].high)
    if rule.relation == "<=":
        return large, Fraction(0)
    return large, _least(rule, boxes, lambda pair: pair[1].low - pair[0].high)


def _sides(rule: Rule, boxes: Boxes) -> Sides:
    """Return the interval of each side of a rule."""
    low = [_least(rule, boxes, _end(at, 0)) for at in (0, 1)]
    high = [-_least(rule, boxes, _end(at, 1)) for at in (0, 1)]
    return Interval(low[0], high[0]), Interval(low[1], high[1])


def _end(side: int, end: int) -> Callable[[Sides], Fraction]:
    """Return a goal to minimise: the low end of a side, or its high end with the sign changed."""
    return lambda pair: pair[side].low if end == 0 else -pair[side].high


def _least(rule: Rule, boxes: Boxes, goal: Callable[[Sides], Fraction]) -> Fraction:
    """Return the minimum of a goal, with one value for each statistic.

    Statistics that occur twice are moved to the better end of their interval, one after the other,
    until no move lowers the goal.
    """
    left, right = function_of(rule.left), function_of(rule.right)
    counts = Counter(REFERENCE.findall(f"{rule.left} {rule.right}"))
    twice = [id for id, times in counts.items() if times > 1]
    corner = {**boxes} | {id: exact(boxes[id].low) for id in twice}
    best = goal((left(corner), right(corner)))
    turned = bool(twice)
    while turned:
        turned = False
        for id in twice:
            for end in boxes[id]:
                other = corner | {id: exact(end)}
                value = goal((left(other), right(other)))
                if value < best:
                    best, corner, turned = value, other, True
    return best
