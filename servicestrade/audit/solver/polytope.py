"""Whether rules can all hold at once: a linear programme over the intervals of printed values.

A product of two unknowns is relaxed to the four planes that bound it if both lie in known intervals
(McCormick). With the narrow intervals of printed numbers this is exact to the product of two
rounding errors. A free unknown has no interval but its floor.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servicestrade.audit.solver.programme import Ends, minimum, table
from servicestrade.audit.solver.system import CONSTANT, Form, System

TOLERANCE = 1e-6
"""Relative to a row scaled to its own rounding; anything less is numerical noise."""
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Linear:
    """A linear form in floating point."""

    terms: tuple[tuple[int, float], ...]
    constant: float


_Tied = tuple[str, _Linear, _Linear, _Linear]
"""A product: the auxiliary that it defines, and the forms of ``left = one * other``."""


@dataclass(frozen=True)
class _Row:
    """A form that is at most 0, and the statistics on whose intervals it depends."""

    terms: Mapping[int, float]
    constant: float
    rests: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """The result of the programme for a system with some free statistics.

    Attributes
    ----------
    feasible : bool
        Whether all rules can hold.
    conflict : frozenset of str
        If they cannot: statistics of which at least one more must be free.
    rules : tuple of int
        If they cannot: the positions of the rules that contradict each other.
    """

    feasible: bool
    conflict: frozenset[str]
    rules: tuple[int, ...]


class _Bounds:
    """The interval of each unknown, and the statistics on whose intervals it depends."""

    def __init__(self, size: int) -> None:
        self.ends: list[Ends] = [(-math.inf, math.inf)] * size
        self.rests: list[frozenset[str]] = [_NOTHING] * size

    def of(self, form: _Linear) -> tuple[Ends, frozenset[str]]:
        """Return the bounds of a linear form."""
        low = high = form.constant
        rests = _NOTHING
        for place, factor in form.terms:
            ends = self.ends[place] if factor > 0 else self.ends[place][::-1]
            low += factor * ends[0]
            high += factor * ends[1]
            rests |= self.rests[place]
        return (low, high), rests


class Polytope:
    """All values for which the rules of a system hold.

    Parameters
    ----------
    system : System
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.names = [*system.variables, *(product.name for product in system.products)]
        self._place = {name: place for place, name in enumerate(self.names)}
        self._products: list[_Tied] = [
            (
                product.name,
                self._linear(product.left),
                self._linear(product.one),
                self._linear(product.other),
            )
            for product in system.products
        ]
        self._intervals = [
            (float(item.interval.low), float(item.interval.high))
            for item in system.variables.values()
        ]
        self._defining: list[tuple[int, _Linear]] = []
        self._centre, self._unit = self._scales()
        forms = [(c.rule.relation, self._linear(c.form)) for c in system.constraints]
        self._equal = [n for n, (relation, _) in enumerate(forms) if relation == "="]
        self._order = [n for n, (relation, _) in enumerate(forms) if relation == "<="]
        self._defining = self._definitions([forms[n][1] for n in self._equal])
        self._rows = [self._scaled(dict(form.terms), form.constant) for _, form in forms]

    def _linear(self, form: Form) -> _Linear:
        terms = ((self._place[name], float(form[name])) for name in form if name != CONSTANT)
        return _Linear(tuple(terms), float(form.get(CONSTANT, 0)))

    def _scales(self) -> tuple[list[float], list[float]]:
        """Return, for each unknown, a value near it and a size to measure it in."""
        centre, unit = [], []
        for low, high in self._bounds(_NOTHING).ends:
            if math.isinf(low) or math.isinf(high):
                centre.append(0.0)
                unit.append(1.0)
                continue
            middle, width = (low + high) / 2, (high - low) / 2
            exact = width <= 1e-12 * abs(middle)
            centre.append(middle)
            unit.append(max(abs(middle) / 1000, 0.001) if exact else width)
        return centre, unit

    def _bounds(self, free: Collection[str]) -> _Bounds:
        """Return the bounds of all unknowns when some statistics are free."""
        bounds = _Bounds(len(self.names))
        for place, (id, item) in enumerate(self.system.variables.items()):
            if id in free:
                bounds.ends[place] = (
                    -math.inf if item.floor is None else float(item.floor),
                    math.inf,
                )
            else:
                bounds.ends[place] = self._intervals[place]
                bounds.rests[place] = frozenset((id,))
        self._bound_products(bounds)
        if free:  # what a rule says of a quotient by a free statistic bounds it again
            for place, terms in self._defining:
                if math.inf in map(abs, bounds.ends[place]):
                    (low, high), rests = bounds.of(terms)
                    if not (math.isinf(low) or math.isinf(high)):
                        bounds.ends[place], bounds.rests[place] = (low, high), rests
            self._bound_products(bounds)
        return bounds

    def _bound_products(self, bounds: _Bounds) -> None:
        for name, left, one, other in self._products:
            place = self._place[name]
            if not any(map(math.isinf, bounds.ends[place])):
                continue
            quotient = any(place == term for term, _ in one.terms)
            first, second = bounds.of(left if quotient else one), bounds.of(other)
            ends = _combined(first[0], second[0], quotient=quotient)
            if not any(map(math.isinf, ends)):
                bounds.rests[place] = first[1] | second[1]
            floor = self.system.floors[name]
            low = ends[0] if floor is None else max(ends[0], float(floor))
            bounds.ends[place] = (low, max(low, ends[1]))

    def _definitions(self, forms: Collection[_Linear]) -> list[tuple[int, _Linear]]:
        """Return each auxiliary that occurs in an equation, with the form that defines it."""
        definitions = []
        printed = len(self.system.variables)
        for form in forms:
            for place, factor in form.terms:
                if place >= printed:
                    rest = tuple((p, -f / factor) for p, f in form.terms if p != place)
                    definitions.append((place, _Linear(rest, -form.constant / factor)))
        return definitions

    def _planes(self, bounds: _Bounds) -> list[_Row]:
        """Return the planes that bound all products."""
        rows: list[_Row] = []
        for _, left, one, other in self._products:
            (first, rest), (second, more) = bounds.of(one), bounds.of(other)
            for end, opposite, sign in ((0, 0, 1.0), (1, 1, 1.0), (1, 0, -1.0), (0, 1, -1.0)):
                a, b = first[end], second[opposite]
                if math.isinf(a) or math.isinf(b):
                    continue
                # below for the lower planes: a*Y + b*F - a*b <= Z; above for the upper ones
                terms: dict[int, float] = {}
                for form, factor in ((other, a), (one, b), (left, -1.0)):
                    for place, own in form.terms:
                        terms[place] = terms.get(place, 0.0) + sign * factor * own
                constant = a * other.constant + b * one.constant - a * b - left.constant
                rows.append(_Row(terms, sign * constant, rest | more))
        return rows

    def _scaled(
        self, terms: Mapping[int, float], constant: float
    ) -> tuple[dict[int, float], float]:
        """Return a form in scaled unknowns: coefficients, and the constant on the right."""
        entries = {place: factor * self._unit[place] for place, factor in terms.items()}
        constant += math.fsum(factor * self._centre[place] for place, factor in terms.items())
        most = max(map(abs, entries.values()), default=0.0) or 1.0
        return {place: value / most for place, value in entries.items()}, -constant / most

    def _limits(self, bounds: _Bounds) -> list[Ends]:
        return [
            ((low - centre) / unit, (high - centre) / unit)
            for (low, high), centre, unit in zip(bounds.ends, self._centre, self._unit, strict=True)
        ]

    def check(self, free: Collection[str] = ()) -> Answer:
        """Test whether all rules can hold, and if not, what prevents it.

        Parameters
        ----------
        free : collection of str
            Statistics that are bounded by their floors only.

        Returns
        -------
        Answer

        Raises
        ------
        ArithmeticError
            If the linear programme does not end properly.
        """
        bounds = self._bounds(free)
        planes = self._planes(bounds)
        size = len(self.names)
        equal, order = len(self._equal), len(self._order)
        upper = [self._rows[n] for n in self._order]
        upper = [
            (entries | {size + 2 * equal + n: -1.0}, right)
            for n, (entries, right) in enumerate(upper)
        ]
        for n, row in enumerate(planes):
            entries, right = self._scaled(row.terms, row.constant)
            upper.append((entries | {size + 2 * equal + order + n: -1.0}, right))
        exact = [
            (self._rows[n][0] | {size + 2 * m: 1.0, size + 2 * m + 1: -1.0}, self._rows[n][1])
            for m, n in enumerate(self._equal)
        ]
        slack = 2 * equal + order + len(planes)
        cost = np.concatenate([np.zeros(size), np.ones(slack)])
        limits = self._limits(bounds) + [(0.0, math.inf)] * slack
        answer = minimum(cost, table(exact, len(cost)), table(upper, len(cost)), limits)
        if answer.status != 0:
            raise ArithmeticError(f"the linear programme ended with: {answer.message}")
        if answer.fun <= TOLERANCE:
            return Answer(True, _NOTHING, ())
        conflict: set[str] = set()
        for prices in (answer.lower.marginals, answer.upper.marginals):
            for place in np.flatnonzero(np.abs(prices[:size]) > TOLERANCE).tolist():
                conflict |= bounds.rests[place]
        if planes:
            for n in np.flatnonzero(np.abs(answer.ineqlin.marginals[order:]) > TOLERANCE).tolist():
                conflict |= planes[n].rests
        at_odds = [self._equal[n] for n in _priced(answer.eqlin.marginals)]
        at_odds += [self._order[n] for n in _priced(answer.ineqlin.marginals[:order])]
        return Answer(False, frozenset(conflict), tuple(sorted(at_odds)))

    def spans(self, names: Collection[str], free: Collection[str] = ()) -> dict[str, Ends] | None:
        """Return the least and the largest value of some unknowns for which all rules hold.

        Parameters
        ----------
        names : collection of str
            Statistics or auxiliaries of the system.
        free : collection of str
            Statistics that are bounded by their floors only.

        Returns
        -------
        dict of str to tuple of float, or None
            Infinite if nothing bounds an unknown; None if not all rules can hold.
        """
        bounds = self._bounds(free)
        loose = [place for place, ends in enumerate(bounds.ends) if math.inf in map(abs, ends)]
        loose = [place for place in loose if place >= len(self.system.variables)]
        if loose:  # an auxiliary that the rules bound, though its operands do not
            spans = self._extremes(loose, bounds)
            if spans is None:
                return None
            for place, (low, high) in zip(loose, spans, strict=True):
                noise = TOLERANCE * (high - low)
                bounds.ends[place] = (low - noise, high + noise)
        places = [self._place[name] for name in names]
        extremes = self._extremes(places, bounds)
        return None if extremes is None else dict(zip(names, extremes, strict=True))

    def _extremes(self, places: Collection[int], bounds: _Bounds) -> list[Ends] | None:
        """Return the least and the largest value of unknowns within some bounds."""
        size = len(self.names)
        upper = [self._rows[n] for n in self._order]
        upper += [self._scaled(row.terms, row.constant) for row in self._planes(bounds)]
        exact = [self._rows[n] for n in self._equal]
        tables = table(exact, size), table(upper, size)
        limits = self._limits(bounds)
        extremes: list[Ends] = []
        for place in places:
            low, high = bounds.ends[place]
            cost = np.zeros(size)
            for sign in (1.0, -1.0):
                cost[place] = sign
                answer = minimum(cost, *tables, limits)
                if answer.status == 2:
                    return None
                if answer.status == 0:
                    end = self._centre[place] + float(answer.x[place]) * self._unit[place]
                    low, high = (max(low, end), high) if sign > 0 else (low, min(high, end))
            extremes.append((low, max(low, high)))
        return extremes


def _combined(one: Ends, other: Ends, *, quotient: bool) -> Ends:
    """Return the ends of a product or a quotient; infinite where an operand's are."""
    if any(map(math.isinf, (*one, *other))) or (quotient and other[0] <= 0 <= other[1]):
        return -math.inf, math.inf
    values = [a / b if quotient else a * b for a in one for b in other]
    return min(values), max(values)


def _priced(prices: NDArray[np.float64]) -> list[int]:
    return [int(n) for n in np.flatnonzero(np.abs(prices) > TOLERANCE)]
