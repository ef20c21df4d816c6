"""Dots on a common scale: two flows or years of each item, or both ends of a range, and between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame, ticks
from servicestrade.charts.labels import on_ground
from servicestrade.charts.layers import (
    Layer,
    Row,
    View,
    calculated,
    colour,
    head,
    highlighted,
    hollow,
    layer,
    pixel,
    shape,
    until,
    value,
    view,
)
from servicestrade.charts.points import DIMENSIONS, Key, Point, Reading, read
from servicestrade.charts.rows import SIGNED, Rows, value_head
from servicestrade.charts.series import named, series
from servicestrade.charts.units import Unit
from servicestrade.charts.words import FLOWS, Catalogue, Label

DOT = 14
ROOM = 60  # for a number beside the outermost dot
UNDER = 13  # an inner dot has its number that far below
# of dots as near as that the one behind is drawn larger and that in front smaller: where it is
# hollow, and where all are filled
NEAR, NEXT = 11, 6
DOTS = ("flow", "period", "bound")
TICKS = {"wide": 5, "narrow": 4}
SIZES = {"alone": 90, "behind": 220, "before": 45}


@dataclass(frozen=True)
class Dot:
    """One dot: its row and what that is called, what itself is called, its colour, its point."""

    row: int
    item: Label
    name: Label
    colour: str
    point: Point


def dotrange(
    data: pd.DataFrame,
    *,
    figure: str = "",
    dots: str = "flow",
    sort: bool = True,
    zero: bool = True,
) -> alt.TopLevelMixin:
    """Draw the values of each item as dots on one scale, joined by a bar for their distance.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.points` or `servicestrade.select`, of one measure: values, shares
        or growth rates.
    figure : str
        Id of the figure in the registry.
    dots : {"flow", "period", "bound"}
        What the dots of a row stand for; the bounds of a range are of one colour.
    sort : bool
        Whether the item with the largest value comes first; else the order of the frame.
    zero : bool
        Whether the scale reaches to zero.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    if dots not in DOTS:
        raise ValueError(f"dots is {dots!r}; it must be one of {', '.join(DOTS)}")
    reading = read(data)
    found = _dots(reading, dots, sort=sort)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found, dots=dots, zero=zero)

    return compose(draw, figure=figure, points=reading.every)


def _dots(reading: Reading, dots: str, *, sort: bool) -> list[Dot]:
    items: dict[Key, list[Dot]] = {}
    for one in series(reading.main, without=(dots,)):
        for point in one.points:
            codes = dict(zip(DIMENSIONS, one.key, strict=True))
            code = codes.pop(dots, "")
            if dots == "flow":
                name, colour = FLOWS[code], code
            elif dots == "bound":
                name, colour = named("bound", code), one.colour
            else:
                name = Label(point.period, point.period)
                colour = one.colour if point is one.last else "muted"
            dot = Dot(0, one.name, name, colour, point)
            items.setdefault(tuple(codes.values()), []).append(dot)
    ordered = list(items.values())
    if sort:
        ordered.sort(key=lambda row: -max(dot.point.value for dot in row))
    return [replace(dot, row=number) for number, row in enumerate(ordered) for dot in row]


def _draw(
    frame: Frame,
    catalogue: Catalogue,
    reading: Reading,
    found: Sequence[Dot],
    *,
    dots: str,
    zero: bool,
) -> list[View]:
    names = list({dot.row: dot.item for dot in found}.values())
    inner = _inner(found)
    rows = Rows.of(frame, names, bars=DOT + (2 * UNDER - 4 if inner else 0))
    unit = replace(reading.unit, signed=reading.main[0].measure in SIGNED)
    at = _scale(rows, found, zero=zero)
    told = [
        marks.row(
            dot.point,
            _called(dot, dots),
            dot.colour,
            catalogue,
            q=rows.middle(dot.row),
            x=at(dot.point.value),
            o=SIZES[size],
        )
        | {"s": dot.item.en}
        for dot, size in _sized(found, at)
    ]
    points = layer(
        "point",
        told,
        x=pixel("x"),
        y=pixel("q"),
        fill=hollow(),
        stroke=colour(),
        shape=shape(),
        size={"field": "o", "type": "quantitative", "scale": None, "legend": None},
        tooltip=marks.tooltip(told, catalogue),
    )
    layers = [
        _spans(rows, found, at, dots),
        points,
        *_numbers(rows, found, unit, at, catalogue),
        *_numbers_below(rows, inner, unit, at, catalogue),
        rows.label_layer(names, catalogue),
    ]
    scale = _axis(rows, found, unit, at, catalogue, zero=zero)
    title = head(value_head([dot.point for dot in found], reading.unit.name), catalogue)
    return [
        *basis.key(_key(found, dots), frame.width, catalogue),
        *basis.key(_legend(found, dots), frame.width, catalogue, name="legend"),
        view([*scale, *highlighted(layers, 1)], frame.width, rows.height, title=title),
    ]


def _called(dot: Dot, dots: str) -> Label:
    if dots == "period":
        return dot.item
    return Label(f"{dot.item.en}, {dot.name.en.lower()}", f"{dot.item.zh}，{dot.name.zh}")


def _scale(rows: Rows, found: Sequence[Dot], *, zero: bool) -> Callable[[float], float]:
    """Return the function from a value to its pixel."""
    values = [dot.point.value for dot in found] + ([0.0] if zero else [])
    low, left = min(values), rows.start + ROOM
    per = (rows.frame.width - ROOM - left) / ((max(values) - low) or 1)
    return lambda value: round(left + (value - low) * per, 1)


def _axis(
    rows: Rows,
    found: Sequence[Dot],
    unit: Unit,
    at: Callable[[float], float],
    catalogue: Catalogue,
    *,
    zero: bool,
) -> list[Layer]:
    """Draw a scale behind the dots: its numbers above, its lines broken where numbers stand."""
    values = [dot.point.value for dot in found] + ([0.0] if zero else [])
    low, high = min(values), max(values)
    lines = [tick for tick in ticks(low, high, TICKS[rows.frame.name]) if low <= tick <= high]
    plain = replace(unit, signed=False)
    wide = {dot: theme.TEXT_SIZE * unit.text(dot.point.number).width + 12 for dot in found}
    taken: dict[int, list[tuple[float, float]]] = {}
    for ends in _ends(found):
        for side, dot in zip((-1, 1), ends, strict=True):
            x = at(dot.point.value)
            if side > 0 or ends[0] is not ends[1]:
                taken.setdefault(dot.row, []).append(
                    (x, x + wide[dot]) if side > 0 else (x - wide[dot], x)
                )
    pieces = [
        {"q": rows.middle(row), "x": at(tick), "c": theme.hex_of("grid" if tick else "pale")}
        for tick in lines
        for row in range(len(rows.labels))
        if not any(left < at(tick) < right for left, right in taken[row])
    ]
    style = {"orient": "vertical", "thickness": 1, "size": rows.bars + (0 if rows.above else 6)}
    small = {"fontSize": theme.SMALL_SIZE, "color": theme.hex_of("muted")}
    heads = [{"v": tick, "x": at(tick)} for tick in lines]
    told = layer("text", heads, small, x=pixel("x"), y=value(-8))
    return [
        layer("tick", pieces, style, x=pixel("x"), y=pixel("q"), color=colour()),
        calculated(told, _tick_words(plain), catalogue),
    ]


def _tick_words(unit: Unit) -> Label:
    """Return the expressions that write the numbers of the scale."""
    written = unit.axis()
    return Label(*(one.replace("datum.value", "datum.v") for one in (written.en, written.zh)))


def _ends(found: Sequence[Dot]) -> list[tuple[Dot, Dot]]:
    """Return the dots with the least and the greatest value of each row."""
    by_row: dict[int, list[Dot]] = {}
    for dot in found:
        by_row.setdefault(dot.row, []).append(dot)
    rows = (sorted(row, key=lambda dot: dot.point.value) for row in by_row.values())
    return [(row[0], row[-1]) for row in rows]


def _spans(rows: Rows, found: Sequence[Dot], at: Callable[[float], float], dots: str) -> Layer:
    """Join the outermost dots of each row; a range holds all between, and has their colour."""
    told = [
        {
            "q": rows.middle(least.row),
            "s": least.item.en,
            "x": at(least.point.value),
            "z": at(greatest.point.value),
            "c": theme.hex_of(greatest.colour if dots == "bound" else "grid"),
        }
        for least, greatest in _ends(found)
    ]
    place = {"x": pixel("x"), "x2": until("z"), "y": pixel("q")}
    return layer("rule", told, {"strokeWidth": 3}, color=colour(), **place)


def _numbers(
    rows: Rows,
    found: Sequence[Dot],
    unit: Unit,
    at: Callable[[float], float],
    catalogue: Catalogue,
) -> list[Layer]:
    """Write the least value of a row at its left and the greatest at its right."""
    layers = []
    for side in (-1, 1):
        told: list[Row] = [
            {
                "q": rows.middle(dot.row),
                "s": dot.item.en,
                "x": at(dot.point.value),
                "c": theme.text_hex(dot.colour),
            }
            | unit.row(dot.point.number)
            for ends in _ends(found)
            if (dot := ends[side > 0]) and (side > 0 or ends[0] is not ends[1])
        ]
        if told:
            style = {"align": "left" if side > 0 else "right", "dx": 10 * side}
            text = layer("text", told, style, x=pixel("x"), y=pixel("q"), color=colour())
            layers.append(calculated(text, unit.expression(), catalogue))
    return layers


def _inner(found: Sequence[Dot]) -> list[Dot]:
    """Return the dots between the least and the greatest of their rows."""
    outer = [dot for ends in _ends(found) for dot in ends]
    return [dot for dot in found if not any(dot is other for other in outer)]


def _numbers_below(
    rows: Rows,
    inner: Sequence[Dot],
    unit: Unit,
    at: Callable[[float], float],
    catalogue: Catalogue,
) -> list[Layer]:
    """Write the values of inner dots below them."""
    told: list[Row] = [
        {
            "q": rows.middle(dot.row) + UNDER,
            "s": dot.item.en,
            "x": at(dot.point.value),
            "c": theme.text_hex(dot.colour),
        }
        | unit.row(dot.point.number)
        for dot in inner
    ]
    if not told:
        return []
    text = layer("text", told, x=pixel("x"), y=pixel("q"), color=colour())
    return on_ground(calculated(text, unit.expression(), catalogue))


def _sized(found: Sequence[Dot], at: Callable[[float], float]) -> list[tuple[Dot, str]]:
    """Return the dots in the order of drawing; of those that hide each other the hollow first."""
    hollow_first = sorted(found, key=lambda dot: dot.point.basis != "derived")
    sizes: list[tuple[Dot, str]] = []
    for number, dot in enumerate(hollow_first):

        def hides(other: Dot, dot: Dot = dot) -> bool:
            computed = "derived" in (other.point.basis, dot.point.basis)
            apart = abs(at(other.point.value) - at(dot.point.value))
            return other.row == dot.row and apart < (NEAR if computed else NEXT)

        before = any(hides(other) for other in hollow_first[number + 1 :])
        behind = any(hides(other) for other in hollow_first[:number])
        sizes.append((dot, "before" if behind else "behind" if before else "alone"))
    return sizes


def _key(found: Sequence[Dot], dots: str) -> list[Entry]:
    """Explain the marks: what each basis looks like, in each year where years are compared."""
    plain = basis.entries(dot.point for dot in found)
    if dots != "period" or not plain:
        return plain
    kinds = {(dot.name, dot.point.basis): dot for dot in found}
    ordered = sorted(kinds.items(), key=lambda item: item[0][0].en)
    return [
        Entry(
            "diamond" if base == "external" else "circle",
            dot.colour,
            basis.in_year(dot.name.en, base),
            hollow=base == "derived",
        )
        for (_, base), dot in ordered
    ]


def _legend(found: Sequence[Dot], dots: str) -> list[Entry]:
    """Name the dots by their colours, unless the key of the bases does so; ends need no name."""
    if dots == "bound":
        return []
    if dots == "period" and basis.entries(dot.point for dot in found):
        return []
    named = {dot.name: dot.colour for dot in found}
    return [Entry("circle", colour, name) for name, colour in named.items()]
