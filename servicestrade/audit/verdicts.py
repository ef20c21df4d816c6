"""The verdicts on the ledger as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from servicestrade.audit.report import audited
from servicestrade.audit.rules import FAILS, Verdict


@cache
def verdicts() -> Mapping[str, Verdict]:
    """Return the verdicts by the ids of their rules."""
    return MappingProxyType({verdict.rule.id: verdict for verdict in audited().verdicts})


@cache
def verdicts_of() -> Mapping[str, tuple[Verdict, ...]]:
    """Return the verdicts of the rules that name a statistic, by its id."""
    touching: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in audited().verdicts:
        for id in verdict.rule.statistics:
            touching[id].append(verdict)
    return MappingProxyType({id: tuple(rules) for id, rules in touching.items()})


def failing() -> tuple[Verdict, ...]:
    """Return the verdicts of the rules that no values that round to the printed ones satisfy."""
    return tuple(verdict for verdict in audited().verdicts if verdict.outcome == FAILS)
