"""Structure: the parts of a whole as bars of 100%, a bar a year or an area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.basis import Entry
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.layers import (
    Layer,
    View,
    calculated,
    colour,
    field,
    head,
    highlighted,
    layer,
    only,
    pixel,
    view,
)
from servicestrade.charts.layers import switch as switched
from servicestrade.charts.points import DIMENSIONS, Point, Reading, read
from servicestrade.charts.rows import HEAD_AT, Rows, column_head, value_head
from servicestrade.charts.series import Series, apart, series
from servicestrade.charts.units import Number, Unit, unit
from servicestrade.charts.words import SHARE, VALUE, Catalogue, Label, width

BAR = 26
INSET = 1.2  # keeps the outlines of neighbours apart
NUMBER_EMS = width("00.0%") + 0.4  # for a number behind a bar
LIGHT = ("derived", "external")  # whose segments are no ground for white numbers
AIR = 5  # pixels about a number within a segment
_PERCENT = unit("PT", 0)


@dataclass(frozen=True)
class Part:
    """One segment of a bar: its row, series and point, where it begins, its size and number."""

    row: int
    one: Series
    point: Point
    start: float
    size: float
    number: Number


@dataclass(frozen=True)
class Stack:
    """The segments of all bars in one measure.

    Attributes
    ----------
    parts : tuple of Part
        In the order in which they stand.
    most : float
        Where the longest bar ends.
    unit : Unit
        How sizes are written.
    head : Label
        What stands above the bars.
    """

    parts: tuple[Part, ...]
    most: float
    unit: Unit
    head: Label

    @property
    def last(self) -> list[Part]:
        """The last segment of each bar."""
        return list({part.row: part for part in self.parts}.values())


def structure(
    data: pd.DataFrame,
    *,
    figure: str = "",
    rows: str = "period",
    highlight: Sequence[str] = (),
    switch: bool = False,
) -> alt.TopLevelMixin:
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
    switch : bool
        Whether a reader may switch from shares to the levels that they are of.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    if rows not in ("period", *DIMENSIONS):
        raise ValueError(f"rows is {rows!r}; it must be one of period, {', '.join(DIMENSIONS)}")
    reading = read(data)
    parts, names = _parts(reading, rows, highlight)
    stacks = [_shares(parts, reading)]
    if switch and reading.main[0].measure != "share":
        stacks.append(_levels(parts, reading))

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, stacks, names)

    return compose(draw, figure=figure, points=reading.every, highlight=highlight)


def _parts(reading: Reading, rows: str, highlight: Sequence[str]) -> tuple[list[Part], list[Label]]:
    """Sort the points into bars: years ascending, all else in the order of the frame."""

    def code(point: Point) -> str:
        return point.period if rows == "period" else point.key[DIMENSIONS.index(rows)]

    if rows == "period":
        periods = sorted({point.period for point in reading.main})
        labels = {period: Label(period, period) for period in periods}
    else:
        others = [dimension for dimension in DIMENSIONS if dimension != rows]
        labels = {code(one.last): one.name for one in series(reading.main, without=others)}
    numbers = {known: number for number, known in enumerate(labels)}
    wholes = [0.0] * len(labels)
    found: list[Part] = []
    for one in apart(series(reading.main, without=(rows,), highlight=highlight)):
        for point in one.points:
            row = numbers[code(point)]
            # numbers stand on the parts, so that none may be pale
            drawn = replace(one, colour="muted") if one.colour == "pale" else one
            found.append(Part(row, drawn, point, wholes[row], point.value, point.number))
            wholes[row] += point.value
    return found, list(labels.values())


def _ends(parts: Sequence[Part]) -> dict[int, float]:
    return {part.row: part.start + part.size for part in parts}


def _shares(parts: Sequence[Part], reading: Reading) -> Stack:
    """Return the parts in per cent: as printed, or of the sum of the parts of a bar."""
    found = list(parts)
    if reading.main[0].measure != "share":
        ends = _ends(parts)
        found = [_of(part, ends[part.row]) for part in parts]
    head = value_head([replace(part.point, measure="share") for part in parts], _PERCENT.name)
    return Stack(tuple(found), max(100.0, *_ends(found).values()), _PERCENT, head)


def _of(part: Part, whole: float) -> Part:
    """Return a part in per cent of a whole."""
    size = 100 * part.size / whole
    return replace(part, start=100 * part.start / whole, size=size, number=Number(size))


def _levels(parts: Sequence[Part], reading: Reading) -> Stack:
    head = value_head(reading.main, reading.unit.name)
    return Stack(tuple(parts), max(_ends(parts).values()), reading.unit, head)


def _draw(
    frame: Frame, catalogue: Catalogue, stacks: Sequence[Stack], names: Sequence[Label]
) -> list[View]:
    rows = Rows.of(frame, names, bars=BAR)
    parts = stacks[0].parts
    layers = _stack(rows, stacks[0], names, catalogue)
    heads = _names_above(rows, stacks[0], catalogue) if len(stacks) == 1 else []
    more: dict[str, Any] = {}
    if len(stacks) > 1:
        others = _stack(rows, stacks[1], names, catalogue)
        tops = [column_head(stack.head, catalogue, x=0) for stack in stacks]
        layers = only([*layers, tops[0]], 0) + only([*others, tops[1]], 1)
        more["params"] = [switched([SHARE, VALUE], catalogue)]
    else:
        more["title"] = head(stacks[0].head, catalogue)
    layers += [rows.label_layer(names, catalogue), *heads]
    legend = [] if heads else _legend(parts)
    entries = basis.entries((part.point for part in parts), "square")
    return [
        *basis.key(entries, frame.width, catalogue),
        *basis.key(legend, frame.width, catalogue, name="legend"),
        view(highlighted(layers, 0), frame.width, rows.height, **more),
    ]


def _stack(rows: Rows, stack: Stack, names: Sequence[Label], catalogue: Catalogue) -> list[Layer]:
    """Draw the segments in one measure, with their numbers."""
    at = _scale(rows, stack)
    told = [
        marks.row(
            part.point,
            _called(part, names[part.row]),
            part.one.colour,
            catalogue,
            q=rows.middle(part.row),
            x=at(part.start) + INSET,
            z=at(part.start + part.size) - INSET,
        )
        | {"s": catalogue.add(part.one.name)}
        for part in stack.parts
    ]
    return [rows.bar_layer(told, catalogue), *_numbers(rows, stack, at, catalogue)]


def _scale(rows: Rows, stack: Stack) -> Callable[[float], float]:
    """Return the function from a size to its pixel; it leaves room for numbers behind bars."""
    room: float = rows.frame.width - rows.start

    def at(size: float) -> float:
        return round(rows.start + size * room / stack.most, 1)

    if not all(_holds(part, stack.unit, at) for part in stack.last):
        room -= NUMBER_EMS * theme.TEXT_SIZE
    return at


def _called(part: Part, row: Label) -> Label:
    """Name a segment by its part, and by its bar where that is not the year."""
    if row.en == part.point.period:
        return part.one.name
    return Label(f"{part.one.name.en}, {row.en}", f"{part.one.name.zh}，{row.zh}")


def _numbers(
    rows: Rows, stack: Stack, at: Callable[[float], float], catalogue: Catalogue
) -> list[Layer]:
    """Write the sizes into the segments; that of a narrow last one stands behind the bar.

    In other narrow segments they are small and without a sign.
    """
    bare = replace(stack.unit, sign="")
    inside, small, behind = [], [], []
    for part in stack.parts:
        number = {
            "q": rows.middle(part.row),
            "s": part.one.name.en,
            "x": at(part.start + part.size / 2),
            "c": theme.hex_of("paper"),
        }
        number |= stack.unit.row(part.number)
        own = theme.hex_of(part.one.colour)
        held = number | ({"c": own} if part.point.basis in LIGHT else {})
        if _holds(part, stack.unit, at):
            inside.append(held)
        elif part in stack.last:
            behind.append(number | {"x": at(part.start + part.size) + 5, "c": own})
        elif _holds(part, bare, at, theme.SMALL_SIZE):
            small.append(held)
    layers = []
    for told, unit_, style in (
        (inside, stack.unit, {"align": "center"}),
        (small, bare, {"align": "center", "fontSize": theme.SMALL_SIZE}),
        (behind, stack.unit, {"align": "left"}),
    ):
        if told:
            text = layer("text", told, style, x=pixel("x"), y=pixel("q"), color=colour())
            layers.append(calculated(text, unit_.expression(), catalogue))
    return layers


def _holds(
    part: Part, unit: Unit, at: Callable[[float], float], size: int = theme.TEXT_SIZE
) -> bool:
    """Tell whether a segment is wide enough for its number in a size of type."""
    return at(part.size) - at(0) >= unit.text(part.number).width * size + AIR


def _names_above(rows: Rows, stack: Stack, catalogue: Catalogue) -> list[Layer]:
    """Write the names above the segments of the first bar, if there is room for all of them."""
    at = _scale(rows, stack)
    first = [part for part in stack.parts if part.row == 0]
    fits = (part.one.name.width * theme.TEXT_SIZE + 8 <= at(part.size) - at(0) for part in first)
    if not all(fits) or len(first) < len({part.one.name for part in stack.parts}):
        return []
    told = [
        {
            "s": catalogue.add(part.one.name),
            "x": at(part.start + part.size / 2),
            "q": HEAD_AT,
            "c": theme.hex_of(part.one.colour),
        }
        for part in first
    ]
    bold = {"fontWeight": 600}
    return [layer("text", told, bold, x=pixel("x"), y=pixel("q"), text=field("s"), color=colour())]


def _legend(parts: Sequence[Part]) -> list[Entry]:
    found = {part.one.name: part.one.colour for part in parts}
    return [Entry("square", colour, name) for name, colour in found.items()]
