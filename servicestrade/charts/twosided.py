"""Two-sided bars: exports to the left and imports to the right of each item."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from servicestrade.charts import basis, marks, theme
from servicestrade.charts.compose import compose
from servicestrade.charts.frame import Frame
from servicestrade.charts.layers import (
    Layer,
    Row,
    View,
    calculated,
    head,
    highlighted,
    layer,
    pixel,
    view,
)
from servicestrade.charts.points import Key, Point, Reading, read
from servicestrade.charts.rows import GAP, Rows, change_head, column_head, value_head
from servicestrade.charts.series import series
from servicestrade.charts.units import Number, Unit
from servicestrade.charts.words import FLOWS, Catalogue, Label

BAR = 16
THIN = 13  # on a phone the two bars stand one below the other
ROOM = 104  # for value and growth behind a bar
LABEL_EMS = 12.5
SIDES = ("exports", "imports")


@dataclass(frozen=True)
class Item:
    """One row: a category with its exports and imports."""

    name: Label
    colours: tuple[str, str]
    points: tuple[Point | None, Point | None]

    @property
    def size(self) -> float:
        """Both values together, by which the rows are sorted."""
        return math.fsum(point.value for point in self.points if point)


def twosided(
    data: pd.DataFrame,
    *,
    figure: str = "",
    sort: bool = True,
    highlight: Sequence[str] = (),
) -> alt.TopLevelMixin:
    """Draw exports and imports of each item on one scale, with value and growth beside them.

    Parameters
    ----------
    data : DataFrame
        From `servicestrade.select` or `servicestrade.points`: one year, flows ``exports`` and
        ``imports``, items by breakdown or area; earlier years in it are left out.
    figure : str
        Id of the figure in the registry.
    sort : bool
        Whether the largest item comes first; else the order of the frame.
    highlight : sequence of str
        Codes or English names of the items to keep in colour; empty for all.

    Returns
    -------
    TopLevelMixin
        An Altair chart.
    """
    reading = read(data)
    items = _items(reading, highlight)
    if sort:
        items.sort(key=lambda item: -item.size)

    def draw(frame: Frame, catalogue: Catalogue) -> list[View]:
        return _draw(frame, catalogue, reading.unit, items)

    drawn = {point.record for item in items for point in item.points if point}
    grown = {point.growth.record for i in items for point in i.points if point and point.growth}
    told = [point for point in reading.every if point.record in drawn | grown]
    return compose(draw, figure=figure, points=told, highlight=highlight)


def _items(reading: Reading, highlight: Sequence[str]) -> list[Item]:
    year = reading.years[-1]
    points = [p for p in reading.main if p.year == year and p.key[0] in SIDES]
    if not points:
        raise ValueError(f"there are no exports or imports of {year} to draw on two sides")
    found: dict[Key, dict[str, tuple[Label, str, Point]]] = {}
    for one in series(points, without=("flow",), highlight=highlight):
        sides = found.setdefault(one.key[1:], {})
        sides[one.key[0]] = (one.name, one.colour, one.last)
    return [
        Item(
            name=next(iter(sides.values()))[0],
            colours=(_colour(sides, "exports"), _colour(sides, "imports")),
            points=(_side(sides, "exports"), _side(sides, "imports")),
        )
        for sides in found.values()
    ]


def _colour(sides: dict[str, tuple[Label, str, Point]], flow: str) -> str:
    return sides[flow][1] if flow in sides else flow


def _side(sides: dict[str, tuple[Label, str, Point]], flow: str) -> Point | None:
    return sides[flow][2] if flow in sides else None


def _draw(frame: Frame, catalogue: Catalogue, unit: Unit, items: Sequence[Item]) -> list[View]:
    names = [item.name for item in items]
    height = 2 * THIN + 2 if frame.narrow else BAR
    rows = Rows.of(frame, names, bars=height, ems=LABEL_EMS)
    points = [point for item in items for point in item.points if point]
    most = max(point.value for point in points)
    layers = []
    for side in (0, 1):
        at, low = _side_scale(rows, side, most)
        told = [
            marks.row(
                point,
                Label(f"{item.name.en}, {SIDES[side]}", f"{item.name.zh}，{FLOWS[SIDES[side]].zh}"),
                item.colours[side],
                catalogue,
                q=rows.middle(number) + low,
                x=at(0),
                z=at(point.value),
            )
            | {"s": item.name.en}
            for number, item in enumerate(items)
            if (point := item.points[side])
        ]
        thickness = THIN if frame.narrow else BAR
        layers.append(rows.bar_layer(told, catalogue, thickness))
        shown = [unit.row(_about(point)) for item in items if (point := item.points[side])]
        beside = [
            {key: row[key] for key in ("s", "g", "q", "z")} | number
            for row, number in zip(told, shown, strict=True)
        ]
        left = side == 0 and not frame.narrow
        layers.append(_values(beside, unit, catalogue, left=left))
    centre = 0.0 if frame.narrow else frame.width / 2
    layers.append(
        rows.label_layer(names, catalogue, x=centre, align="left" if frame.narrow else "center")
    )
    return [
        *basis.key(basis.entries(points, "square"), frame.width, catalogue),
        view(
            [*highlighted(layers, 0), *_heads(frame, rows, catalogue)],
            frame.width,
            rows.height,
            title=head(_head(points, unit), catalogue),
        ),
    ]


def _side_scale(rows: Rows, side: int, most: float) -> tuple[Callable[[float], float], float]:
    """Return the scale of one side, and how far below the row's middle its bars stand."""
    frame = rows.frame
    if frame.narrow:
        per = (frame.width - ROOM) / most
        return (lambda value: round(value * per, 1)), (side - 0.5) * (THIN + 2)
    half = _half(rows)
    per = (frame.width / 2 - half - ROOM) / most
    sign = 2 * side - 1
    return (lambda value: round(frame.width / 2 + sign * (half + value * per), 1)), 0.0


