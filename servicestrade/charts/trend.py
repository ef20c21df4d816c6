"""A trend: values over the years, and their growth or share in an aligned panel below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.labels import NAME_EMS, Ends, point_labels
from servicestrade.charts.layers import Layer, View, head, highlighted, view
from servicestrade.charts.panel import AXIS_ROOM, Panel, columns, layers
from servicestrade.charts.points import GROWTH, Point, Reading, read
from servicestrade.charts.rows import value_head
from servicestrade.charts.series import Series, apart, series
from servicestrade.charts.slope import slope
from servicestrade.charts.units import Unit, unit
from servicestrade.charts.words import GROWTH as GROWN
from servicestrade.charts.words import SHARE, Catalogue, Label

FEW = 3  # years up to which a trend is drawn as the few points that it is
GROWN_YEARS = 2  # years of growth from which it has a panel
LONE = 28.0  # behind the last point of a lone series, half its number wide
HEADS = {GROWTH: GROWN, "share": SHARE}
UPPER = {"wide": 250, "narrow": 220}
LOWER = {"wide": 110, "narrow": 100}


def trend(
    data: pd.DataFrame,
    *,
    figure: str = "",
    below: str = GROWTH,
    highlight: Sequence[str] = (),
    zero: bool = True,
) -> alt.TopLevelMixin:
    """Draw values over the years, with a second measure in a panel of its own below.

    Lines join consecutive years only; a year without a point stays a gap. Where no series has
    points in more than three years, the chart is the `slope` of these.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.series` or `servicestrade.points`: levels and, where there are any,
        rows of the second measure.
    figure : str
        Id of the figure in the registry.
    below : str
        The measure of the lower panel: ``growth_yoy`` or ``share``. Growth in one year
        has no panel: it stands behind the last value.
    highlight : sequence of str
        Codes or English names of the series to keep in colour; empty for all.
    zero : bool
        Whether the value axis starts at zero.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    reading = read(data, below)
    found = apart(series(reading.main, highlight=highlight))
    if all(len(one.points) <= FEW for one in found):
        return slope(data, figure=figure, highlight=highlight, zero=zero)
    lower = apart(series(reading.below, highlight=highlight)) if _has_panel(reading, below) else []

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found, lower, below=below, zero=zero)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _has_panel(reading: Reading, below: str) -> bool:
    return bool(reading.below) and (
        below != GROWTH or len({point.year for point in reading.below}) >= GROWN_YEARS
    )


def _draw(
    frame: Frame,
    catalogue: Catalogue,
    reading: Reading,
    found: Sequence[Series],
    lower: Sequence[Series],
    *,
    below: str,
    zero: bool,
) -> list[View]:
    own = [one for one in found if not one.proxy]
    named = len(own) > 1
    years = range(reading.years[0], reading.years[-1] + 1)
    measured = replace(unit("PT", 0), sign="")
    behind = Ends(tuple(own), reading.unit, named, growth=not lower, ems=NAME_EMS[frame.name])
    under = replace(behind, drawn=tuple(lower), unit=measured, growth=False)
    at_end = named or (behind.growth and bool(own[0].last.change))
    beyond = max(ends.room for ends in (behind, under) if ends.drawn) if at_end else LONE

    def panel(points: Sequence[Point], measured: Unit, height: int, *, zero: bool) -> Panel:
        sides = (float(AXIS_ROOM), frame.width - beyond)
        return Panel.over(
            points,
            measured,
            width=frame.width,
            height=height,
            sides=sides,
            years=years,
            zero=zero,
            labelled=not named,
        )

    upper = panel(reading.main, reading.unit, UPPER[frame.name], zero=zero)
    x, y = upper.x_axis(), upper.y_axis(catalogue)
    drawn = layers(upper, found, x, y, catalogue)
    follow = len(drawn) - 1
    if not named:
        drawn += point_labels(upper, found, x, y, catalogue, last=not at_end)
    if at_end:
        drawn.append(behind.layer(upper, x, y, catalogue))
    if named:
        drawn = highlighted(drawn, follow, nearest=True)
    title = head(value_head(reading.main, reading.unit.name), catalogue)
    based = reading.main + reading.below if lower else reading.main
    views = [
        *basis.key(
            basis.entries(based, whisker=upper.whisker(reading.main)), frame.width, catalogue
        ),
        view(drawn, upper.width, upper.height, title=title),
    ]
    if lower:
        lowest = panel(reading.below, measured, LOWER[frame.name], zero=True)
        title = head(Label(f"{HEADS[below].en}, %", f"{HEADS[below].zh}，%"), catalogue)
        told = _below(lowest, under, catalogue)
        views.append(view(told, lowest.width, lowest.height, title=title))
    return views


def _below(panel: Panel, ends: Ends, catalogue: Catalogue) -> list[Layer]:
    x, y = panel.x_axis(), panel.y_axis(catalogue)
    if ends.named:
        drawn = layers(panel, ends.drawn, x, y, catalogue)
        return highlighted([*drawn, ends.layer(panel, x, y, catalogue)])
    return [
        columns(panel, ends.drawn, x, y, catalogue),
        *point_labels(panel, ends.drawn, x, y, catalogue),
    ]
