"""A slope: the two or three years that a series has, with the values beside the points."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from servicestrade.charts import basis, theme
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame, spread
from servicestrade.charts.layers import (
    Encoding,
    Layer,
    View,
    calculated,
    colour,
    head,
    highlighted,
    layer,
    view,
)
from servicestrade.charts.panel import LINE_HEIGHT, NAME_EMS, Ends, Panel, layers
from servicestrade.charts.points import Reading, Series, apart, read, series
from servicestrade.charts.rows import value_head
from servicestrade.charts.words import Catalogue, width

SINGLE, SEVERAL = 130, 240  # heights for one series and for several
FAR = 420  # the first and the last year stand no further apart


def slope(
    data: pd.DataFrame,
    *,
    figure: str = "",
    highlight: Sequence[str] = (),
    zero: bool = True,
) -> alt.TopLevelMixin:
    """Draw a few years of each series, every value written, the growth behind the last.

    Years stand at their true distance; lines join consecutive years only.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.series` or `servicestrade.points`: levels, counts or shares, and
        their growth where it is known.
    figure : str
        Id of the figure in the registry.
    highlight : sequence of str
        Codes or English names of the series to keep in colour; empty for all.
    zero : bool
        Whether the scale starts at zero.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    reading = read(data)
    found = apart(series(reading.main, highlight=highlight))

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, found, zero=zero)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _draw(
    frame: Frame, catalogue: Catalogue, reading: Reading, found: Sequence[Series], *, zero: bool
) -> list[View]:
    own = [one for one in found if not one.proxy]
    named = len(own) > 1
    left = theme.TEXT_SIZE * width("00,000.0") + 8
    ends = Ends(tuple(own), named, growth=True, ems=NAME_EMS[frame.name])
    right = frame.width - ends.room
    panel = Panel.over(
        reading.main,
        reading.unit,
        width=frame.width,
        height=SEVERAL if named else SINGLE,
        sides=(left, min(right, left + FAR)),
        years=range(reading.years[0], reading.years[-1] + 1),
        zero=zero,
    )
    x, y = panel.x_axis(reading.years), panel.y_axis(catalogue, [0] if zero else [])
    drawn = layers(panel, found, x, y, catalogue)
    follow = len(drawn) - 1
    drawn += _earlier(panel, own, x, y, catalogue)
    drawn.append(ends.layer(panel, x, y, catalogue))
    if named:
        drawn = highlighted(drawn, follow, nearest=True)
    return [
        *basis.key(basis.entries(reading.main), frame.width, catalogue),
        view(
            drawn,
            panel.width,
            panel.height,
            title=head(value_head(reading.main, reading.unit.name), catalogue),
        ),
    ]


def _earlier(
    panel: Panel, drawn: Sequence[Series], x: Encoding, y: Encoding, catalogue: Catalogue
) -> list[Layer]:
    """Write the values of the points before the last: the first at its left, others above."""
    shown = panel.unit.expression("datum.n")
    found = []
    for year in panel.years[:-1]:
        there = [(one, point) for one in drawn for point in one.points[:-1] if point.year == year]
        first = year == panel.years[0]
        placed = spread(
            [panel.y(point.value) for _, point in there], LINE_HEIGHT + 1, 0, panel.height
        )
        rows = [
            {
                "s": one.name.en,
                "y": year,
                "n": round(point.value, 4),
                "v": round(panel.value(at), 4),
                "c": theme.text_hex(one.colour),
            }
            for (one, point), at in zip(there, placed, strict=True)
        ]
        if rows:
            place = {"align": "right", "dx": -9} if first else {"dy": -13}
            text = layer("text", rows, place, x=x, y=y, color=colour())
            found.append(calculated(text, shown, catalogue))
    return found
