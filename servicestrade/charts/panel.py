"""A panel over a continuous scale: its frame, grid, lines and points, for trends and slopes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servicestrade.charts import marks, theme
from servicestrade.charts.frame import spread, ticks
from servicestrade.charts.layers import (
    Encoding,
    Layer,
    Row,
    calculated,
    colour,
    field,
    hollow,
    layer,
    shape,
    until,
)
from servicestrade.charts.points import Point, Series, runs
from servicestrade.charts.units import Unit
from servicestrade.charts.words import Catalogue, Label, width

AXIS_ROOM = 46  # the numbers of the axis stand on the grid lines, left of the first point
MARK = 8  # pixels that a mark covers; an interval narrower than that is not drawn
LINE_HEIGHT = 15
YEAR_ROOM = 34  # for a year to stand beside the next
LABEL_ROOM = 20  # for a number above or below its point


NAME_EMS = {"wide": 22.0, "narrow": 10.5}


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
        Every year of the axis, ascending.
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
        years: Sequence[int],
        zero: bool = True,
        labelled: bool = False,
    ) -> Panel:
        """Make the panel that holds some points, with a zero line unless told otherwise.

        Where points are labelled, numbers below negative ones have room.
        """
        values = [end for point in points for end in (point.value, point.low, point.high)]
        low, high = (min(0.0, *values), max(0.0, *values)) if zero else (min(values), max(values))
        if labelled and low < 0:
            low -= (high - low) * LABEL_ROOM / height
        lines = ticks(low, high, max(3, height // 50))
        return cls(width, height, tuple(lines), *sides, tuple(years), unit)

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

    def x_axis(self, years: Sequence[int] = ()) -> Encoding:
        """Return the axis of years, those given or all; of these every second if they are close."""
        every = 1 if self.step > YEAR_ROOM else 2
        axis = {
            "values": list(years or self.years[::-1][::every][::-1]),
            "format": "d",
            "grid": False,
            "labelPadding": 6,
            "labelFlush": False,
            "labelOverlap": False,
        }
        # the scale begins at the left edge, so that the grid lines run beneath their numbers
        first = round(self.years[0] - self.left / self.step, 4)
        scale = _scale(first, self.years[-1]) | {"range": [0, self.right]}
        return {"field": "y", "type": "quantitative", "scale": scale, "axis": axis}

    def y_axis(self, catalogue: Catalogue, lines: Sequence[float] | None = None) -> Encoding:
        """Return the axis of values: numbers on the grid lines, the zero line stronger.

        Parameters
        ----------
        catalogue : Catalogue
            Takes the expression that writes the numbers.
        lines : sequence of float, optional
            The grid lines to draw, where they are not all.
        """
        axis = {
            "values": list(self.ticks if lines is None else lines),
            "labelExpr": catalogue.add(self.unit.axis()),
            "labelAlign": "left",
            "labelBaseline": "bottom",
            "labelPadding": 0,
            "labelOffset": -2,
            "gridColor": {
                "condition": {"test": "datum.value===0", "value": theme.hex_of("axis")},
                "value": theme.hex_of("grid"),
            },
        }
        scale = _scale(self.ticks[0], self.ticks[-1])
        return {"field": "v", "type": "quantitative", "scale": scale, "axis": axis}


def _scale(first: float, last: float) -> Encoding:
    return {"domain": [first, last], "nice": False, "zero": False}


def layers(
    panel: Panel, drawn: Sequence[Series], x: Encoding, y: Encoding, catalogue: Catalogue
) -> list[Layer]:
    """Return the lines, interval bars and points of a panel; the points come last.

    Parameters
    ----------
    panel : Panel
        Where they stand.
    drawn : sequence of Series
        What is drawn.
    x, y : dict
        The encodings of the position: fields ``y`` (year) and ``v`` (value).
    catalogue : Catalogue
        Takes the words of the tooltip.
    """
    lined = [
        {"s": one.name.en, "y": point.year, "v": point.value, "c": theme.hex_of(one.colour), "i": i}
        for one in drawn
        for i, run in enumerate(runs(one.points))
        for point in run
    ]
    barred = [
        {"s": one.name.en, "y": p.year, "v": p.low, "h": p.high, "c": theme.hex_of(one.colour)}
        for one in drawn
        for p in one.points
        if panel.y(p.low) - panel.y(p.high) > MARK
    ]
    rows = _rows(drawn, catalogue)
    detail = [field("s"), field("i")]
    found = [
        layer("line", lined, x=x, y=y, color=colour(), detail=detail) if lined else None,
        layer("rule", barred, {"strokeWidth": 1.5}, x=x, y=y, y2=until("h"), color=colour())
        if barred
        else None,
        layer(
            "point",
            rows,
            x=x,
            y=y,
            fill=hollow(),
            stroke=colour(),
            shape=shape(),
            tooltip=marks.tooltip(rows, catalogue),
        ),
    ]
    return [one for one in found if one]


def _rows(drawn: Sequence[Series], catalogue: Catalogue) -> list[Row]:
    return [
        marks.row(point, one.name, one.colour, catalogue, y=point.year)
        for one in drawn
        for point in one.points
    ]


def columns(
    panel: Panel, drawn: Sequence[Series], x: Encoding, y: Encoding, catalogue: Catalogue
) -> Layer:
    """Return columns from zero, hollow where the value is computed; parameters as of `layers`."""
    rows = _rows(drawn, catalogue)
    size = round(min(40.0, 0.55 * panel.step))
    return layer(
        "bar",
        rows,
        {"orient": "vertical", "size": size, "strokeWidth": 1.5},
        x=x,
        y=y,
        y2={"datum": 0},
        fill=hollow(),
        stroke=colour(),
        tooltip=marks.tooltip(rows, catalogue),
    )


def point_labels(
    panel: Panel, drawn: Sequence[Series], x: Encoding, y: Encoding, catalogue: Catalogue
) -> list[Layer]:
    """Return the value of each point, above it, or below where it is negative."""
    found = []
    for sign, dy in ((1, -13), (-1, 13)):
        rows = [
            {"y": point.year, "v": round(point.value, 4), "s": one.name.en}
            for one in drawn
            for point in one.points
            if (point.value < 0) == (sign < 0)
        ]
        if rows:
            text = layer("text", rows, {"dy": dy}, x=x, y=y)
            found.append(calculated(text, panel.unit.expression("datum.v"), catalogue))
    return found


@dataclass(frozen=True)
class Ends:
    """The labels behind the last points: name, value and growth of each series.

    Attributes
    ----------
    drawn : tuple of Series
        What is labelled.
    named : bool
        Whether the labels name the series.
    growth : bool
        Whether they tell the growth.
    ems : float
        Names that are longer are broken into lines.
    """

    drawn: tuple[Series, ...]
    named: bool
    growth: bool
    ems: float

    @property
    def room(self) -> float:
        """The pixels that they need behind the last year."""
        number = width("0,000.0") + (width("\u2002+00.0%") if self.growth else 0)
        return 14 + theme.TEXT_SIZE * max(number, *(name.width for name in self._names()))

    def _names(self) -> list[Label]:
        return [one.name.wrapped(self.ems) if self.named else Label("", "") for one in self.drawn]

    def layer(self, panel: Panel, x: Encoding, y: Encoding, catalogue: Catalogue) -> Layer:
        """Write them, in the colours of the series, as near to the points as there is room."""
        names = self._names()
        lines = 1 + (max(name.lines for name in names) if self.named else 0)
        wanted = [panel.y(one.last.value) for one in self.drawn]
        half = (lines - 1) * LINE_HEIGHT / 2
        placed = spread(wanted, lines * LINE_HEIGHT + 3, 0, panel.height - half)
        rows = [
            {
                "s": catalogue.add(one.name),
                "t": catalogue.add(name) if self.named else "",
                "y": one.last.year,
                "n": round(one.last.value, 4),
                "v": round(panel.value(at), 4),
                "c": theme.text_hex(one.colour),
                "g": f"\u2002{one.last.change}" if self.growth and one.last.change else "",
            }
            for one, name, at in zip(self.drawn, names, placed, strict=True)
        ]
        shown = panel.unit.expression("datum.n")
        above = "datum.t+'\\n'+" if self.named else ""
        both = Label(*(f"{above}{one}+datum.g" for one in (shown.en, shown.zh)))
        shift = {"expr": f"-{LINE_HEIGHT / 2}*(length(split(datum.l,'\\n'))-1)"}
        style = {"align": "left", "dx": 9, "dy": shift, "lineHeight": LINE_HEIGHT}
        return calculated(layer("text", rows, style, x=x, y=y, color=colour()), both, catalogue)