def _about(point: Point) -> Number:
    """Return a value to write; a short hollow bar looks like a filled one, so it says so itself."""
    number = point.number
    return replace(number, sign=number.sign or "\u2248") if point.basis == "derived" else number


def _values(rows: Sequence[Row], unit: Unit, catalogue: Catalogue, *, left: bool) -> Layer:
    """Write value and growth at the outer end of the bars."""
    shown = unit.expression()
    grown = "(datum.g?'\\u2002'+datum.g:'')"
    both = Label(*(f"{one}+{grown}" for one in (shown.en, shown.zh)))
    style = {"align": "right" if left else "left", "dx": -6 if left else 6}
    return calculated(layer("text", rows, style, x=pixel("z"), y=pixel("q")), both, catalogue)


def _heads(frame: Frame, rows: Rows, catalogue: Catalogue) -> list[Layer]:
    """Name the sides in their colours."""
    exports, imports = FLOWS["exports"], FLOWS["imports"]
    if frame.narrow:
        return [
            column_head(exports, catalogue, x=0, colour_="exports"),
            column_head(imports, catalogue, x=64, colour_="imports"),
        ]
    half, middle = _half(rows), frame.width / 2
    return [
        column_head(exports, catalogue, x=middle - half, align="right", colour_="exports"),
        column_head(imports, catalogue, x=middle + half, colour_="imports"),
    ]


def _half(rows: Rows) -> float:
    """Return half the width of the column of labels between the sides."""
    return max(label.width for label in rows.labels) * theme.TEXT_SIZE / 2 + GAP


def _head(points: Sequence[Point], unit: Unit) -> Label:
    what = value_head(points, unit.name)
    if not any(point.change for point in points):
        return what
    grown = change_head(points)
    return Label(f"{what.en}; {grown.en.lower()}", f"{what.zh}；{grown.zh}")
