"""A panel over a continuous scale: its frame, grid, lines and points, for trends and slopes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.frame import spread, ticks
from servicestrade.charts.points import Point, Series, runs
from servicestrade.charts.units import Unit
from servicestrade.charts.words import Catalogue, Label

AXIS_ROOM = 46  # the numbers of the axis stand on the grid lines, left of the first point
HEAD = 16  # pixels between the head of a panel and its uppermost number
MARK = 8  # pixels that a mark covers; an interval narrower than that is not drawn
LINE_HEIGHT = 15


@dataclass(frozen=True)
class Panel:
    """Where the values of a panel stand.

    Attributes
    ----------
    width, height : int
        Of the area between the first and the last grid line, in pixels.
    ticks : tuple of float
        The grid lines; the first and the last bound the scale.
    left, right : float
        Pixels between which the first and the last year stand.
    years : tuple of int
        Every year of the axis.
    unit : Unit
        How the values are written.
    """

    width: int
    height: int
    ticks: tuple[float, ...]
    left: float
    right: float
    years: tuple[int, ...]
    unit: Unit

    @classmethod
    def over(
        cls,
        points: Sequence[Point],
        unit: Unit,
        *,
        width: int,
        height: int,
        sides: tuple[float, float],
        zero: bool = True,
    ) -> Panel:
        """Make the panel that holds some points, with a zero line unless told otherwise."""
        values = [end for point in points for end in (point.value, point.low, point.high)]
        low, high = (min(0.0, *values), max(0.0, *values)) if zero else (min(values), max(values))
        years = range(min(p.year for p in points), max(p.year for p in points) + 1)
        marks_ = ticks(low, high, max(2, height // 50))
        return cls(width, height, tuple(marks_), *sides, tuple(years), unit)

    def y(self, value: float) -> float:
        """Return the pixel at which a value stands, from the top."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.height * (high - value) / (high - low)

    def value(self, y: float) -> float:
        """Return the value that stands at a pixel."""
        low, high = self.ticks[0], self.ticks[-1]
        return high - y * (high - low) / self.height

    @property
    def step(self) -> float:
        """Pixels from one year to the next."""
        return (self.right - self.left) / max(1, len(self.years) - 1)

    def x_axis(self, shown: Sequence[int], orient: str = "bottom") -> alt.X:
        """Return the axis of years, with the years that are written."""
        axis = alt.Axis(values=list(shown), format="d", grid=False, orient=orient, labelPadding=6)
        first, last = self.years[0], max(self.years[-1], self.years[0] + 1)
        scale = alt.Scale(domain=[first, last], range=[self.left, self.right], nice=False)
        return alt.X("y:Q", scale=scale, axis=axis)

    def y_axis(self, catalogue: Catalogue, *, drawn: bool = True) -> alt.Y:
        """Return the axis of values: numbers on the grid lines, the zero line stronger."""
        scale = alt.Scale(domain=[self.ticks[0], self.ticks[-1]], nice=False, zero=False)
        if not drawn:
            return alt.Y("v:Q", scale=scale, axis=None)
        zero = {"test": "datum.value===0", "value": theme.hex_of("axis")}
        axis = alt.Axis(
            values=list(self.ticks),
            labelExpr=catalogue.add(self.unit.axis()),
            labelAlign="left",
            labelBaseline="bottom",
            labelPadding=0,
            labelOffset=-2,
            gridColor={"condition": zero, "value": theme.hex_of("grid")},
        )
        return alt.Y("v:Q", scale=scale, axis=axis)


def head(label: Label, catalogue: Catalogue, colour: str = "ink") -> alt.TitleParams:
    """Return the head of a panel."""
    return alt.TitleParams(
        text=catalogue.add(label),
        fontSize=theme.TEXT_SIZE,
        fontWeight=600,
        color=theme.hex_of(colour),
        offset=HEAD,
        lineHeight=LINE_HEIGHT,
    )


def layers(
    panel: Panel, drawn: Sequence[Series], x: alt.X, y: alt.Y, catalogue: Catalogue
) -> list[alt.Chart]:
    """Return the lines, interval bars and points of a panel.

    Parameters
    ----------
    panel : Panel
        Where they stand.
    drawn : sequence of Series
        What is drawn.
    x, y : X, Y
        The encodings of the position: fields ``y`` (year) and ``v`` (value).
    catalogue : Catalogue
        Takes the words of the tooltip.
    """
    found = []
    lined = [
        {"s": one.name.en, "y": point.year, "v": point.value, "c": theme.hex_of(one.colour), "i": i}
        for one in drawn
        for i, run in enumerate(runs(one.points))
        for point in run
    ]
    if lined:
        line = alt.Chart(marks.data(lined)).mark_line()
        found.append(line.encode(x=x, y=y, color=marks.colour(), detail=["s:N", "i:N"]))
    barred = [
        {"s": one.name.en, "y": p.year, "v": p.low, "h": p.high, "c": theme.hex_of(one.colour)}
        for one in drawn
        for p in one.points
        if panel.y(p.low) - panel.y(p.high) > MARK
    ]
    if barred:
        rule = alt.Chart(marks.data(barred)).mark_rule(strokeWidth=1.5)
        found.append(rule.encode(x=x, y=y, y2="h:Q", color=marks.colour()))
    rows = [
        marks.row(point, one.name, one.colour, catalogue, y=point.year)
        for one in drawn
        for point in one.points
    ]
    dots = alt.Chart(marks.data(rows)).mark_point().encode(
        x=x,
        y=y,
        fill=basis.hollow(),
        stroke=basis.outline(),
        shape=basis.shape(),
        tooltip=marks.tooltip(rows, catalogue),
    )
    return [*found, dots]


def end_labels(
    panel: Panel,
    drawn: Sequence[Series],
    x: alt.X,
    y: alt.Y,
    catalogue: Catalogue,
    *,
    named: bool,
    growth: bool,
) -> alt.Chart:
    """Return what stands behind the last point of each series: name, value, growth."""
    lines = 2 if named else 1
    gap = LINE_HEIGHT * lines + 3
    wanted = [panel.y(one.last.value) for one in drawn]
    placed = spread(wanted, gap, 0, panel.height)
    rows = [
        {
            "s": catalogue.add(one.name),
            "y": one.last.year,
            "n": round(one.last.value, 4),
            "v": round(panel.value(at), 4),
            "c": theme.hex_of(one.colour),
            "g": f"  {one.last.change}" if growth and one.last.change else "",
        }
        for one, at in zip(drawn, placed, strict=True)
    ]
    shown = panel.unit.expression("datum.n")
    name = "datum.s+'\\n'+" if named else ""
    both = Label(f"{name}{shown.en}+datum.g", f"{name}{shown.zh}+datum.g")
    text = alt.Chart(marks.data(rows)).transform_calculate(l=catalogue.add(both))
    return text.mark_text(
        align="left", dx=9, dy=-LINE_HEIGHT / 2 if named else 0, lineHeight=LINE_HEIGHT
    ).encode(x=x, y=y, text="l:N", color=marks.colour())
