"""Dots on a common scale: two flows, or two years, of each item, and the distance between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.layers import (
    Layer,
    Row,
    View,
    calculated,
    colour,
    field,
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
from servicestrade.charts.points import DIMENSIONS, Key, Point, Reading, read, series
from servicestrade.charts.rows import SIGNED, Rows, value_head
from servicestrade.charts.units import Unit
from servicestrade.charts.words import FLOWS, Catalogue, Label

DOT = 14
ROOM = 60  # for a number beside the outermost dot


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
    dots : {"flow", "period"}
        What the dots of a row stand for.
    sort : bool
        Whether the item with the largest value comes first; else the order of the frame.
    zero : bool
        Whether the scale reaches to zero.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    if dots not in ("flow", "period"):
        raise ValueError(f"dots is {dots!r}; it must be flow or period")
    reading = read(data)
    found = _dots(reading, dots, sort=sort)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found, dots=dots, zero=zero)

    return compose(draw, figure=figure, points=reading.every)


def _dots(reading: Reading, dots: str, *, sort: bool) -> list[Dot]:
    start = 1 if dots == "flow" else 0
    items: dict[Key, list[Dot]] = {}
    without = ("flow",) if dots == "flow" else ()
    for one in series(reading.main, without=without):
        for point in one.points:
            flow = point.key[DIMENSIONS.index("flow")]
            name = FLOWS[flow] if dots == "flow" else Label(point.period, point.period)
            colour = flow if dots == "flow" else one.colour if point is one.last else "muted"
            items.setdefault(one.key[start:], []).append(Dot(0, one.name, name, colour, point))
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
    rows = Rows.of(frame, names, bars=DOT)
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
        )
        | {"s": dot.item.en}
        for dot in found
    ]
    points = layer(
        "point",
        told,
        {"size": 90},
        x=pixel("x"),
        y=pixel("q"),
        fill=hollow(),
        stroke=colour(),
        shape=shape(),
        tooltip=marks.tooltip(told, catalogue),
    )
    layers = [
        _spans(rows, found, at),
        points,
        *_numbers(rows, found, unit, at, catalogue),
        rows.label_layer(names, catalogue),
    ]
    low, high = (pick(dot.point.value for dot in found) for pick in (min, max))
    line = _zero(rows, at(0), catalogue) if zero or low <= 0 <= high else []
    title = head(value_head([dot.point for dot in found], reading.unit.name), catalogue)
    return [
        *basis.key(_key(found, dots), frame.width, catalogue),
        *basis.key(_legend(found, dots), frame.width, catalogue, name="legend"),
        view([*line, *highlighted(layers, 1)], frame.width, rows.height, title=title),
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


def _zero(rows: Rows, at: float, catalogue: Catalogue) -> list[Layer]:
    """Draw the zero line, on a phone beside the dots only, and say what it is."""
    style = {"fontSize": theme.SMALL_SIZE, "color": theme.hex_of("muted")}
    zero = [{"t": catalogue.add(Label("0", "0"))}]
    told = layer("text", zero, style, x=value(at), y=value(-8), text=field("t"))
    return [rows.line_layer(at, "pale", 4), told]


def _ends(found: Sequence[Dot]) -> list[tuple[Dot, Dot]]:
    """Return the dots with the least and the greatest value of each row."""
    by_row: dict[int, list[Dot]] = {}
    for dot in found:
        by_row.setdefault(dot.row, []).append(dot)
    rows = (sorted(row, key=lambda dot: dot.point.value) for row in by_row.values())
    return [(row[0], row[-1]) for row in rows]


def _spans(rows: Rows, found: Sequence[Dot], at: Callable[[float], float]) -> Layer:
    """Join the outermost dots of each row."""
    told = [
        {
            "q": rows.middle(least.row),
            "s": least.item.en,
            "x": at(least.point.value),
            "z": at(greatest.point.value),
        }
        for least, greatest in _ends(found)
    ]
    style = {"strokeWidth": 3, "color": theme.hex_of("grid")}
    return layer("rule", told, style, x=pixel("x"), x2=until("z"), y=pixel("q"))


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
                "v": round(dot.point.value, 4),
                "x": at(dot.point.value),
                "c": theme.text_hex(dot.colour),
            }
            for ends in _ends(found)
            if (dot := ends[side > 0]) and (side > 0 or ends[0] is not ends[1])
        ]
        # a number that lies over the zero line gets a ground to stand on
        over = [
            row | {"c": theme.hex_of("paper")}
            for row in told
            if 0 < side * (at(0) - float(row["x"])) < ROOM
        ]
        style = {"align": "left" if side > 0 else "right", "dx": 9 * side}
        for drawn, more, channel in ((over, {"strokeWidth": 5}, "stroke"), (told, {}, "color")):
            if drawn:
                place = {"x": pixel("x"), "y": pixel("q"), channel: colour()}
                text = layer("text", drawn, style | more, **place)
                layers.append(calculated(text, unit.expression("datum.v"), catalogue))
    return layers


def _key(found: Sequence[Dot], dots: str) -> list[Entry]:
    """Explain the marks: what each basis looks like, in each year where years are compared."""
    plain = basis.entries(dot.point for dot in found)
    if dots == "flow" or not plain:
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
    """Name the dots by their colours, unless the key of the bases does so."""
    if dots == "period" and basis.entries(dot.point for dot in found):
        return []
    named = {dot.name: dot.colour for dot in found}
    return [Entry("circle", colour, name) for name, colour in named.items()]
