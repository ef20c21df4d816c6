"""Ranked bars: the values of one year, the year before as a mark, the growth in a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import View, compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.marks import Row
from servicestrade.charts.points import Point, Reading, read, series
from servicestrade.charts.rows import (
    CHANGE_ROOM,
    VALUE_ROOM,
    Rows,
    change_head,
    column_head,
    level,
    pixel,
    value_head,
)
from servicestrade.charts.units import Unit
from servicestrade.charts.words import Catalogue, Label

BAR = 16
_SIGNED = ("growth_yoy", "growth_total", "share_change_pp", "growth_change_pp", "gap_pp")


@dataclass(frozen=True)
class Bar:
    """One row: the point that the bar stands for, and that of the year before."""

    name: Label
    colour: str
    point: Point
    before: Point | None = None


def bars(
    data: pd.DataFrame,
    *,
    figure: str = "",
    sort: bool = True,
    highlight: Sequence[str] = (),
) -> alt.VConcatChart:
    """Draw bars from zero, the largest first, with value and growth written beside them.

    A frame with one series is drawn with a bar a year. Of several series the latest year is
    drawn as a bar and the year before it, where the frame holds it, as a ring.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.points`, `servicestrade.select` or `servicestrade.series`.
    figure : str
        Id of the figure in the registry.
    sort : bool
        Whether the largest value comes first; else the order of the frame.
    highlight : sequence of str
        Codes or English names of the bars to keep in colour; empty for all.

    Returns
    -------
    VConcatChart
    """
    reading = read(data)
    drawn = _bars(reading, sort=sort, highlight=highlight)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading, drawn)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _bars(reading: Reading, *, sort: bool, highlight: Sequence[str]) -> list[Bar]:
    found = series(reading.main, highlight=highlight)
    if len(found) == 1:
        one = found[0]
        return [Bar(Label(p.period, p.period), one.colour, p) for p in one.points]
    drawn = []
    for one in found:
        before = [point for point in one.points if point.year == one.last.year - 1]
        drawn.append(Bar(one.name, one.colour, one.last, before[0] if before else None))
    return sorted(drawn, key=lambda bar: -bar.point.value) if sort else drawn


def _draw(
    frame: Frame, catalogue: Catalogue, reading: Reading, drawn: Sequence[Bar]
) -> list[View]:
    names = [bar.name for bar in drawn]
    rows = Rows.of(frame, names, bars=BAR)
    grown = any(bar.point.change for bar in drawn)
    signed = reading.main[0].measure in _SIGNED
    unit = replace(reading.unit, signed=signed)
    at = _scale(rows, drawn, behind=VALUE_ROOM + (CHANGE_ROOM if grown and not frame.narrow else 0))
    layers = [
        rows.bar_layer(_bar_rows(rows, drawn, at, catalogue), catalogue),
        *_rings(rows, drawn, at, catalogue),
        *_ends(rows, drawn, at),
        *_values(rows, drawn, at, unit, catalogue),
        rows.label_layer(names, catalogue),
    ]
    if grown:
        layers.append(_changes(rows, drawn))
    faded = marks.highlighted(layers, 0)
    heads = [
        column_head(
            value_head([bar.point for bar in drawn], unit.name), catalogue, x=rows.start
        )
    ]
    if grown:
        head = change_head([bar.point for bar in drawn])
        heads.append(column_head(head, catalogue, x=frame.width, align="right", colour="muted"))
    return [
        *basis.key(_key(drawn), frame.width, catalogue),
        alt.layer(rows.zero_line(at(0)), *faded, *heads).properties(
            width=frame.width, height=rows.height, name="rows"
        ),
    ]


def _key(drawn: Sequence[Bar]) -> list[Entry]:
    """Explain what is filled and what is hollow: the bars, and the rings of the year before."""
    before = [bar.before for bar in drawn if bar.before]
    if not before:
        return basis.entries((bar.point for bar in drawn), "square")
    years = [str(drawn[0].point.year), str(before[0].year)]
    names = [basis.NAMES[point.basis] for point in (drawn[0].point, before[0])]
    words = [
        Label(f"{year}, {name.en.lower()}", f"{year}年，{name.zh}")
        for year, name in zip(years, names, strict=True)
    ]
    return [
        Entry("square", "muted", words[0]),
        Entry("circle", "ink", words[1], hollow=before[0].basis == "derived"),
    ]


def _scale(rows: Rows, drawn: Sequence[Bar], *, behind: float) -> Callable[[float], float]:
    """Return the function from a value to its pixel; zero is always within."""
    values = [p.value for bar in drawn for p in (bar.point, bar.before) if p]
    low, high = min(0.0, *values), max(0.0, *values)
    first = rows.start + (VALUE_ROOM if low < 0 else 0)
    per = (rows.frame.width - behind - first) / ((high - low) or 1)
    return lambda value: round(first + (value - low) * per, 1)


def _bar_rows(
    rows: Rows, drawn: Sequence[Bar], at: Callable[[float], float], catalogue: Catalogue
) -> list[Row]:
    return [
        marks.row(
            bar.point,
            bar.name,
            bar.colour,
            catalogue,
            q=rows.middle(number),
            x=at(0),
            z=at(bar.point.value),
        )
        for number, bar in enumerate(drawn)
    ]


def _rings(
    rows: Rows, drawn: Sequence[Bar], at: Callable[[float], float], catalogue: Catalogue
) -> list[alt.Chart]:
    found = [
        marks.row(
            bar.before, bar.name, "ink", catalogue, q=rows.middle(number), x=at(bar.before.value)
        )
        for number, bar in enumerate(drawn)
        if bar.before
    ]
    if not found:
        return []
    ring = alt.Chart(marks.data(found)).mark_point(size=40)
    return [
        ring.encode(
            x=pixel("x"),
            y=level(),
            fill=basis.hollow(),
            stroke=basis.outline(),
            tooltip=marks.tooltip(found, catalogue),
        )
    ]


def _ends(rows: Rows, drawn: Sequence[Bar], at: Callable[[float], float]) -> list[alt.Chart]:
    """Mark the ends of bars that show values of other sources."""
    found = [
        {
            "q": rows.middle(number),
            "s": bar.name.en,
            "x": at(bar.point.value),
            "c": theme.hex_of(bar.colour),
        }
        for number, bar in enumerate(drawn)
        if bar.point.basis == "external"
    ]
    if not found:
        return []
    mark = alt.Chart(marks.data(found)).mark_point(
        shape="diamond", size=150, stroke=theme.hex_of("paper"), strokeWidth=1.5
    )
    return [mark.encode(x=pixel("x"), y=level(), fill=alt.Fill("c:N", scale=None))]


def _values(
    rows: Rows,
    drawn: Sequence[Bar],
    at: Callable[[float], float],
    unit: Unit,
    catalogue: Catalogue,
) -> list[alt.Chart]:
    """Write each value behind the end of its bar, and of its ring where that reaches further."""
    found = []
    for sign, align in ((1, "left"), (-1, "right")):
        told = [
            {
                "q": rows.middle(number),
                "s": bar.name.en,
                "v": round(bar.point.value, 4),
                "x": at(max(p.value * sign for p in (bar.point, bar.before) if p) * sign),
            }
            for number, bar in enumerate(drawn)
            if (bar.point.value < 0) == (sign < 0)
        ]
        if told:
            shown = catalogue.add(unit.expression("datum.v"))
            text = alt.Chart(marks.data(told)).transform_calculate(l=shown)
            found.append(
                text.mark_text(align=align, dx=8 * sign).encode(
                    x=pixel("x"), y=level(), text="l:N"
                )
            )
    return found


def _changes(rows: Rows, drawn: Sequence[Bar]) -> alt.Chart:
    """Write the growth rates in a column at the right edge; on a phone beside the labels."""
    told = [
        {"q": rows.beside(number), "s": bar.name.en, "g": bar.point.change}
        for number, bar in enumerate(drawn)
        if bar.point.change
    ]
    text = alt.Chart(marks.data(told)).mark_text(align="right", color=theme.hex_of("muted"))
    return text.encode(x=alt.XValue(rows.frame.width), y=level(), text="g:N")
