"""Dots on a common scale: two flows, or two years, of each item, and the distance between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import View, compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.points import DIMENSIONS, Key, Point, Reading, read, series
from servicestrade.charts.rows import SIGNED, Rows, level, value_head
from servicestrade.charts.units import Unit
from servicestrade.charts.words import FLOWS, Catalogue, Label

DOT = 14
ROOM = 60  # for a number beside the outermost dot


@dataclass(frozen=True)
class Dot:
    """One dot: the row it stands in, what it is called, its colour, its point."""

    row: int
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
) -> alt.VConcatChart:
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
    VConcatChart
    """
    if dots not in ("flow", "period"):
        raise ValueError(f"dots is {dots!r}; it must be flow or period")
    reading = read(data)
    found, names = _dots(reading, dots, sort=sort)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found, names, dots=dots, zero=zero)

    return compose(draw, figure=figure, points=reading.every)


def _dots(reading: Reading, dots: str, *, sort: bool) -> tuple[list[Dot], list[Label]]:
    start = 1 if dots == "flow" else 0
    items: dict[Key, list[tuple[Label, Dot]]] = {}
    without = ("flow",) if dots == "flow" else ()
    for one in series(reading.main, without=without):
        for point in one.points:
            flow = point.key[DIMENSIONS.index("flow")]
            name = FLOWS[flow] if dots == "flow" else Label(point.period, point.period)
            colour = flow if dots == "flow" else one.colour if point is one.last else "muted"
            items.setdefault(one.key[start:], []).append((one.name, Dot(0, name, colour, point)))
    ordered = list(items.values())
    if sort:
        ordered.sort(key=lambda row: -max(dot.point.value for _, dot in row))
    found = [replace(dot, row=number) for number, row in enumerate(ordered) for _, dot in row]
    return found, [row[0][0] for row in ordered]


def _draw(
    frame: Frame,
    catalogue: Catalogue,
    reading: Reading,
    found: Sequence[Dot],
    names: Sequence[Label],
    *,
    dots: str,
    zero: bool,
) -> list[View]:
    rows = Rows.of(frame, names, bars=DOT)
    unit = replace(reading.unit, signed=reading.main[0].measure in SIGNED)
    scale = _scale(rows, found, zero=zero)
    x = scale.encoding()
    told = [
        marks.row(
            dot.point,
            _called(names[dot.row], dot, dots),
            dot.colour,
            catalogue,
            q=rows.middle(dot.row),
        )
        | {"s": names[dot.row].en}
        for dot in found
    ]
    point = alt.Chart(marks.data(told)).mark_point(size=90).encode(
        x=x,
        y=level(),
        fill=basis.hollow(),
        stroke=basis.outline(),
        shape=basis.shape(),
        tooltip=marks.tooltip(told, catalogue),
    )
    layers = [
        _spans(rows, found, names, x),
        point,
        *_numbers(rows, found, names, unit, scale, catalogue),
        rows.label_layer(names, catalogue),
    ]
    head = value_head([dot.point for dot in found], reading.unit.name)
    line = _zero(rows, x, catalogue) if scale.low <= 0 <= scale.high else []
    drawn = alt.layer(*line, *marks.highlighted(layers, 1))
    return [
        *basis.key(basis.entries(dot.point for dot in found), frame.width, catalogue),
        *basis.key(_legend(found, dots), frame.width, catalogue, name="legend"),
        drawn.properties(
            width=frame.width,
            height=rows.height,
            name="rows",
            title=marks.head(head, catalogue),
        ),
    ]


def _called(row: Label, dot: Dot, dots: str) -> Label:
    if dots == "period":
        return row
    return Label(f"{row.en}, {dot.name.en.lower()}", f"{row.zh}，{dot.name.zh}")


@dataclass(frozen=True)
class Scale:
    """The scale of the dots: values at its ends, and the pixels where these stand."""

    low: float
    high: float
    left: float
    right: float

    def encoding(self) -> alt.X:
        """Return the encoding of a value in field ``v``."""
        scale = alt.Scale(
            domain=[self.low, self.high], range=[self.left, self.right], nice=False, zero=False
        )
        return alt.X("v:Q", scale=scale, axis=None)

    def pixel(self, value: float) -> float:
        """Return where a value stands."""
        return self.left + (value - self.low) * (self.right - self.left) / (self.high - self.low)


