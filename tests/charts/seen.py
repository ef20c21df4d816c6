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


def channels(layer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a layer encodes."""
    for channel in layer["encoding"].values():
        yield from channel if isinstance(channel, list) else [channel]


def ruled(view: dict[str, Any]) -> set[float]:
    """Return the values of a panel, but zero, that lines are to stand for."""
    axes = [one.get("axis") or {} for layer in view["layer"] for one in channels(layer)]
    return {value for axis in axes if "gridColor" in axis for value in axis["values"]} - {0}


def unseen(spec: dict[str, Any], width: Width) -> Iterator[str]:
    """Yield what the drawing of a chart lacks."""
    page = layout.for_page(spec, "en", width)
    wanted = 0
    for layer in (layer for view in page["vconcat"] for layer in view["layer"]):
        rows, kind = page["datasets"][layer["data"]["name"]], layer["mark"]["type"]
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
    drawn = shapes(drawing(spec, "en", width))
    marks = sum(one.tag != "line" and bool(one.paints - GROUND) for one in drawn)
    if not 0 < wanted <= marks:
        yield f"{marks} marks are drawn of {wanted} points and bars"
    grid = [one for one in drawn if one.tag == "line" and GRID in one.paints and one.length > LONG]
    values = sum(len(ruled(view)) for view in page["vconcat"])
    if len(grid) < values:
        yield f"{len(grid)} lines stand behind {values} values of an axis"
