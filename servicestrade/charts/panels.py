"""Small multiples: one panel a series, all on one scale, so that sizes can be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.layers import (
    Layer,
    Row,
    View,
    bar_fill,
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
from servicestrade.charts.points import Point, Reading, read
from servicestrade.charts.rows import LINE_HEIGHT, change_head, value_head
from servicestrade.charts.series import Series, runs, series
from servicestrade.charts.units import Unit
from servicestrade.charts.words import Catalogue, Label

HEIGHT = 130
GAP = 20  # between panels side by side
FEW = 3  # points up to which a panel holds columns; more make a line
COLUMN = 44
BELOW = 16  # the years stand that far below the zero line
ABOVE = 20  # room for the number above the highest column


@dataclass(frozen=True)
class Cell:
    """One panel: its series, its label broken into lines, where it begins, how wide it is."""

    one: Series
    label: Label
    left: float
    width: float
    years: tuple[int, ...]

    def x(self, year: int) -> float:
        """Return the pixel of a year: evenly apart for columns, at true distance for a line."""
        if len(self.years) <= FEW:
            place = (self.years.index(year) + 0.5) / len(self.years)
        else:
            place = 0.12 + 0.76 * (year - self.years[0]) / (self.years[-1] - self.years[0])
        return round(self.left + place * self.width, 1)


def panels(
    data: pd.DataFrame,
    *,
    figure: str = "",
    highlight: Sequence[str] = (),
) -> alt.TopLevelMixin:
    """Draw each series in a panel of its own, on one common scale from zero.

    Up to three years are drawn as columns, more as a line whose ends are written.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.series` or `servicestrade.points`: levels or shares, all positive,
        and their growth where it is known.
    figure : str
        Id of the figure in the registry.
    highlight : sequence of str
        Codes or English names of the series to keep in colour; empty for all.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    reading = read(data)
    found = [one for one in series(reading.main, highlight=highlight) if not one.proxy]

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _draw(
    frame: Frame, catalogue: Catalogue, reading: Reading, found: Sequence[Series]
) -> list[View]:
    each = _per_row(frame, len(found), len(reading.years))
    grown = [point for point in reading.main if point.change]
    what = value_head(reading.main, reading.unit.name)
    if grown:
        growth = change_head(grown)
        what = Label(f"{what.en}; {growth.en.lower()}", f"{what.zh}；{growth.zh}")
    wide = (frame.width - GAP * (each - 1)) / each
    views: list[View] = []
    for start in range(0, len(found), each):
        cells = [
            Cell(
                one,
                one.name.wrapped(wide / theme.TEXT_SIZE),
                number * (wide + GAP),
                wide,
                tuple(reading.years),
            )
            for number, one in enumerate(found[start : start + each])
        ]
        drawn = _row(cells, reading, catalogue, first=not views)
        views.append(view(drawn, frame.width, HEIGHT))
    views[0]["title"] = head(what, catalogue)
    mark: basis.Shape = "square" if len(reading.years) <= FEW else "circle"
    return [*basis.key(basis.entries(reading.main, mark), frame.width, catalogue), *views]


def _per_row(frame: Frame, panels_: int, years: int) -> int:
    """Return how many panels stand side by side."""
    if frame.narrow:
        most = 3 if years <= FEW and panels_ <= 3 else 2
    else:
        most = 3 if panels_ in (3, 5, 6) else 4
    return min(most, panels_)


def _row(
    cells: Sequence[Cell], reading: Reading, catalogue: Catalogue, *, first: bool
) -> list[Layer]:
    """Draw the panels that stand side by side."""
    most = max(point.value for point in reading.main)

    def at(value: float) -> float:
        return round(HEIGHT - value * (HEIGHT - ABOVE) / most, 1)

    rows = [
        marks.row(
            point,
            cell.one.name,
            cell.one.colour,
            catalogue,
            x=cell.x(point.year),
            q=at(point.value),
            u=HEIGHT,
        )
        for cell in cells
        for point in cell.one.points
    ]
    few = len(cells[0].years) <= FEW
    told = [_columns(cells, rows, catalogue)] if few else _lines(cells, rows, at, catalogue)
    layers = [
        *told,
        _numbers(cells, at, reading.unit, catalogue),
        _labels(cells, catalogue, grown=any(point.change for point in reading.main)),
    ]
    faded = highlighted(layers, len(told) - 1 if first else None)
    return [_base(cells), *faded, _years(cells)]


def _columns(cells: Sequence[Cell], rows: Sequence[Row], catalogue: Catalogue) -> Layer:
    size = round(min(COLUMN, 0.7 * cells[0].width / len(cells[0].years)))
    return layer(
        "bar",
        rows,
        {"orient": "vertical", "size": size, "strokeWidth": 1.5},
        x=pixel("x"),
        y=pixel("q"),
        y2=until("u"),
        fill=bar_fill(),
        stroke=colour(),
        tooltip=marks.tooltip(rows, catalogue),
    )


def _lines(
    cells: Sequence[Cell],
    rows: Sequence[Row],
    at: Callable[[float], float],
    catalogue: Catalogue,
) -> list[Layer]:
    joined = [
        {
            "s": cell.one.name.en,
            "x": cell.x(point.year),
            "q": at(point.value),
            "c": theme.hex_of(cell.one.colour),
            "i": number,
        }
        for cell in cells
        for number, run in enumerate(runs(cell.one.points))
        for point in run
    ]
    place = {"x": pixel("x"), "y": pixel("q")}
    detail = [field("s"), field("i")]
    line = layer("line", joined, color=colour(), detail=detail, **place) if joined else None
    dots = layer(
        "point",
        rows,
        {"size": 36},
        fill=hollow(),
        stroke=colour(),
        shape=shape(),
        tooltip=marks.tooltip(rows, catalogue),
        **place,
    )
    return [line, dots] if line else [dots]


def _numbers(
    cells: Sequence[Cell], at: Callable[[float], float], unit: Unit, catalogue: Catalogue
) -> Layer:
    """Write the values above the columns, or above the first and the last point of a line."""
    told = [
        {
            "s": cell.one.name.en,
            "x": cell.x(point.year),
            "q": at(point.value) - 10,
        }
        | unit.row(point.number)
        for cell in cells
        for point in _ends(cell)
    ]
    text = layer("text", told, x=pixel("x"), y=pixel("q"))
    return calculated(text, unit.expression(), catalogue)


def _ends(cell: Cell) -> list[Point]:
    points = cell.one.points
    return list(points) if len(cell.years) <= FEW else [points[0], points[-1]]


def _labels(cells: Sequence[Cell], catalogue: Catalogue, *, grown: bool) -> Layer:
    """Write name and growth above each panel, the last line at the same height in all."""
    told = [
        {
            "s": cell.one.name.en,
            "x": cell.left,
            "t": catalogue.add(cell.label),
            "g": f"\n{cell.one.last.change or ' '}" if grown else "",
            "c": theme.text_hex(cell.one.colour),
        }
        for cell in cells
    ]
    shift = {"expr": f"-{LINE_HEIGHT}*(length(split(datum.l,'\\n'))-1)"}
    style = {"align": "left", "dy": shift, "fontWeight": 600, "lineHeight": LINE_HEIGHT}
    text = layer("text", told, style, x=pixel("x"), y=value(-4), color=colour())
    return calculated(text, Label("datum.t+datum.g", "datum.t+datum.g"), catalogue)


def _base(cells: Sequence[Cell]) -> Layer:
    told = [{"x": cell.left, "z": cell.left + cell.width} for cell in cells]
    style = {"color": theme.hex_of("axis")}
    return layer("rule", told, style, x=pixel("x"), x2=until("z"), y=value(HEIGHT))


def _years(cells: Sequence[Cell]) -> Layer:
    years = cells[0].years
    shown = years if len(years) <= FEW else (years[0], years[-1])
    told = [{"x": cell.x(year), "t": str(year)} for cell in cells for year in shown]
    style = {"fontSize": theme.SMALL_SIZE, "color": theme.hex_of("muted")}
    return layer("text", told, style, x=pixel("x"), y=value(HEIGHT + BELOW - 4), text=field("t"))
