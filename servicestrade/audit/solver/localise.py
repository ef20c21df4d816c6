"""The smallest sets of statistics whose change would let every rule hold (Fellegi and Holt).

Sets are found by integer programming over the known conflicts, each of which names statistics of
which at least one must change. A linear programme then tests a set; if that is infeasible, its dual
prices give another conflict. So no programme needs a large constant, and rounding errors of a
millionth of a value are still distinguished.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from servicestrade.audit.rules import Rule, connected
from servicestrade.audit.solver.narrowing import narrow
from servicestrade.audit.solver.polytope import Polytope
from servicestrade.audit.solver.programme import Ends
from servicestrade.audit.solver.system import system
from servicestrade.audit.variables import Variable

MOST_SETS = 40
LARGEST_SET = 4
STEPS = 1
"""How many steps from the failing rules other rules are, at most, that a change must not break."""

Variables = Mapping[str, Variable]
Spans = Mapping[str, Ends]


@dataclass(frozen=True)
class Suspects:
    """What could be wrong where some connected rules fail.

    Attributes
    ----------
    failing : tuple of Rule
        The rules that cannot hold, connected by the statistics that they share.
    sets : tuple of tuple of str
        All smallest sets of statistics whose change lets every rule hold; none if the rules fail
        by less than the relaxation of products leaves open.
    spans : mapping of str to tuple of float
        For each statistic of a set, what it would have to be, in the printed scale: the hull of
        its intervals in all sets.
    complete : bool
        Whether the search ended; otherwise there are more sets than `MOST_SETS`, or none as small
        as `LARGEST_SET`.
    """

    failing: tuple[Rule, ...]
    sets: tuple[tuple[str, ...], ...]
    spans: Mapping[str, Ends]
    complete: bool


def joint_failures(rules: Sequence[Rule], variables: Variables) -> list[list[Rule]]:
    """Return sets of rules that each hold by themselves, but not all at once.

    Parameters
    ----------
    rules : sequence of Rule
        Those that hold by themselves.
    variables : mapping of str to Variable

    Returns
    -------
    list of list of Rule
        Minimal sets that share no rule; the rules in none of them hold at once.
    """
    clashes: list[list[Rule]] = []
    for component in connected(rules):
        left = component
        while True:
            answer = polytope_of(left, variables).check()
            if answer.feasible:
                break
            clash = _smallest_clash([left[place] for place in answer.rules], variables)
            clashes.append(clash)
            left = [rule for rule in left if rule not in clash]
    return clashes


def _smallest_clash(rules: Sequence[Rule], variables: Variables) -> list[Rule]:
    """Drop each rule without which the others still clash."""
    kept = list(rules)
    for rule in rules:
        fewer = [other for other in kept if other is not rule]
        if not polytope_of(fewer, variables).check().feasible:
            kept = fewer
    return kept


def polytope_of(rules: Sequence[Rule], variables: Variables) -> Polytope:
    """Return all values for which the rules hold."""
    ids = dict.fromkeys(id for rule in rules for id in rule.statistics)
    return Polytope(system(rules, {id: variables[id] for id in ids}))


def localise(
    failing: Sequence[Rule],
    clashes: Sequence[Sequence[Rule]],
    holding: Sequence[Rule],
    variables: Variables,
) -> list[Suspects]:
    """Find the smallest sets of suspects for each connected set of failing rules.

    Parameters
    ----------
    failing : sequence of Rule
        The rules that cannot hold.
    clashes : sequence of sequence of Rule
        Sets of rules that cannot hold at once, see `joint_failures`.
    holding : sequence of Rule
        Rules that all hold at once: a change must not break them.
    variables : mapping of str to Variable

    Returns
    -------
    list of Suspects
        In the order of the rules.
    """
    at_odds = [*failing, *(rule for clash in clashes for rule in clash)]
    return [suspects_of(group, holding, variables) for group in connected(at_odds)]


def suspects_of(group: Sequence[Rule], holding: Sequence[Rule], variables: Variables) -> Suspects:
    """Find the smallest sets of suspects for one connected set of rules."""
    whole = polytope_of([*group, *around(group, holding)], variables)
    sets, complete = smallest_sets(whole, lambda needed: _narrowed(group, needed, variables))
    spans: dict[str, Ends] = {}
    for each in sets.values():
        for id, (least, most) in each.items():
            scale = float(variables[id].scale)
            low, high = spans.get(id, (np.inf, -np.inf))
            spans[id] = (min(low, least / scale), max(high, most / scale))
    return Suspects(
        tuple(group), tuple(sorted(members for members in sets if members)), spans, complete
    )


def _narrowed(group: Sequence[Rule], spans: Spans, variables: Variables) -> Spans | None:
    """Test the interval of a single suspect against the rules themselves, without relaxation."""
    if len(spans) != 1:
        return spans
    ((id, ends),) = spans.items()
    left = narrow(group, id, ends, variables)
    return {id: left} if left else None


def around(group: Sequence[Rule], holding: Sequence[Rule]) -> list[Rule]:
    """Return the rules within `STEPS` steps of a group; one step leads to a shared statistic."""
    inside = {id for rule in group for id in rule.statistics}
    near: list[Rule] = []
    for _ in range(STEPS):
        near = [rule for rule in holding if not inside.isdisjoint(rule.statistics)]
        inside |= {id for rule in near for id in rule.statistics}
    return near


def smallest_sets(
    whole: Polytope, narrowed: Callable[[Spans], Spans | None] = dict
) -> tuple[Mapping[tuple[str, ...], Spans], bool]:
    """Return all smallest sets that, if free to change, let all rules of a system hold.

    Parameters
    ----------
    whole : Polytope
    narrowed : callable, optional
        Takes the intervals of a set and returns what is left after a closer test; None if nothing
        is.

    Returns
    -------
    tuple of mapping and bool
        The sets, each sorted, with what its statistics would have to be; and whether they are all.
    """
    everything = frozenset(whole.system.variables)
    conflicts: list[frozenset[str]] = []
    sets: dict[tuple[str, ...], Spans] = {}
    for chosen in _covers(conflicts, sets):
        if sets and len(chosen) > len(next(iter(sets))):
            break
        if len(chosen) > LARGEST_SET or len(sets) >= MOST_SETS:
            return sets, False
        answer = whole.check(chosen)
        left = whole.spans(sorted(chosen), chosen) if answer.feasible else None
        spans = None if left is None else narrowed(left)
        if spans is not None:
            sets[tuple(sorted(chosen))] = spans
        elif answer.feasible:  # the relaxation was too loose: this set needs one more statistic
            conflicts.append(everything - chosen)
        elif not answer.conflict:
            return sets, False
        else:
            conflicts.append(_shrunk(whole, answer.conflict))
    return sets, True


def _shrunk(whole: Polytope, conflict: frozenset[str]) -> frozenset[str]:
    """Return a minimal conflict within a conflict."""
    everything = frozenset(whole.system.variables)
    kept = conflict
    for id in sorted(conflict):
        if id in kept:
            answer = whole.check(everything - (kept - {id}))
            if not answer.feasible:
                kept = (answer.conflict & kept) - {id} or kept - {id}
    return kept


def _covers(
    conflicts: Collection[frozenset[str]], sets: Collection[tuple[str, ...]]
) -> Iterator[frozenset[str]]:
    """Yield the smallest set that meets every known conflict and contains no set found before."""
    while True:
        if not conflicts:
            yield frozenset()
            if not conflicts:
                return
        ids = sorted(frozenset().union(*conflicts))
        place = {id: number for number, id in enumerate(ids)}
        rows = [(conflict, 1.0, np.inf) for conflict in conflicts]
        rows += [(frozenset(known), -np.inf, len(known) - 1.0) for known in sets]
        matrix = np.zeros((len(rows), len(ids)))
        for number, (row, _, _) in enumerate(rows):
            matrix[number, [place[id] for id in row]] = 1.0
        answer = milp(
            np.ones(len(ids)),
            integrality=np.ones(len(ids)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                matrix, [low for _, low, _ in rows], [high for _, _, high in rows]
            ),
        )
        if not answer.success:
            return
        yield frozenset(id for id, value in zip(ids, answer.x, strict=True) if value > 0.5)
