"""The numbers of a panel: a value at each point, or names and values behind the last points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servicestrade.charts import theme
from servicestrade.charts.frame import spread
from servicestrade.charts.layers import Encoding, Layer, Row, calculated, colour, layer
from servicestrade.charts.panel import Panel
from servicestrade.charts.points import Point
from servicestrade.charts.series import Series
from servicestrade.charts.units import Unit
from servicestrade.charts.words import Catalogue, Label, width

LINE_HEIGHT = 15
NAME_EMS = {"wide": 22.0, "narrow": 8.5}
NEAR = 26  # a mark as near above a point as that would lie beneath its number
GROUND = 4  # pixels of paper about a number that a line may pass


def number_width(unit: Unit, points: Sequence[Point]) -> float:
    """Return the pixels that the widest of the numbers of some points takes."""
    return theme.TEXT_SIZE * max((unit.text(point.number).width for point in points), default=0.0)


def on_ground(told: Layer) -> list[Layer]:
    """Return a layer of text with a ground in the colour of the paper beneath it."""
    ground = {"stroke": theme.hex_of("paper"), "strokeWidth": GROUND, "strokeJoin": "round"}
    return [told | {"mark": told["mark"] | ground}, told]


def point_labels(
    panel: Panel,
    drawn: Sequence[Series],
    x: Encoding,
    y: Encoding,
    catalogue: Catalogue,
    *,
    last: bool = True,
) -> list[Layer]:
    """Return the value of each point, clear of the lines and marks about it.

    It stands above its point, where the line goes on upwards to the left of it; below where the
    value is negative, the line comes down and goes up again, or another mark is in the way.
    """
    places: dict[tuple[int, int], list[Row]] = {}
    for one in (one for one in drawn if not one.proxy):
        for at, point in enumerate(one.points if last else one.points[:-1]):
            place = _place(panel, drawn, one, at)
            row = {"y": point.year, "v": round(point.value, 4), "s": one.name.en}
            row |= panel.unit.row(point.number)
            places.setdefault(place, []).append(row)
    found: list[Layer] = []
    for (side, aside), rows in sorted(places.items()):
        align = {-1: "right", 0: "center", 1: "left"}[aside]
        style = {"dy": 13 * side, "align": align, "dx": -7 * aside}
        text = layer("text", rows, style, x=x, y=y)
        found += on_ground(calculated(text, panel.unit.expression(), catalogue))
    return found


def _place(panel: Panel, drawn: Sequence[Series], one: Series, at: int) -> tuple[int, int]:
    """Return whether a number stands above (-1) or below (1), and left, amid or right."""
    point = one.points[at]
    y = panel.y(point.value)
    joined = [other for other in one.points if abs(other.year - point.year) == 1]
    before = next((panel.y(p.value) for p in joined if p.year < point.year), y)
    after = next((panel.y(p.value) for p in joined if p.year > point.year), y)
    crowded = any(
        0 < y - panel.y(other.value) < NEAR
        for series in drawn
        for other in series.points
        if other.year == point.year and other is not point
    )
    if point.value < 0 or crowded or (before < y and after < y):
        return 1, 0
    return -1, -1 if after < y - 3 else 1 if before < y - 3 else 0


@dataclass(frozen=True)
class Ends:
    """The labels behind the last points: name, value and growth of each series.

    Attributes
    ----------
    drawn : tuple of Series
        What is labelled.
    unit : Unit
        How the values are written.
    named : bool
        Whether the labels name the series; if not, the growth has a line of its own.
    growth : bool
        Whether they tell the growth.
    ems : float
        Names that are longer are broken into lines.
    """

    drawn: tuple[Series, ...]
    unit: Unit
    named: bool
    growth: bool
    ems: float

    @property
    def room(self) -> float:
        """The pixels that they need behind the last year."""
        wide = [width(line) for one in self.drawn for line in self._lines(one)]
        return 14 + theme.TEXT_SIZE * max(wide)

    def _name(self, one: Series) -> Label:
        return one.name.wrapped(self.ems) if self.named else Label("", "")

    def _behind(self, one: Series) -> str:
        """Return the growth as it follows the value."""
        if not self.growth or not one.last.change:
            return ""
        return ("\u2002" if self.named else "\n") + one.last.change

    def _lines(self, one: Series) -> list[str]:
        """Return every line of a label in both languages, to be measured."""
        number, name, behind = self.unit.text(one.last.number), self._name(one), self._behind(one)
        both = ((name.en, number.en), (name.zh, number.zh))
        return [line for pair in both for line in ("\n".join(pair) + behind).split("\n")]

    def _height(self, one: Series) -> float:
        lines = 1 + (self._name(one).lines if self.named else 0) + self._behind(one).count("\n")
        return float(lines * LINE_HEIGHT)

    def layer(self, panel: Panel, x: Encoding, y: Encoding, catalogue: Catalogue) -> Layer:
        """Write them, in the colours of the series, as near to the points as there is room."""
        wanted = [panel.y(one.last.value) for one in self.drawn]
        heights = [self._height(one) for one in self.drawn]
        lowest = heights[wanted.index(max(wanted))]
        rooms = [height + 3 for height in heights]
        # the axis and its years are below the panel
        placed = spread(wanted, rooms, 0, panel.height - lowest / 2)
        rows = [
            {
                "s": catalogue.add(one.name),
                "t": catalogue.add(self._name(one)) if self.named else "",
                "y": one.last.year,
                "v": round(panel.value(at), 4),
                "c": theme.text_hex(one.colour) if self.named else theme.hex_of("ink"),
                "g": self._behind(one),
            }
            | self.unit.row(one.last.number)
            for one, at in zip(self.drawn, placed, strict=True)
        ]
        shown = panel.unit.expression()
        above = "datum.t+'\\n'+" if self.named else ""
        both = Label(*(f"{above}{one}+datum.g" for one in (shown.en, shown.zh)))
        shift = {"expr": f"-{LINE_HEIGHT / 2}*(length(split(datum.l,'\\n'))-1)"}
        style = {"align": "left", "dx": 9, "dy": shift, "lineHeight": LINE_HEIGHT}
        return calculated(layer("text", rows, style, x=x, y=y, color=colour()), both, catalogue)
