"""What a point rests on, shown by its mark, and the key that explains the marks that occur.

Reported points are filled, points computed from printed numbers hollow with a bar for the
interval that rounding allows, points of other sources diamonds, points of a near definition
pale; a line never reaches those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from servicestrade.charts import theme
from servicestrade.charts.layers import Row, View, colour, field, hollow, layer, pixel, view
from servicestrade.charts.points import Point, interval
from servicestrade.charts.words import Catalogue, Label

ORDER = ("reported", "derived", "external", "proxy")
NAMES = {
    "reported": Label("Reported", "报告所列"),
    "derived": Label("Computed by this edition", "本版计算"),
    "external": Label("Other public source", "其他公开来源"),
    "proxy": Label("Near definition, not comparable", "近似口径，不可直接比较"),
}
BETWEEN = Label("{}, {}", "{}，{}")

LINE = 18  # height of a line of the key
MARK_ROOM = 16
GAP = 16

Shape = Literal["circle", "diamond", "square"]


@dataclass(frozen=True)
class Entry:
    """One entry of a key: a mark, filled or hollow, its colour and its words."""

    shape: Shape
    colour: str
    label: Label
    hollow: bool = False


def words(point: Point) -> Label:
    """Say what a point rests on, with the interval where it is computed."""
    name = NAMES[point.basis]
    if point.basis != "derived" or point.low == point.high:
        return name
    span = interval(point)
    return Label(BETWEEN.en.format(name.en, span.en), BETWEEN.zh.format(name.zh, span.zh))


def in_year(year: str, base: str) -> Label:
    """Say on what the values of a year rest."""
    name = NAMES[base]
    return Label(f"{year}, {name.en.lower()}", f"{year}年，{name.zh}")


def entries(points: Iterable[Point], mark: Shape = "circle") -> list[Entry]:
    """Return the key for the bases that occur; none where every point is reported.

    Parameters
    ----------
    points : iterable of Point
        What is drawn.
    mark : {"circle", "square"}
        Whether points or bars stand for the values.
    """
    occurring = {point.basis for point in points}
    if occurring <= {"reported"}:
        return []
    return [
        Entry(
            "diamond" if basis == "external" else mark,
            "pale" if basis == "proxy" else "muted",
            NAMES[basis],
            hollow=basis == "derived",
        )
        for basis in ORDER
        if basis in occurring
    ]


def key(
    found: Sequence[Entry], width: int, catalogue: Catalogue, *, name: str = "key"
) -> list[View]:
    """Draw a key as a strip of marks and words; nothing where there is nothing to explain."""
    if not found:
        return []
    rows: list[Row] = []
    x, line = 0.0, 0
    for entry in found:
        needed = MARK_ROOM + entry.label.width * theme.SMALL_SIZE
        if x and x + needed > width:
            x, line = 0.0, line + 1
        rows.append(
            {
                "x": round(x + 6),
                "w": round(x + MARK_ROOM),
                "y": line * LINE + LINE / 2,
                "t": catalogue.add(entry.label),
                "m": entry.shape,
                "c": theme.hex_of(entry.colour),
                "a": "derived" if entry.hollow else "",
            }
        )
        x += needed + GAP
    level = pixel("y")
    marks = layer(
        "point",
        rows,
        {"size": 70},
        x=pixel("x"),
        y=level,
        shape=field("m") | {"scale": None, "legend": None},
        fill=hollow(),
        stroke=colour(),
    )
    style = {"align": "left", "fontSize": theme.SMALL_SIZE, "color": theme.hex_of("muted")}
    told = layer("text", rows, style, x=pixel("w"), y=level, text=field("t"))
    return [view([marks, told], width, (line + 1) * LINE, name=name)]
