"""Find the statistics that differ from another one in some dimensions only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from servicestrade.ledger.codes import base_parts
from servicestrade.ledger.dimensions import KEY
from servicestrade.ledger.statistics import Statistic

_UNITS = ("unit", "counted")
DIMENSIONS = tuple(name for name in KEY if name not in _UNITS)
VALUES = ("level", "count")
_CHANGES = ("base", "base_period", "per", "measure")


class Index:
    """The statistics of a ledger by their dimensions, without repetitions.

    Parameters
    ----------
    statistics : iterable of Statistic
        The ledger, or a changed copy of it.
    """

    def __init__(self, statistics: Iterable[Statistic]) -> None:
        self.all = tuple(statistics)
        self.principals = tuple(item for item in self.all if not item.same_as)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, ...], list[Statistic]]:
        groups: dict[tuple[str, ...], list[Statistic]] = defaultdict(list)
        for item in self.principals:
            groups[tuple(getattr(item, name) for name in DIMENSIONS)].append(item)
        return groups

    def find(self, like: Statistic, **changes: str) -> Statistic | None:
        """Return the statistic that differs from another only in the given dimensions.

        Parameters
        ----------
        like : Statistic
            Gives all other dimensions. If several statistics match that differ in unit or in what
            is counted, the one with its unit and count is chosen.
        **changes : str
            The values of the dimensions that differ.

        Returns
        -------
        Statistic or None
            None if no statistic matches, or more than one.
        """
        key = tuple(changes.get(name, getattr(like, name)) for name in DIMENSIONS)
        matches = self._by_key.get(key, [])
        if len(matches) > 1:
            matches = [
                item for item in matches if (item.unit, item.counted) == (like.unit, like.counted)
            ]
        return matches[0] if len(matches) == 1 else None

    def value(self, like: Statistic, **changes: str) -> Statistic | None:
        """Return the level or count that differs from a statistic only in the given dimensions."""
        plain = {"base": "", "base_period": "", "per": ""} | changes
        for measure in VALUES:
            if item := self.find(like, **plain | {"measure": measure}):
                return item
        return None

    def growth(self, like: Statistic, **changes: str) -> Statistic | None:
        """Return the growth on the year before that differs only in the given dimensions."""
        plain = {"base": "", "base_period": ""} | changes
        return self.find(like, **plain | {"measure": "growth_yoy"})

    def of(self, *measures: str) -> Iterator[Statistic]:
        """Yield the statistics with one of the given measures, in the order of the text."""
        return (item for item in self.principals if item.measure in measures)


def whole_of(item: Statistic) -> dict[str, str]:
    """Return the dimensions in which the whole of a share, gap or contribution differs from it.

    If the indicator differs, the breakdown of the item does not carry over.
    """
    parts = dict(base_parts(item.base))
    if "indicator" in parts and "breakdown" not in parts:
        parts["breakdown"] = ""
    return parts
