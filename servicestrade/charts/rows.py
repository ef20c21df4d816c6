"""The rows of bar and dot charts: how high they are, where their labels and bars stand.

In a text column a label stands left of its bar; on a phone it stands above it, so that the bar
keeps the whole width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servicestrade.charts import marks, theme
from servicestrade.charts.frame import Frame
from servicestrade.charts.layers import (
    Align,
    Layer,
    Row,
    bar_fill,
    colour,
    field,
    layer,
    pixel,
    until,
    value,
)
from servicestrade.charts.points import Point
from servicestrade.charts.words import GROWTH, Catalogue, Label
from servicestrade.ledger.codes import base_parts, code, name

LINE_HEIGHT = 15
LABEL_EMS = 15.5  # a longer label is broken into lines
SHORT_EMS = 4.5  # a label as short as a year stands beside its bar on a phone too
GAP = 12
VALUE_ROOM = 58  # for a number behind its bar
CHANGE_ROOM = 66  # for the column of growth rates
HEAD_AT = -12  # the heads of the columns stand above the first row
SIGNED = ("growth_yoy", "growth_total", "share_change_pp", "growth_change_pp", "gap_pp")
"""Measures whose numbers bear a plus where they are positive."""


@dataclass(frozen=True)
class Rows:
    """The geometry of a chart in rows.

    Attributes
    ----------
    frame : Frame
        The width it is laid out for.
    labels : tuple of Label
        One a row, broken into lines.
    bars : int
        The height of all that is drawn in a row.
    """

    frame: Frame
    labels: tuple[Label, ...]
    bars: int

    @classmethod
    def of(cls, frame: Frame, names: Sequence[Label], *, bars: int, ems: float = LABEL_EMS) -> Rows:
        """Make the rows that bear some names, on a phone in lines as long as it allows."""
        if frame.narrow:
            ems = frame.width * 0.7 / theme.TEXT_SIZE
        return cls(frame, tuple(one.wrapped(ems) for one in names), bars)

    @property
    def above(self) -> bool:
        """Whether labels stand above what they name: on a phone, unless they are short."""
        return self.frame.narrow and max(label.width for label in self.labels) > SHORT_EMS

    def _height(self, row: int) -> int:
        """Return the height of a row: its label, and what is drawn beside or below it."""
        text = self.labels[row].lines * LINE_HEIGHT
        return text + 2 + self.bars + 10 if self.above else max(text + 4, self.bars + 10)

    def _top(self, row: int) -> int:
        return sum(self._height(above) for above in range(row))

    @property
    def height(self) -> int:
        """The height of all rows."""
        return self._top(len(self.labels))

    def middle(self, row: int) -> float:
        """Return the pixel, from the top, about which a row is drawn."""
        if self.above:
            return self._top(row + 1) - 5 - self.bars / 2
        return self._top(row) + self._height(row) / 2

    def beside(self, row: int) -> float:
        """Return the pixel of a label's only or last line on a phone, else of the row's middle."""
        if self.above:
            return self._top(row) + 5 + (self.labels[row].lines - 0.5) * LINE_HEIGHT
        return self.middle(row)

    @property
    def start(self) -> int:
        """Where bars may begin: right of the labels, or at the edge on a phone."""
        if self.above:
            return 0
        return round(max(label.width for label in self.labels) * theme.TEXT_SIZE + GAP)

    def label_layer(
        self,
        names: Sequence[Label],
        catalogue: Catalogue,
        *,
        x: float = 0,
        align: Align = "left",
    ) -> Layer:
        """Return the labels of the rows, at a pixel."""
        rows = [
            {"q": self.beside(number), "s": catalogue.add(one), "t": catalogue.add(label)}
            for number, (one, label) in enumerate(zip(names, self.labels, strict=True))
        ]
        # several lines are centred about the row, or on a phone end above what is drawn
        half = LINE_HEIGHT if self.above else LINE_HEIGHT / 2
        shift = {"expr": f"-{half}*(length(split(datum.t,'\\n'))-1)"}
        style = {"align": align, "dy": shift, "lineHeight": LINE_HEIGHT}
        return layer("text", rows, style, x=value(x), y=pixel("q"), text=field("t"))

    def bar_layer(self, rows: Sequence[Row], catalogue: Catalogue, size: int = 0) -> Layer:
        """Return bars between the pixels ``x`` and ``z``, hollow where computed."""
        return layer(
            "bar",
            rows,
            {"orient": "horizontal", "size": size or self.bars, "strokeWidth": 1.5},
            x=pixel("x"),
            x2=until("z"),
            y=pixel("q"),
            fill=bar_fill(),
            stroke=colour(),
            tooltip=marks.tooltip(rows, catalogue),
        )

    def line_layer(self, at: float, colour_: str = "axis", over: int = 6) -> Layer:
        """Return the line of a value at a pixel, such as zero; on a phone it spares the labels."""
        found = [{"q": self.middle(row), "x": at} for row in range(len(self.labels))]
        style: Row = {"color": theme.hex_of(colour_)}
        if not self.above:
            return layer("rule", found[:1], style, x=pixel("x"))
        style |= {"orient": "vertical", "size": self.bars + over, "thickness": 1}
        return layer("tick", found, style, x=pixel("x"), y=pixel("q"))


def column_head(
    label: Label, catalogue: Catalogue, *, x: float, align: Align = "left", colour_: str = "ink"
) -> Layer:
    """Return the head of a column, above the first row."""
    return layer(
        "text",
        [{"t": catalogue.add(label)}],
        {"align": align, "fontWeight": 600, "color": theme.hex_of(colour_)},
        x=value(x),
        y=value(HEAD_AT),
        text=field("t"),
    )


def value_head(points: Sequence[Point], unit: Label) -> Label:
    """Return the head of a column of values: the period they share, the measure, the unit."""
    periods = {point.period if point.dated else "" for point in points}
    parts = []
    if len(periods) == 1 and (period := periods.pop()):
        parts.append(Label(period.replace("/", "\u2013"), f"{period.replace('/', '—')}年"))
    if points[0].measure not in ("level", "count"):
        parts.append(_measure(points))
    parts.append(unit)
    return Label(", ".join(p.en for p in parts), "，".join(p.zh for p in parts)).capital


def _measure(points: Sequence[Point]) -> Label:
    """Name the measure of some points, and of what it is one where a single noun says so."""
    measure, bases = points[0].measure, {point.base for point in points}
    parts = base_parts(bases.pop()) if len(bases) == 1 else {}
    dimensions = [one for one, found in parts.items() if len(found.split()) == 1]
    said = dimensions == list(parts) and dimensions in (["breakdown"], ["indicator"])
    if said and not parts[dimensions[0]].startswith(_ADJECTIVES):
        row, whole = code("measures", measure), parts[dimensions[0]]
        words = [(row[f"with_base_{one}"], name(f"{dimensions[0]}s", whole, one)) for one in LANGS]
        if all(pattern for pattern, _ in words):
            return Label(*(pattern.format(base=base) for pattern, base in words))
    return Label(*(name("measures", measure, lang) for lang in LANGS))


LANGS = ("en", "zh")
_ADJECTIVES = ("delivery:",)  # kinds of breakdowns whose names do not stand alone


def change_head(points: Sequence[Point]) -> Label:
    """Return the head of a column of growth rates, with the year that they compare with."""
    earlier = {point.year - 1 for point in points if point.change}
    if len(earlier) > 1:
        return GROWTH
    year = earlier.pop()
    return Label(f"Growth on {year}", f"比{year}年增长")
