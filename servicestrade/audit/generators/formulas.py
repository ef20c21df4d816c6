"""Pieces of formulas that several generators write."""

from __future__ import annotations

from servicestrade.audit.index import Index
from servicestrade.audit.rules import Rule
from servicestrade.ledger.statistics import Statistic

Grown = tuple[Statistic, Statistic]
"""A value and its growth on the year before."""


def ref(item: Statistic) -> str:
    """Return the reference to a statistic in a formula."""
    return "{" + item.id + "}"


def earlier(value: Statistic, growth: Statistic) -> str:
    """Return the formula of the value of the year before; it names each statistic once."""
    return f"{ref(value)} / (1 + {ref(growth)} / 100)"


def gain(value: Statistic, growth: Statistic) -> str:
    """Return the formula of what a value gained on the year before."""
    return f"{ref(value)} * (1 - 100 / (100 + {ref(growth)}))"


def rule_of(kind: str, target: Statistic, right: str, suffix: str = "") -> Rule:
    """Return the rule that a statistic equals an expression."""
    name = f"{kind}:{target.id}" + (f":{suffix}" if suffix else "")
    return Rule(name, kind, ref(target), "=", right)


def year_before(index: Index, item: Statistic) -> Statistic | None:
    """Return the value of the year before, if it is printed."""
    if not item.period.isdigit():
        return None
    return index.value(item, per=item.per, period=str(int(item.period) - 1))


def with_growth(index: Index, like: Statistic, **changes: str) -> Grown | None:
    """Return the value like a statistic and its growth, if both are printed."""
    value, rate = index.value(like, **changes), index.growth(like, **changes)
    return (value, rate) if value and rate else None
