"""A panel over a continuous scale: its frame, grid, lines and points, for trends and slopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servicestrade.charts import marks, theme
from servicestrade.charts.basis import Whisker
from servicestrade.charts.frame import ticks
from servicestrade.charts.layers import (
    Align,
    Encoding,
    Layer,
    Row,
    bar_fill,
    colour,
    field,
    hollow,
    layer,
    shape,
    until,
)
from servicestrade.charts.points import Point
from servicestrade.charts.series import Series, runs
from servicestrade.charts.units import Unit
from servicestrade.charts.words import Catalogue

AXIS_ROOM = 46  # the numbers of the axis stand on the grid lines, left of the first point
MARK = 8  # pixels that a mark covers; an interval narrower than that is not drawn
YEAR_ROOM = 34  # for a year to stand beside the next
LABEL_ROOM = 20  # for a number above or below its point


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

    def shows_interval(self, point: Point) -> bool:
        """Tell whether the interval of a point reaches beyond its mark."""
        return self.y(point.low) - self.y(point.high) > MARK

    def whisker(self, points: Iterable[Point]) -> Whisker:
        """Return how the intervals of some points are drawn, for the key."""
        return "upright" if any(self.shows_interval(point) for point in points) else ""

    @property
    def step(self) -> float:
        """Pixels from one year to the next."""
        return (self.right - self.left) / max(1, len(self.years) - 1)

    def x_axis(self, years: Sequence[int] = ()) -> Encoding:
        """Return the axis of years, those given or all; of these every second if they are close.

        Of two given years that are close, one is written towards the left, one towards the right.
        """
        every = 1 if self.step > YEAR_ROOM else 2
        close = [(a, b) for a, b in pairwise(years) if (b - a) * self.step < YEAR_ROOM]
        axis = {
            "values": list(years or self.years[::-1][::every][::-1]),
            "format": "d",
            "grid": False,
            "labelPadding": 6,
            "labelFlush": False,
            "labelOverlap": False,
        } | _turned(close)
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


def _turned(pairs: Sequence[tuple[int, int]]) -> Row:
    """Return the alignment of the labels of an axis: years left and right of where they meet."""
    if not pairs:
        return {}

    def aligned(years: Iterable[int], side: Align) -> Row:
        return {"test": "||".join(f"datum.value==={year}" for year in years), "value": side}

    left, right = zip(*pairs, strict=True)
    conditions = [aligned(left, "right"), aligned(right, "left")]
    return {"labelAlign": {"condition": conditions, "value": "center"}}


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
        if panel.shows_interval(p)
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
        fill=bar_fill(),
        stroke=colour(),
        tooltip=marks.tooltip(rows, catalogue),
    )
