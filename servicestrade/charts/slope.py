"""A slope: the two or three years that a series has, with the values beside the points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from servicestrade.charts import basis, theme
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame, spread
from servicestrade.charts.labels import LINE_HEIGHT, NAME_EMS, Ends, number_width
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
from servicestrade.charts.panel import MARK, Panel, layers
from servicestrade.charts.points import Point, Reading, read
from servicestrade.charts.rows import value_head
from servicestrade.charts.series import Series, apart, series
from servicestrade.charts.words import Catalogue, Label, width

SINGLE, SEVERAL = 130, 240  # heights for one series and for several
LEFT = 14  # between the edge and the first point, beside the numbers
CLOSE = MARK + 2  # points as close as that hide each other
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
    ends = Ends(tuple(own), reading.unit, named, growth=True, ems=NAME_EMS[frame.name])
    right = frame.width - ends.room

    def laid_out(left: float) -> Panel:
        return Panel.over(
            reading.main,
            reading.unit,
            width=frame.width,
            height=SEVERAL if named else SINGLE,
            sides=(left, min(right, left + FAR)),
            years=range(reading.years[0], reading.years[-1] + 1),
            zero=zero,
        )

    first = [one.points[0] for one in own if one.points[0].year == reading.years[0]]
    room = number_width(reading.unit, first) + LEFT
    panel = laid_out(room)
    called = _called(own, panel)
    if called:
        room += theme.TEXT_SIZE * max(one.width for one in called.values())
        panel = laid_out(room)
    if zero and _near_zero(own, panel):
        panel = laid_out(room + theme.TEXT_SIZE * width(f"0{reading.unit.sign}"))
    x, y = panel.x_axis(reading.years), panel.y_axis(catalogue, [0] if zero else [])
    drawn = layers(panel, found, x, y, catalogue)
    follow = len(drawn) - 1
    drawn += _earlier(panel, own, called, (x, y), catalogue)
    drawn.append(ends.layer(panel, x, y, catalogue))
    if named:
        drawn = highlighted(drawn, follow, nearest=True)
    return [
        *basis.key(
            basis.entries(reading.main, whisker=panel.whisker(reading.main)),
            frame.width,
            catalogue,
        ),
        view(
            drawn,
            panel.width,
            panel.height,
            title=head(value_head(reading.main, reading.unit.name), catalogue),
        ),
    ]


def _near_zero(drawn: Sequence[Series], panel: Panel) -> bool:
    """Tell whether the first value of a series stands beside the number of the zero line."""
    numbers = (y for _, y in _placed(drawn, panel, panel.years[0]))
    return any(abs(y - panel.y(0)) < LINE_HEIGHT + 4 for y in numbers)


def _placed(
    drawn: Sequence[Series], panel: Panel, year: int
) -> list[tuple[tuple[Series, Point], float]]:
    """Return the points of a year but the last ones, with the heights of their numbers."""
    there = [(one, point) for one in drawn for point in one.points[:-1] if point.year == year]
    wanted = [panel.y(point.value) for _, point in there]
    return list(zip(there, spread(wanted, LINE_HEIGHT + 1, 0, panel.height), strict=True))


def _called(drawn: Sequence[Series], panel: Panel) -> dict[Point, Label]:
    """Return what stands before the first values of series that can be told apart by name only.

    These are of one colour, and so close that order and distance do not tell which is which.
    """
    there = [(one, one.points[0]) for one in drawn if one.points[0].year == panel.years[0]]
    return {
        point: Label(f"{one.name.en}\u2002", f"{one.name.zh}\u2002")
        for one, point in there
        if any(
            other is not one
            and other.colour == one.colour
            and abs(panel.y(point.value) - panel.y(near.value)) < CLOSE
            for other, near in there
        )
    }


def _earlier(
    panel: Panel,
    drawn: Sequence[Series],
    called: Mapping[Point, Label],
    axes: tuple[Encoding, Encoding],
    catalogue: Catalogue,
) -> list[Layer]:
    """Write the values of the points before the last: the first at its left, others above."""
    number = panel.unit.expression()
    shown = Label(f"datum.t+{number.en}", f"datum.t+{number.zh}")
    x, y = axes
    found = []
    for year in panel.years[:-1]:
        first = year == panel.years[0]
        rows = [
            {
                "s": one.name.en,
                "y": year,
                "v": round(panel.value(at), 4),
                "c": theme.text_hex(one.colour),
                "t": catalogue.add(called[point]) if point in called else "",
            }
            | panel.unit.row(point.number)
            for (one, point), at in _placed(drawn, panel, year)
        ]
        if rows:
            place = {"align": "right", "dx": -9} if first else {"dy": -13}
            text = layer("text", rows, place, x=x, y=y, color=colour())
            found.append(calculated(text, shown, catalogue))
    return found
