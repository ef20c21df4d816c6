"""What a drawing shows: the boxes of its texts, for tests that look for cuts and collisions."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

from servicestrade.charts.words import width

TAG = "{http://www.w3.org/2000/svg}"
SLIM = 0.86  # the estimate of widths is generous; collisions are looked for with a slimmer one


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


def texts(drawing: str) -> list[Text]:
    """Return every line of text of a drawing with the box that it covers."""
    found: list[Text] = []
    _walk(ET.fromstring(drawing), 0.0, 0.0, {}, found)
    return found


def _walk(
    element: ET.Element, x: float, y: float, given: dict[str, str], found: list[Text]
) -> None:
    given = given | {k: v for k, v in element.attrib.items() if k in ("font-size", "text-anchor")}
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
    wide = width(words) * size * SLIM
    anchor = given.get("text-anchor", "start")
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Text(words, left, left + wide, y - 0.72 * size, y + 0.05 * size, size)
