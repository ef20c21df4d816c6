"""The series of a chart: which points belong together, their names, their colours, their runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from servicestrade.charts import theme
from servicestrade.charts.points import DIMENSIONS, Key, Point
from servicestrade.charts.words import FLOWS, Label
from servicestrade.ledger.codes import name


@dataclass(frozen=True)
class Series:
    """Points that belong together: one line, one row of bars, one panel.

    Attributes
    ----------
    name : Label
        What it is called in the chart.
    colour : str
        Name of its colour.
    points : tuple of Point
        By year.
    proxy : bool
        Whether the points are of a near definition.
    """

    key: Key
    name: Label
    colour: str
    points: tuple[Point, ...]
    proxy: bool = False

    @property
    def last(self) -> Point:
        """The latest point."""
        return self.points[-1]


def series(
    points: Sequence[Point], *, without: Sequence[str] = (), highlight: Sequence[str] = ()
) -> list[Series]:
    """Sort points into series, in the order in which these first appear.

    Parameters
    ----------
    points : sequence of Point
        Of one measure.
    without : sequence of str
        Dimensions that do not name a series, since the chart shows them otherwise.
    highlight : sequence of str
        Codes or names of the series that keep their colour; empty for all.
    """
    colours, labels = _colours(points), names(points, without)
    groups: dict[tuple[Key, bool], list[Point]] = {}
    for point in points:
        groups.setdefault((point.key, point.basis == "proxy"), []).append(point)
    found = []
    for (key, proxy), group in groups.items():
        kept = not highlight or matches(group[0], highlight)
        colour = "pale" if not kept else theme.pale(colours[key]) if proxy else colours[key]
        ordered = tuple(sorted(group, key=lambda point: point.year))
        found.append(Series(key, labels[key], colour, ordered, proxy))
    return found


def apart(found: Sequence[Series]) -> list[Series]:
    """Give parts that share a panel colours of their own where the book keeps none for them.

    Raises
    ------
    ValueError
        If there are more parts than colours.
    """
    colours = {one.name: one.colour for one in found if not one.proxy}
    if len(set(colours.values())) == len(colours) or "pale" in colours.values():
        return list(found)
    if len(colours) > len(theme.OTHERS):
        raise ValueError(
            f"{len(colours)} parts are more than eye and page can tell apart; sum the small ones "
            f"up, so that {len(theme.OTHERS)} are left, or highlight one"
        )
    others = dict(zip(colours, theme.OTHERS, strict=False))
    return [one if one.proxy else replace(one, colour=others[one.name]) for one in found]


def varying(points: Sequence[Point]) -> str:
    """Return the first dimension in which the points differ, or an empty string."""
    for index, dimension in enumerate(DIMENSIONS):
        if len({point.key[index] for point in points}) > 1:
            return dimension
    return ""


def names(points: Sequence[Point], without: Sequence[str] = ()) -> dict[Key, Label]:
    """Name each series by what tells it apart from the others.

    Parameters
    ----------
    points : sequence of Point
        All points of the chart.
    without : sequence of str
        Dimensions that the chart shows otherwise, such as the flow by the side.

    Returns
    -------
    dict
        The label of each key; where the series do not differ, what the frame calls the item.
    """
    keys = {point.key: point for point in points}
    parts: dict[Key, list[Label]] = {key: [] for key in keys}
    for dimension in _NAMED:
        index = DIMENSIONS.index(dimension)
        codes = {key: set(key[index].split()) for key in keys}
        shared = set.intersection(*codes.values())
        if dimension in without or all(found == shared for found in codes.values()):
            continue
        for key in keys:
            own = [code for code in key[index].split() if code not in shared]
            # an indicator that is a balance says so itself
            if own != ["balance"] or not _apart(key, keys, "indicator"):
                parts[key] += [named(dimension, code) for code in own]
    return {key: _joined(parts[key]) or keys[key].item for key in keys}


def _apart(key: Key, keys: Iterable[Key], dimension: str) -> bool:
    """Tell whether no other flow of a chart shares a key's code in a dimension."""
    index = DIMENSIONS.index(dimension)
    return all(other[index] != key[index] for other in keys if other[0] != key[0])


_NAMED = {
    "area": "areas",
    "counterpart": "areas",
    "indicator": "indicators",
    "breakdown": "breakdowns",
    "stage": "stages",
    "bound": "bounds",
    "flow": "flows",
}
_ACRONYM = re.compile(r".*[(（]([A-Z]+)[)）]")


def named(dimension: str, code: str) -> Label:
    """Return the short name of a code in one of the dimensions."""
    if dimension == "flow":
        return Label(FLOWS[code].en.lower(), FLOWS[code].zh)
    found = (name(_NAMED[dimension], code, lang) for lang in ("en", "zh"))
    return Label(*(_ACRONYM.sub(r"\1", text) for text in found))


def _joined(labels: Sequence[Label]) -> Label | None:
    if not labels:
        return None
    return Label(
        ", ".join(label.en for label in labels), "，".join(label.zh for label in labels)
    ).capital


def _colours(points: Sequence[Point]) -> dict[Key, str]:
    """Return the name of each series' colour, the same throughout the book.

    Where the series differ in something that has colours of its own, such as the flow, each has
    its own; else all have the colour of what they share.
    """
    keys = list(dict.fromkeys(point.key for point in points))
    by = varying(points)
    if by:
        own = {key: theme.colour_name([key[DIMENSIONS.index(by)]]) for key in keys}
        kept = {key: name for key, name in own.items() if name}
        if len(kept) == len(keys):
            return kept
    shared = [codes[0] for codes in zip(*keys, strict=True) if len(set(codes)) == 1]
    return dict.fromkeys(keys, theme.colour_name(reversed(shared)) or "accent")


def matches(point: Point, wanted: Sequence[str]) -> bool:
    """Tell whether a point is one of those wanted, by a code or by its English name."""
    codes = {part for code in point.key for part in (code, *code.split())}
    return bool(codes & set(wanted)) or point.item.en in wanted


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return the runs of points that a line may join, each of two points at least.

    A line joins consecutive years only, and never a point of a near definition.

    Parameters
    ----------
    points : sequence of Point
        The points of one series, by year.
    """
    found: list[list[Point]] = []
    for point in points:
        joins = (
            found
            and "proxy" not in (point.basis, found[-1][-1].basis)
            and point.year - found[-1][-1].year == 1
        )
        if joins:
            found[-1].append(point)
        else:
            found.append([point])
    return [run for run in found if len(run) > 1]
