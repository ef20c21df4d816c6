"""A trend: values over the years, and their growth or share in an aligned panel below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.compose import View, compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.panel import AXIS_ROOM, Panel, end_labels, head, layers
from servicestrade.charts.points import GROWTH, Point, Reading, Series, read, series
from servicestrade.charts.slope import slope
from servicestrade.charts.units import Unit, unit
from servicestrade.charts.words import GROWTH as GROWTH_HEAD
from servicestrade.charts.words import SHARE, Catalogue, Label

FEW = 3  # years up to which a trend is drawn as the few points that it is
UPPER = {"wide": 250, "narrow": 220}
LOWER = {"wide": 110, "narrow": 100}


def trend(
    data: pd.DataFrame,
    *,
    figure: str = "",
    below: str = GROWTH,
    highlight: Sequence[str] = (),
    zero: bool = True,
) -> alt.VConcatChart:
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
        The measure of the lower panel: ``growth_yoy`` or ``share``. Growth in fewer than three
        years has no panel: it stands behind the values.
    highlight : sequence of str
        Codes or English names of the series to keep in colour; empty for all.
    zero : bool
        Whether the value axis starts at zero.

    Returns
    -------
    VConcatChart
    """
    reading = read(data, below)
    found = series(reading.main, highlight=highlight)
    if all(len(one.points) <= FEW for one in found):
        return slope(data, figure=figure, highlight=highlight, zero=zero)
    lower = series(reading.below, highlight=highlight) if _has_panel(reading, below) else []

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found, lower, below=below, zero=zero)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _has_panel(reading: Reading, below: str) -> bool:
    return bool(reading.below) and (
        below != GROWTH or len({point.year for point in reading.below}) >= FEW
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
    sides = (float(AXIS_ROOM), frame.width - _room(own, reading.unit, named, not lower))
    upper = Panel.over(
        reading.main, reading.unit, width=frame.width, height=UPPER[frame.name], sides=sides, zero=zero
    )
    x, y = upper.x_axis(_written(upper)), upper.y_axis(catalogue)
    drawn = layers(upper, found, x, y, catalogue)
    if named:
        drawn.append(end_labels(upper, own, x, y, catalogue, named=True, growth=not lower))
    else:
        drawn.append(point_labels(upper, own, x, y, catalogue))
    dots = len(drawn) - 2
    views: list[View] = [
        *basis.key(basis.entries(chain(reading.main, *(one.points for one in lower))), frame.width, catalogue),
        alt.layer(*(marks.highlighted(drawn, dots, nearest=True) if named else drawn)).properties(
            width=frame.width, height=upper.height, title=head(reading.unit.name, catalogue)
        ),
    ]
    return views
