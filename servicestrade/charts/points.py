"""The points of a chart, read from the tidy frame that `points` and `series` return."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from servicestrade.charts import theme
from servicestrade.charts.units import Unit, change, unit
from servicestrade.charts.words import FLOWS, MINUS, Label
from servicestrade.codes import name

GROWTH = "growth_yoy"
DIMENSIONS = ("flow", "breakdown", "counterpart", "area", "indicator")
"""What tells the series of a chart apart; the first that varies gives them their colours."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """One value to draw, with all that is said of it.

    Attributes
    ----------
    key : tuple of str
        The codes of its series: flow, breakdown, counterpart, area, indicator.
    item : Label
        The name of its series or category.
    growth : Point or None
        The growth on the year before, where the frame holds it.
    """

    record: str
    basis: str
    key: Key
    measure: str
    year: int
    period: str
    unit: str
    unit_mult: int
    value: float
    low: float
    high: float
    item: Label
    text: Label
    place: Label
    note: Label
    growth: Point | None = None

    @property
    def change(self) -> str:
        """The growth with its sign, or an empty string."""
        return change(self.growth.value) if self.growth else ""


@dataclass(frozen=True)
class Reading:
    """The points of a frame.

    Attributes
    ----------
    main : tuple of Point
        The values, each with its growth where that is known.
    below : tuple of Point
        The second measure: growth, or the one asked for.
    unit : Unit
        The unit of the values.
    every : tuple of Point
        All points in the frame's order, also the growth rates that only tooltips tell.
    """

    main: tuple[Point, ...]
    below: tuple[Point, ...]
    unit: Unit
    every: tuple[Point, ...]

    @property
    def years(self) -> list[int]:
        """The years of the values, ascending."""
        return sorted({point.year for point in self.main})


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


def read(data: pd.DataFrame, below: str = GROWTH) -> Reading:
    """Read a frame into points.

    Parameters
    ----------
    data : DataFrame
        As `servicestrade.points` or `servicestrade.series` return it.
    below : str
        The measure that goes with the values, besides growth; where the frame holds nothing
        else, that is itself the value.

    Returns
    -------
    Reading
        With the points in the order of the frame.

    Raises
    ------
    ValueError
        If the frame is empty, its values are of several measures or units, or two of them
        stand for one year of one series.
    """
    if data.empty:
        raise ValueError("there is nothing to draw: the frame has no row")
    every = [_point(row) for row in data.to_dict("records")]
    main = [point for point in every if point.measure not in (GROWTH, below)] or every
    _same([point.measure for point in main], "measures")
    _same([(point.unit, point.unit_mult) for point in main], "units")
    _once(main)
    if main is every:
        return Reading(tuple(main), (), _unit(main), tuple(every))
    growth = {
        (point.key, point.year): point
        for point in every
        if point.measure == GROWTH and point.basis != "proxy"
    }
    main = [
        point
        if point.basis == "proxy"
        else replace(point, growth=growth.get((point.key, point.year)))
        for point in main
    ]
    lower = [point for point in every if point.measure == below]
    _once(lower)
    return Reading(tuple(main), tuple(lower), _unit(main), tuple(every))


def _unit(points: Sequence[Point]) -> Unit:
    return unit(points[0].unit, points[0].unit_mult)


def _once(points: Sequence[Point]) -> None:
    seen: dict[tuple[Key, bool, str], Point] = {}
    for point in points:
        other = seen.setdefault((point.key, point.basis == "proxy", point.period), point)
        if other is not point:
            raise ValueError(
                f"{other.record} and {point.record} both stand for {point.item.en} in "
                f"{point.period}; select one"
            )


def _same(values: Sequence[object], what: str) -> None:
    found = sorted({str(value) for value in values})
    if len(found) > 1:
        raise ValueError(f"one chart cannot draw several {what} ({', '.join(found)}); select one")


def _point(row: dict[Any, Any]) -> Point:
    def both(name: str) -> Label:
        return Label(str(row[f"{name}_en"]), str(row[f"{name}_zh"]))

    value = float(row["value"])
    low, high = (float(row[end]) for end in ("low", "high"))
    return Point(
        record=str(row["record"]),
        basis=str(row["basis"]),
        key=tuple(str(row[name]) for name in DIMENSIONS),
        measure=str(row["measure"]),
        year=int(row["year"]),
        period=str(row["period"]),
        unit=str(row["unit"]),
        unit_mult=int(row["unit_mult"]),
        value=value,
        low=value if math.isnan(low) else low,
        high=value if math.isnan(high) else high,
        item=both("item").capital,
        text=both("text"),
        place=both("place"),
        note=both("note"),
    )


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
            parts[key] += [named(dimension, code) for code in own]
    return {key: _joined(parts[key]) or keys[key].item for key in keys}


_NAMED = {
    "area": "areas",
    "counterpart": "areas",
    "indicator": "indicators",
    "breakdown": "breakdowns",
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


def interval(point: Point) -> Label:
    """Write the interval that rounding leaves to a derived value, in the unit's own scale.

    Examples
    --------
    >>> _span(393.93, 394.30, ",")
    '393.93\u2013394.30'
    """
    measured = unit(point.unit, point.unit_mult)
    factor = float(measured.factor)
    return Label(
        _span(point.low * factor, point.high * factor, ",") + measured.sign,
        _span(point.low, point.high, "") + measured.sign,
    )


def _span(low: float, high: float, separator: str) -> str:
    """Write both ends with as many decimals as tell them apart."""
    gap = high - low
    decimals = 0 if gap <= 0 else max(0, min(3, 1 - math.floor(math.log10(gap))))
    ends = (f"{end:{separator}.{decimals}f}".replace("-", MINUS) for end in (low, high))
    return "\u2013".join(ends)
