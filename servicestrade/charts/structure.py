"""Structure: the parts of a whole as bars of 100%, a bar a year or an area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import View, compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.points import DIMENSIONS, Point, Reading, Series, read, series
from servicestrade.charts.rows import HEAD_AT, Rows, level, pixel
from servicestrade.charts.units import unit
from servicestrade.charts.words import Catalogue, Label, width

BAR = 26
INSET = 1.2  # keeps the outlines of neighbours apart
NUMBER_EMS = width("00.0%") + 0.4
SHARES = Label("Share, %", "占比，%")
_PERCENT = unit("PT", 0)


@dataclass(frozen=True)
class Part:
    """One segment of a bar.

    Attributes
    ----------
    row : int
        The bar it belongs to.
    start, share : float
        Where it begins and how long it is, in per cent of the whole.
    """

    row: int
    one: Series
    point: Point
    start: float
    share: float


def structure(
    data: pd.DataFrame,
    *,
    figure: str = "",
    rows: str = "period",
    highlight: Sequence[str] = (),
) -> alt.VConcatChart:
    """Draw the parts of a whole, side by side in bars that all stand for 100 per cent.

    Printed shares are drawn as they are. Levels are drawn as shares of their sum, and the
    tooltip tells the level.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.points`, `servicestrade.select` or `servicestrade.series`: shares
        or levels of the parts.
    figure : str
        Id of the figure in the registry.
    rows : str
        What makes a bar: ``period``, or a dimension such as ``area``.
    highlight : sequence of str
        Codes or English names of the parts to keep in colour; empty for all.

    Returns
    -------
    VConcatChart
    """
    if rows not in ("period", *DIMENSIONS):
        raise ValueError(f"rows is {rows!r}; it must be one of period, {', '.join(DIMENSIONS)}")
    reading = read(data)
    parts, names = _parts(reading, rows, highlight)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, parts, names)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _parts(
    reading: Reading, rows: str, highlight: Sequence[str]
) -> tuple[list[Part], list[Label]]:
    """Sort the points into bars; the order of bars and parts is that of the frame."""
    if rows == "period":
        labels = {point.period: Label(point.period, point.period) for point in reading.main}
    else:
        others = [dimension for dimension in DIMENSIONS if dimension != rows]
        index = DIMENSIONS.index(rows)
        labels = {
            one.key[index]: one.name for one in series(reading.main, without=others)
        }
    numbers = {code: number for number, code in enumerate(labels)}
    wholes = [0.0] * len(labels)
    found: list[Part] = []
    without = () if rows == "period" else (rows,)
    for one in series(reading.main, without=without, highlight=highlight):
        for point in one.points:
            code = point.period if rows == "period" else point.key[DIMENSIONS.index(rows)]
            number = numbers[code]
            found.append(Part(number, one, point, wholes[number], point.value))
            wholes[number] += point.value
    if reading.main[0].measure != "share":
        found = [
            replace(
                part,
                start=100 * part.start / wholes[part.row],
                share=100 * part.share / wholes[part.row],
            )
            for part in found
        ]
    return _told_apart(found), list(labels.values())


def _told_apart(parts: Sequence[Part]) -> list[Part]:
    """Give colours of their own to parts that the book keeps none for.

    Parts that are not highlighted are muted, not pale, since numbers stand on them.
    """
    named = list(dict.fromkeys(part.one.name for part in parts))
    kept = {part.one.colour for part in parts}
    if "pale" in kept:
        return [
            replace(part, one=replace(part.one, colour="muted"))
            if part.one.colour == "pale"
            else part
            for part in parts
        ]
    if len(kept) == len(named):
        return list(parts)
    if len(named) > len(theme.OTHERS):
        raise ValueError(
            f"{len(named)} parts are more than eye and page can tell apart; "
            f"sum the small ones up, so that {len(theme.OTHERS)} are left"
        )
    return [
        replace(part, one=replace(part.one, colour=theme.OTHERS[named.index(part.one.name)]))
        for part in parts
    ]


def _draw(
    frame: Frame, catalogue: Catalogue, parts: Sequence[Part], names: Sequence[Label]
) -> list[View]:
    rows = Rows.of(frame, names, bars=BAR)
    tail = any(_narrow(part, frame.width - rows.start) for part in _last(parts))
    room = frame.width - rows.start - (NUMBER_EMS * theme.TEXT_SIZE if tail else 0)

    def at(share: float) -> float:
        return round(rows.start + share * room / 100, 1)

    told = [
        marks.row(
            part.point,
            _called(part, names[part.row]),
            part.one.colour,
            catalogue,
            q=rows.middle(part.row),
            x=at(part.start) + INSET,
            z=at(part.start + part.share) - INSET,
        )
        | {"s": catalogue.add(part.one.name)}
        for part in parts
    ]
    layers = [
        rows.bar_layer(told, catalogue),
        *_numbers(rows, parts, at, room),
        rows.label_layer(names, catalogue),
    ]
    heads = _names_above(rows, parts, at, room, catalogue)
    entries = basis.entries((part.point for part in parts), "square")
    legend = [] if heads else _legend(parts)
    drawn = alt.layer(*marks.highlighted([*layers, *heads], 0))
    return [
        *basis.key(entries, frame.width, catalogue),
        *basis.key(legend, frame.width, catalogue, name="legend"),
        drawn.properties(
            width=frame.width,
            height=rows.height,
            name="rows",
            title=marks.head(SHARES, catalogue),
        ),
    ]


def _called(part: Part, row: Label) -> Label:
    """Name a segment by its part, and by its bar where that is not the year."""
    if row.en == part.point.period:
        return part.one.name
    return Label(f"{part.one.name.en}, {row.en}", f"{part.one.name.zh}，{row.zh}")


def _last(parts: Sequence[Part]) -> list[Part]:
    return list({part.row: part for part in parts}.values())


def _narrow(part: Part, room: float) -> bool:
    """Tell whether a segment is too narrow for its number."""
    return part.share * room / 100 < NUMBER_EMS * theme.TEXT_SIZE


def _numbers(
    rows: Rows, parts: Sequence[Part], at: Callable[[float], float], room: float
) -> list[alt.Chart]:
    """Write the shares into the segments; that of a narrow last one stands behind the bar."""
    inside, behind = [], []
    for part in parts:
        number = {
            "q": rows.middle(part.row),
            "s": part.one.name.en,
            "n": round(part.share, 2),
            "x": at(part.start + part.share / 2),
            "c": theme.hex_of("paper"),
        }
        own = theme.hex_of(part.one.colour)
        if not _narrow(part, room):
            inside.append(number | ({"c": own} if part.point.basis == "derived" else {}))
        elif part in _last(parts):
            behind.append(number | {"x": at(part.start + part.share) + 5, "c": own})
    layers = []
    for told, align in ((inside, "center"), (behind, "left")):
        if told:
            text = alt.Chart(marks.data(told)).transform_calculate(
                l=_PERCENT.expression("datum.n").en
            )
            layers.append(
                text.mark_text(align=align).encode(
                    x=pixel("x"), y=level(), text="l:N", color=marks.colour()
                )
            )
    return layers


def _names_above(
    rows: Rows,
    parts: Sequence[Part],
    at: Callable[[float], float],
    room: float,
    catalogue: Catalogue,
) -> list[alt.Chart]:
    """Write the names above the segments of the first bar, if there is room for all of them."""
    first = [part for part in parts if part.row == 0]
    widths = [part.one.name.width * theme.TEXT_SIZE + 8 for part in first]
    fits = (
        needed <= part.share * room / 100 for part, needed in zip(first, widths, strict=True)
    )
    if not all(fits) or len(first) < len({part.one.name for part in parts}):
        return []
    told = [
        {
            "s": catalogue.add(part.one.name),
            "x": at(part.start + part.share / 2),
            "q": HEAD_AT,
            "c": theme.hex_of(part.one.colour),
        }
        for part in first
    ]
    text = alt.Chart(marks.data(told)).mark_text(fontWeight=600)
    return [text.encode(x=pixel("x"), y=level(), text="s:N", color=marks.colour())]


def _legend(parts: Sequence[Part]) -> list[Entry]:
    found = {part.one.name: part.one.colour for part in parts}
    return [Entry("square", colour, name) for name, colour in found.items()]
