"""Whether a chart shows what it plots: in each layer something, and lines to read values by."""

from collections.abc import Iterator
from typing import Any

from servicestrade.charts import layout
from servicestrade.charts.frame import Width
from tests.charts.drawn import drawing, shapes

SHOWN_FIRST = "show===0"
GROUND = {"var(--chart-paper)", "var(--chart-grid)"}
GRID = "var(--chart-grid)"
LONG = 100  # pixels
Rows = list[dict[str, Any]]


def layers(page: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Rows]]:
    """Yield the layers of a chart with their rows of data."""
    for view in page["vconcat"]:
        for layer in view["layer"]:
            yield layer, page["datasets"][layer["data"]["name"]]


def channels(layer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a layer encodes."""
    for channel in layer["encoding"].values():
        yield from channel if isinstance(channel, list) else [channel]


def unseen(spec: dict[str, Any], width: Width) -> Iterator[str]:
    """Yield what the drawing of a chart lacks."""
    page = layout.for_page(spec, "en", width)
    wanted = ruled = 0
    for layer, rows in layers(page):
        kind = layer["mark"]["type"]
        steps = layer.get("transform", [])
        named = {one["field"] for one in channels(layer) if "field" in one}
        made = {one["as"] for one in steps if "as" in one}
        if not rows:
            yield f"a layer of {kind} has no rows"
        for name in sorted(named - made):
            if not all(name in row for row in rows):
                yield f"a layer of {kind} draws {name}, which not every row has"
        first = all(one.get("filter", SHOWN_FIRST) == SHOWN_FIRST for one in steps)
        wanted += len(rows) if kind in {"point", "bar"} and first else 0
        ruled += any(
            (one.get("axis") or {}).get("gridColor") is not None for one in channels(layer)
        )
    drawn = shapes(drawing(spec, "en", width))
    marks = sum(one.tag != "line" and bool(one.paints - GROUND) for one in drawn)
    if not 0 < wanted <= marks:
        yield f"{marks} marks are drawn of {wanted} points and bars"
    grid = [one.length for one in drawn if one.tag == "line" and GRID in one.paints]
    if bool(ruled) != (len(grid) > 1) or any(length < LONG for length in grid):
        yield f"{len(grid)} lines stand behind the values of {ruled} axes"
