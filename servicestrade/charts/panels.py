"""Small multiples: one panel a series, all on one scale, so that sizes can be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.compose import View, compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.marks import Row
from servicestrade.charts.points import Point, Reading, Series, read, runs, series
from servicestrade.charts.rows import LINE_HEIGHT, change_head, level, pixel, value_head
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
            place = 0.08 + 0.84 * (year - self.years[0]) / (self.years[-1] - self.years[0])
        return round(self.left + place * self.width, 1)


def panels(
    data: pd.DataFrame,
    *,
    figure: str = "",
    highlight: Sequence[str] = (),
) -> alt.VConcatChart:
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
    VConcatChart
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
    head = value_head(reading.main, reading.unit.name)
    if grown:
        growth = change_head(grown)
        head = Label(f"{head.en}; {growth.en.lower()}", f"{head.zh}；{growth.zh}")
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
        views.append(drawn.properties(width=frame.width, height=HEIGHT, name=f"row{start}"))
    views[0] = views[0].properties(title=marks.head(head, catalogue))
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
) -> alt.LayerChart:
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
    faded = marks.highlighted(layers, len(told) - 1 if first else None)
    return alt.layer(_base(cells), *faded, _years(cells))


def _columns(cells: Sequence[Cell], rows: Sequence[Row], catalogue: Catalogue) -> alt.Chart:
    size = min(COLUMN, 0.7 * cells[0].width / len(cells[0].years))
    bar = alt.Chart(marks.data(rows)).mark_bar(
        orient="vertical", size=round(size), strokeWidth=1.5
    )
    return bar.encode(
        x=pixel("x"),
        y=level(),
        y2="u",
        fill=basis.hollow(),
        stroke=basis.outline(),
        tooltip=marks.tooltip(rows, catalogue),
    )


def _lines(
    cells: Sequence[Cell],
    rows: Sequence[Row],
    at: Callable[[float], float],
    catalogue: Catalogue,
) -> list[alt.Chart]:
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
    line = alt.Chart(marks.data(joined)).mark_line()
    dots = alt.Chart(marks.data(rows)).mark_point(size=36)
    return [
        line.encode(x=pixel("x"), y=level(), color=marks.colour(), detail=["s:N", "i:N"]),
        dots.encode(
            x=pixel("x"),
            y=level(),
            fill=basis.hollow(),
            stroke=basis.outline(),
            shape=basis.shape(),
            tooltip=marks.tooltip(rows, catalogue),
        ),
    ]


def _numbers(
    cells: Sequence[Cell], at: Callable[[float], float], unit: Unit, catalogue: Catalogue
) -> alt.Chart:
    """Write the values above the columns, or above the first and the last point of a line."""
    told = [
        {
            "s": cell.one.name.en,
            "x": cell.x(point.year),
            "q": at(point.value) - 10,
            "v": round(point.value, 4),
        }
        for cell in cells
        for point in _ends(cell)
    ]
    text = alt.Chart(marks.data(told)).transform_calculate(
        l=catalogue.add(unit.expression("datum.v"))
    )
    return text.mark_text().encode(x=pixel("x"), y=level(), text="l:N")


def _ends(cell: Cell) -> list[Point]:
    points = cell.one.points
    return list(points) if len(cell.years) <= FEW else [points[0], points[-1]]


def _labels(cells: Sequence[Cell], catalogue: Catalogue, *, grown: bool) -> alt.Chart:
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
    shift = alt.ExprRef(f"-{LINE_HEIGHT}*(length(split(datum.l,'\\n'))-1)")
    text = alt.Chart(marks.data(told)).transform_calculate(l="datum.t+datum.g")
    return text.mark_text(
        align="left", dy=shift, fontWeight=600, lineHeight=LINE_HEIGHT
    ).encode(x=pixel("x"), y=alt.YValue(-4), text="l:N", color=marks.colour())


def _base(cells: Sequence[Cell]) -> alt.Chart:
    told = [{"x": cell.left, "z": cell.left + cell.width} for cell in cells]
    rule = alt.Chart(marks.data(told)).mark_rule(color=theme.hex_of("axis"))
    return rule.encode(x=pixel("x"), x2="z", y=alt.YValue(HEIGHT))


def _years(cells: Sequence[Cell]) -> alt.Chart:
    years = cells[0].years
    shown = years if len(years) <= FEW else (years[0], years[-1])
    told = [{"x": cell.x(year), "t": str(year)} for cell in cells for year in shown]
    text = alt.Chart(marks.data(told)).mark_text(
        fontSize=theme.SMALL_SIZE, color=theme.hex_of("muted")
    )
    return text.encode(x=pixel("x"), y=alt.YValue(HEIGHT + BELOW - 4), text="t:N")
