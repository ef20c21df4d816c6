"""Charts as readers get them, and the boxes of their texts, to look for cuts and collisions."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from servicestrade.charts.layout import Lang, for_page
from servicestrade.site.figures.pictures import ChartDrawer, Width
from tests.charts.glyphs import width

TAG = "{http://www.w3.org/2000/svg}"
WEIGHTS = {"normal": 400, "bold": 700}
GIVEN = ("font-size", "font-weight", "text-anchor")
PAINTS = ("fill", "stroke")
SHAPES = {"circle", "line", "path", "rect"}
CACHE = Path(__file__).resolve().parents[2] / "_build" / ".cache"


@cache
def draughtsman(lang: Lang) -> ChartDrawer:
    """Give the draughtsman of a site in a language; what a build has drawn is found again."""
    return ChartDrawer(CACHE, lang)


def drawing(spec: dict[str, Any], lang: Lang, width: Width, id: str = "fig-1-2") -> str:
    """Draw a chart as it stands in a page."""
    alt = for_page(spec, lang, width)["description"]
    return draughtsman(lang).inline(spec, width, id, alt)


@dataclass(frozen=True)
class Text:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    def meets(self, other: "Text") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def tooltips(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the tooltip of each mark of a specification holds, by its heads."""
    found: list[dict[str, Any]] = []
    for view in spec["vconcat"]:
        for layer in view["layer"]:
            told = layer["encoding"].get("tooltip", [])
            for row in spec["datasets"][layer["data"]["name"]] if told else []:
                found.append({one["title"]: row.get(one["field"]) for one in told})
    return found


@dataclass(frozen=True)
class Shape:
    """A line or an area of a drawing, with what it inherits."""

    tag: str
    length: float
    paints: frozenset[str]


def shapes(drawn: str) -> list[Shape]:
    """Return what a drawing shows besides texts; what is transparent is not shown."""
    found: list[Shape] = []

    def walk(element: ET.Element, given: dict[str, str]) -> None:
        given = given | {k: v for k, v in element.attrib.items() if k in PAINTS}
        seen = all(
            float(element.get(k, 1)) > 0 for k in ("opacity", "stroke-opacity", "stroke-width")
        )
        paints = frozenset(given.get(name, "none") for name in PAINTS) - {"none", "transparent"}
        tag = element.tag.removeprefix(TAG)
        if not seen:
            return
        if tag in SHAPES and paints:
            sides = (float(element.get(name, 0)) for name in ("x2", "y2", "width", "height"))
            found.append(Shape(tag, max(map(abs, sides)), paints))
        for child in element if tag != "clipPath" else ():
            walk(child, given)

    walk(ET.fromstring(drawn), {})
    return found


def texts(drawn: str) -> list[Text]:
    """Return every line of text of a drawing with the box that it covers."""
    found: list[Text] = []
    _walk(ET.fromstring(drawn), 0.0, 0.0, {}, found)
    return found


def _walk(
    element: ET.Element, x: float, y: float, given: dict[str, str], found: list[Text]
) -> None:
    given = given | {k: v for k, v in element.attrib.items() if k in GIVEN}
    if moved := re.match(r"translate\((-?[\d.]+),(-?[\d.]+)\)", element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag == f"{TAG}text":
        lines = list(element) or [element]
        at = y
        for line in lines:
            at += float(line.get("dy", line.get("y", 0)))
            found.append(_box(line, x + float(line.get("x", 0)), at, given))
        return
    for child in element:
        _walk(child, x, y, given, found)


def _box(line: ET.Element, x: float, y: float, given: dict[str, str]) -> Text:
    words = line.text or ""
    size = float(given["font-size"].removesuffix("px"))
    weight = given.get("font-weight", "normal")
    wide = width(words, WEIGHTS.get(weight) or int(weight)) * size
    anchor = given.get("text-anchor", "start")
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Text(words, left, left + wide, y - 0.72 * size, y + 0.05 * size, size)
