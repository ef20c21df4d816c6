"""Ranked bars: the values of one year, the year before as a mark, the growth in a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.layers import (
    Layer,
    Row,
    View,
    calculated,
    colour,
    field,
    highlighted,
    hollow,
    layer,
    only,
    pixel,
    until,
    value,
    view,
)
from servicestrade.charts.layers import switch as switched
from servicestrade.charts.points import DIMENSIONS, Point, Reading, read
from servicestrade.charts.rows import (
    CHANGE_ROOM,
    SIGNED,
    VALUE_ROOM,
    Rows,
    change_head,
    column_head,
    value_head,
)
from servicestrade.charts.series import named, series
from servicestrade.charts.units import Unit, unit
from servicestrade.charts.words import GROWTH, VALUE, Catalogue, Label

BAR = 16
MARK_AT = 8  # a diamond stands that far behind the end of a bar
RING = 5  # pixels, half of a ring and its line
WHISKER = {"wide": 8, "narrow": 4}  # pixels; a narrower interval is not drawn


@dataclass(frozen=True)
class Bar:
    """One bar: its row, the point that it stands for, and that of the year before."""

    row: int
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
    switch: bool = False,
) -> alt.TopLevelMixin:
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
    switch : bool
        Whether a reader may switch the bars from values to growth, where the frame holds it.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    reading = read(data)
    drawn = _bars(reading, sort=sort, highlight=highlight)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, drawn, switch=switch)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _bars(reading: Reading, *, sort: bool, highlight: Sequence[str]) -> list[Bar]:
    found = series(reading.main, highlight=highlight)
    if len(found) == 1:
        one = found[0]
        return [
            Bar(row, Label(p.period, p.period), one.colour, p) for row, p in enumerate(one.points)
        ]
    if sort:
        found.sort(key=lambda one: -one.last.value)
    return [
        Bar(
            row,
            one.name,
            one.colour,
            one.last,
            next((point for point in one.points if point.year == one.last.year - 1), None),
        )
        for row, one in enumerate(found)
    ]


def _draw(frame: Frame, catalogue: Catalogue, drawn: Sequence[Bar], *, switch: bool) -> list[View]:
    names = [bar.name for bar in drawn]
    rows = Rows.of(frame, names, bars=BAR)
    grown = [replace(bar, point=g, before=None) for bar in drawn if (g := bar.point.growth)]
    behind = VALUE_ROOM + (CHANGE_ROOM if grown and not rows.above else 0)
    layers = _one(rows, drawn, catalogue, behind=behind)
    if switch and grown:
        layers = only([*layers, *_changes(rows, drawn, catalogue)], 0)
        layers += only(_one(rows, grown, catalogue, behind=behind), 1)
    elif grown:
        layers += _changes(rows, drawn, catalogue)
    layers.append(rows.label_layer(names, catalogue))
    panel = view(highlighted(layers, 0), frame.width, rows.height)
    if switch and grown:
        panel["params"] = [switched([VALUE, GROWTH], catalogue)]
    shown = any(_open(rows, bar, _scale(rows, drawn, behind=behind)) for bar in drawn)
    entries = _key(drawn, whisker="level" if shown else "")
    return [
        *basis.key(entries, frame.width, catalogue),
        *basis.key(_legend(drawn), frame.width, catalogue, name="legend"),
        panel,
    ]


def _one(rows: Rows, drawn: Sequence[Bar], catalogue: Catalogue, *, behind: float) -> list[Layer]:
    """Draw the bars of one measure: zero line, bars, rings, numbers and the head above them."""
    measured = unit(drawn[0].point.unit, drawn[0].point.unit_mult)
    measured = replace(measured, signed=drawn[0].point.measure in SIGNED)
    at = _scale(rows, drawn, behind=behind)
    head = value_head([bar.point for bar in drawn], measured.name)
    return [
        rows.bar_layer(_bar_rows(rows, drawn, at, catalogue), catalogue),
        rows.line_layer(at(0)),
        *_whiskers(rows, drawn, at),
        *_rings(rows, drawn, at, catalogue),
        *_ends(rows, drawn, at),
        *_values(rows, drawn, at, measured, catalogue),
        column_head(head, catalogue, x=rows.start),
    ]


def _key(drawn: Sequence[Bar], whisker: basis.Whisker) -> list[Entry]:
    """Explain what is filled and what is hollow: the bars, and the rings of the year before."""
    before = [bar.before for bar in drawn if bar.before]
    if not before:
        plain = basis.entries((bar.point for bar in drawn), "square", whisker)
        return [replace(entry, marked=entry.light) for entry in plain]
    point, earlier = drawn[0].point, before[0]
    return [
        Entry("square", "muted", basis.in_year(point.period, point.basis)),
        Entry(
            "circle",
            "ink",
            basis.in_year(earlier.period, earlier.basis),
            hollow=earlier.basis == "derived",
        ),
    ]


def _legend(drawn: Sequence[Bar]) -> list[Entry]:
    """Name the colours of bars that have those of what they are parts of."""
    wholes = {
        whole: bar.colour
        for bar in drawn
        for code in bar.point.key[DIMENSIONS.index("breakdown")].split()
        if (whole := theme.coloured(code)) not in ("", code)
    }
    if len(set(wholes.values())) < 2:
        return []
    return [Entry("square", colour, named("breakdown", code)) for code, colour in wholes.items()]


def _scale(rows: Rows, drawn: Sequence[Bar], *, behind: float) -> Callable[[float], float]:
    """Return the function from a value to its pixel; zero is always within."""
    values = [p.value for bar in drawn for p in (bar.point, bar.before) if p]
    low, high = min(0.0, *values), max(0.0, *values)
    # a ring at zero needs room left of it, where no label stands there
    ringed = RING if rows.above and any(bar.before for bar in drawn) else 0
    first = rows.start + (VALUE_ROOM if low < 0 else ringed)
    if any(bar.point.basis == "external" for bar in drawn):
        behind += 2 * MARK_AT
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
            q=rows.middle(bar.row),
            x=at(0),
            z=at(bar.point.value),
        )
        for bar in drawn
    ]


def _rings(
    rows: Rows, drawn: Sequence[Bar], at: Callable[[float], float], catalogue: Catalogue
) -> list[Layer]:
    found = [
        marks.row(
            bar.before, bar.name, "ink", catalogue, q=rows.middle(bar.row), x=at(bar.before.value)
        )
        for bar in drawn
        if bar.before
    ]
    if not found:
        return []
    ring = layer(
        "point",
        found,
        {"size": 40},
        x=pixel("x"),
        y=pixel("q"),
        fill=hollow(),
        stroke=colour(),
        tooltip=marks.tooltip(found, catalogue),
    )
    return [ring]


def _ends(rows: Rows, drawn: Sequence[Bar], at: Callable[[float], float]) -> list[Layer]:
    """Set a diamond behind bars that show values of other sources."""
    found = [
        {
            "q": rows.middle(bar.row),
            "s": bar.name.en,
            "x": at(bar.point.value) + (MARK_AT if bar.point.value >= 0 else -MARK_AT),
            "c": theme.hex_of(bar.colour),
        }
        for bar in drawn
        if bar.point.basis == "external"
    ]
    if not found:
        return []
    style = {"shape": "diamond", "size": 60, "strokeWidth": 1}
    place = {"x": pixel("x"), "y": pixel("q")}
    return [layer("point", found, style, fill=colour(), stroke=colour(), **place)]


def _open(rows: Rows, bar: Bar, at: Callable[[float], float]) -> bool:
    """Tell whether what rounding leaves open of a computed value can be seen."""
    wide = abs(at(bar.point.high) - at(bar.point.low))
    return bar.point.basis == "derived" and wide > WHISKER[rows.frame.name]


def _whiskers(rows: Rows, drawn: Sequence[Bar], at: Callable[[float], float]) -> list[Layer]:
    """Draw what rounding leaves open of computed values."""
    found = [
        {
            "q": rows.middle(bar.row),
            "s": bar.name.en,
            "x": at(bar.point.low),
            "z": at(bar.point.high),
            "c": theme.hex_of(bar.colour),
        }
        for bar in drawn
        if _open(rows, bar, at)
    ]
    if not found:
        return []
    style = {"strokeWidth": 1.5}
    place = {"x": pixel("x"), "x2": until("z"), "y": pixel("q")}
    return [layer("rule", found, style, color=colour(), **place)]


def _reach(rows: Rows, bar: Bar, sign: int, at: Callable[[float], float]) -> float:
    """Return the pixel to which all that is drawn of a bar reaches."""
    values = [point.value for point in (bar.point, bar.before) if point]
    if _open(rows, bar, at):
        values += [bar.point.low, bar.point.high]
    behind = 2 * MARK_AT if bar.point.basis == "external" else 0
    return (
        max(
            (at(max(values, key=lambda value: value * sign))) * sign,
            (at(bar.point.value)) * sign + behind,
        )
        * sign
    )


def _values(
    rows: Rows,
    drawn: Sequence[Bar],
    at: Callable[[float], float],
    measured: Unit,
    catalogue: Catalogue,
) -> list[Layer]:
    """Write each value behind the end of its bar, and of its ring where that reaches further."""
    found = []
    for sign, align in ((1, "left"), (-1, "right")):
        told = [
            {
                "q": rows.middle(bar.row),
                "s": bar.name.en,
                "x": _reach(rows, bar, sign, at),
            }
            | measured.row(bar.point.number)
            for bar in drawn
            if (bar.point.value < 0) == (sign < 0)
        ]
        if told:
            style = {"align": align, "dx": 8 * sign}
            text = layer("text", told, style, x=pixel("x"), y=pixel("q"))
            found.append(calculated(text, measured.expression(), catalogue))
    return found


def _changes(rows: Rows, drawn: Sequence[Bar], catalogue: Catalogue) -> list[Layer]:
    """Write the growth rates in a column at the right edge; on a phone beside the labels."""
    told = [
        {"q": rows.beside(bar.row), "s": bar.name.en, "g": bar.point.change}
        for bar in drawn
        if bar.point.change
    ]
    width = rows.frame.width
    style = {"align": "right", "color": theme.hex_of("muted")}
    head = change_head([bar.point for bar in drawn])
    return [
        layer("text", told, style, x=value(width), y=pixel("q"), text=field("g")),
        column_head(head, catalogue, x=width, align="right", colour_="muted"),
    ]
