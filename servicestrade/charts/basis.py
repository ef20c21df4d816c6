"""What a point rests on, shown by its mark, and the key that explains the marks that occur.

Reported points are filled, points computed from printed numbers hollow with a bar for the
interval that rounding allows, if that can be seen; points of other sources are diamonds, bars of
other sources light with a diamond behind; points of a near definition are pale, and a line never
reaches those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from servicestrade.charts import theme
from servicestrade.charts.layers import Row, View, bar_fill, colour, field, layer, pixel, view
from servicestrade.charts.points import Point, interval
from servicestrade.charts.words import Catalogue, Label

ORDER = ("reported", "derived", "external", "proxy")
NAMES = {
    "reported": Label("Printed in the report", "报告所列"),
    "derived": Label("Computed from printed numbers", "由报告所列数字计算"),
    "external": Label("Other public source", "其他公开来源"),
    "proxy": Label("Near definition, not comparable", "相近口径，不可直接比较"),
}
OPEN = Label("What rounding leaves open", "四舍五入所允许的区间")
WHISKERS = {"upright": "M0,-1L0,1", "level": "M-1,0L1,0"}
BETWEEN = Label("{}, {}", "{}，{}")

LINE = 18  # height of a line of the key
MARK_ROOM = 16
GAP = 12
SLIM = 0.94  # the estimate of widths is generous, and a phone is narrow

Shape = Literal["circle", "diamond", "square"]
Whisker = Literal["", "upright", "level"]


@dataclass(frozen=True)
class Entry:
    """One entry of a key.

    Attributes
    ----------
    shape : str
        A symbol of Vega's, or the path of one.
    hollow, light : bool
        Whether it is drawn as a computed value, or as a bar of another source.
    marked : bool
        Whether a diamond stands behind it.
    """

    shape: str
    colour: str
    label: Label
    hollow: bool = False
    light: bool = False
    marked: bool = False

    @property
    def room(self) -> int:
        """The pixels before the words."""
        return MARK_ROOM * 2 if self.marked else MARK_ROOM

    @property
    def basis(self) -> str:
        """The basis as which the symbol is filled."""
        return "derived" if self.hollow else "external" if self.light else ""


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


def entries(points: Iterable[Point], mark: Shape = "circle", whisker: Whisker = "") -> list[Entry]:
    """Return the key for the bases that occur; none where every point is reported.

    Parameters
    ----------
    points : iterable of Point
        What is drawn.
    mark : {"circle", "square"}
        Whether points or bars stand for the values.
    whisker : {"", "upright", "level"}
        How intervals are drawn, where any is wide enough to be seen.
    """
    occurring = {point.basis for point in points}
    if occurring <= {"reported"}:
        return []
    found = [
        Entry(
            "diamond" if basis == "external" and mark == "circle" else mark,
            "pale" if basis == "proxy" else "muted",
            NAMES[basis],
            hollow=basis == "derived",
            light=basis == "external" and mark == "square",
        )
        for basis in ORDER
        if basis in occurring
    ]
    return [*found, Entry(WHISKERS[whisker], "muted", OPEN)] if whisker else found


def key(
    found: Sequence[Entry], width: int, catalogue: Catalogue, *, name: str = "key"
) -> list[View]:
    """Draw a key as a strip of marks and words; nothing where there is nothing to explain."""
    if not found:
        return []
    rows: list[Row] = []
    behind: list[Row] = []
    x, line = 0.0, 0
    for entry in found:
        needed = entry.room + entry.label.width * theme.SMALL_SIZE * SLIM
        if x and x + needed > width:
            x, line = 0.0, line + 1
        row: Row = {
            "x": round(x + 6),
            "w": round(x + entry.room),
            "y": line * LINE + LINE / 2,
            "t": catalogue.add(entry.label),
            "m": entry.shape,
            "c": theme.hex_of(entry.colour),
            "a": entry.basis,
        }
        rows.append(row)
        if entry.marked:
            behind.append(row | {"x": row["x"] + MARK_ROOM - 1, "m": "diamond", "a": ""})
        x += needed + GAP
    level = pixel("y")
    marks = layer(
        "point",
        rows + behind,
        {"size": 70},
        x=pixel("x"),
        y=level,
        shape=field("m") | {"scale": None, "legend": None},
        fill=bar_fill(),
        stroke=colour(),
    )
    style = {"align": "left", "fontSize": theme.SMALL_SIZE, "color": theme.hex_of("muted")}
    told = layer("text", rows, style, x=pixel("w"), y=level, text=field("t"))
    return [view([marks, told], width, (line + 1) * LINE, name=name)]