def _scale(rows: Rows, found: Sequence[Dot], *, zero: bool) -> Scale:
    values = [dot.point.value for dot in found] + ([0.0] if zero else [])
    return Scale(min(values), max(values), rows.start + ROOM, rows.frame.width - ROOM)


def _zero(rows: Rows, x: alt.X, catalogue: Catalogue) -> list[alt.Chart]:
    """Draw the zero line, on a phone beside the dots only, and say what it is."""
    found = [{"v": 0, "q": rows.middle(row)} for row in range(len(rows.labels))]
    colour = theme.hex_of("pale")
    if rows.above:
        tick = alt.Chart(marks.data(found)).mark_tick(
            orient="vertical", size=DOT + 4, thickness=1, color=colour
        )
        line = tick.encode(x=x, y=level())
    else:
        line = alt.Chart(marks.data(found[:1])).mark_rule(color=colour).encode(x=x)
    zero = alt.Chart(marks.data([{"v": 0, "t": catalogue.add(Label("0", "0"))}])).mark_text(
        fontSize=theme.SMALL_SIZE, color=theme.hex_of("muted")
    )
    return [line, zero.encode(x=x, y=alt.YValue(-8), text="t:N")]


def _spans(
    rows: Rows, found: Sequence[Dot], names: Sequence[Label], x: alt.X
) -> alt.Chart:
    """Join the outermost dots of each row."""
    told = [
        {
            "q": rows.middle(number),
            "s": name.en,
            "v": min(_values(found, number)),
            "z": max(_values(found, number)),
        }
        for number, name in enumerate(names)
    ]
    rule = alt.Chart(marks.data(told)).mark_rule(strokeWidth=3, color=theme.hex_of("grid"))
    return rule.encode(x=x, x2="z", y=level())


def _values(found: Sequence[Dot], row: int) -> list[float]:
    return [round(dot.point.value, 4) for dot in found if dot.row == row]


def _numbers(
    rows: Rows,
    found: Sequence[Dot],
    names: Sequence[Label],
    unit: Unit,
    scale: Scale,
    catalogue: Catalogue,
) -> list[alt.Chart]:
    """Write the least value of a row at its left and the greatest at its right."""
    shown = catalogue.add(unit.expression("datum.v"))
    layers = []
    for pick, side in ((min, -1), (max, 1)):
        told = [
            {
                "q": rows.middle(number),
                "s": name.en,
                "v": pick(_values(found, number)),
                "c": theme.text_hex(_colour(found, number, pick(_values(found, number)))),
            }
            for number, name in enumerate(names)
            if pick is max or len(_values(found, number)) > 1
        ]
        # a number that lies over the zero line gets a ground to stand on
        over = [
            row | {"c": theme.hex_of("paper")}
            for row in told
            if 0 < side * (scale.pixel(0) - scale.pixel(row["v"])) < ROOM
        ]
        for rows_, ground in ((over, {"strokeWidth": 5}), (told, {})):
            if rows_:
                text = alt.Chart(marks.data(rows_)).transform_calculate(l=shown)
                mark = text.mark_text(align="left" if side > 0 else "right", dx=9 * side, **ground)
                colour = {"stroke": basis.outline()} if ground else {"color": marks.colour()}
                layers.append(mark.encode(x=scale.encoding(), y=level(), text="l:N", **colour))
    return layers


def _colour(found: Sequence[Dot], row: int, value: float) -> str:
    return next(d.colour for d in found if d.row == row and round(d.point.value, 4) == value)


def _legend(found: Sequence[Dot], dots: str) -> list[Entry]:
    """Name the dots: flows by their colours, years where the basis does not tell them apart."""
    if dots == "period" and len({dot.point.basis for dot in found}) > 1:
        return []
    named = {dot.name: dot.colour for dot in found}
    return [Entry("circle", colour, name) for name, colour in named.items()]
