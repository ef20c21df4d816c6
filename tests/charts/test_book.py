"""The charts of the book, as they stand in the notebooks: nothing is cut, nothing collides."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from servicestrade.catalogue import record
from servicestrade.charts import layout
from servicestrade.charts.display import MIME
from servicestrade.charts.frame import FRAMES, Width
from servicestrade.registry import figures
from servicestrade.wording import format_record
from tests.charts.drawn import drawing, shapes, texts, tooltips

ROOT = Path(__file__).resolve().parents[2]
SHOWN = "show===0"
GROUND = ("paper", "grid")
KEY = {
    "reported": "Printed in the report",
    "derived": "Computed from printed numbers",
    "external": "Other public source",
    "proxy": "Near definition, not comparable",
}


@cache
def charts() -> dict[str, dict[str, Any]]:
    """Give the specification of each chart of the book by the id of its figure."""
    found: dict[str, dict[str, Any]] = {}
    for path in [ROOT / "index.ipynb", *sorted((ROOT / "chapters").rglob("*.ipynb"))]:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                spec = output.get("data", {}).get(MIME)
                if spec:
                    found[spec["usermeta"]["id"]] = spec
    return found


def test_there_are_charts() -> None:
    assert set(charts()) == {id for id, meta in figures().items() if meta.kind == "chart"}
    assert len(charts()) == 79


def layers(page: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield the layers of a chart with their rows of data."""
    for view in page["vconcat"]:
        for layer in view["layer"]:
            yield layer, page["datasets"][layer["data"]["name"]]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("id", sorted(charts()))
def test_every_layer_draws_from_its_data(id: str, width: Width) -> None:
    """A layer has rows, and each row what the layer draws of it: no name is of another key."""
    found = list(layers(layout.for_page(charts()[id], "en", width)))
    assert len(found) > 1
    for layer, rows in found:
        assert rows, layer["mark"]
        made = {one["as"] for one in layer.get("transform", []) if "as" in one}
        channels = layer["encoding"].values()
        drawn = {
            one["field"]
            for channel in channels
            for one in (channel if isinstance(channel, list) else [channel])
            if "field" in one
        }
        assert drawn, layer["mark"]
        missing = [(name, row) for row in rows for name in drawn - made if name not in row]
        assert not missing, missing[:3]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("id", sorted(charts()))
def test_every_point_is_seen(id: str, width: Width) -> None:
    page = layout.for_page(charts()[id], "en", width)
    wanted = sum(
        len(rows)
        for layer, rows in layers(page)
        if layer["mark"]["type"] in {"point", "bar"}
        and not any(one.get("filter", SHOWN) != SHOWN for one in layer.get("transform", []))
    )
    marks = [one for one in shapes(drawing(charts()[id], "en", width, id)) if one.tag != "line"]
    seen = [one for one in marks if one.paints - {f"var(--chart-{name})" for name in GROUND}]
    assert 0 < wanted <= len(seen)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("id", sorted(charts()))
def test_values_on_an_axis_have_lines_to_read_them_by(id: str, width: Width) -> None:
    spec = charts()[id]
    ruled = [
        layer
        for layer, _ in layers(layout.for_page(spec, "en", width))
        for channel in layer["encoding"].values()
        if isinstance(channel, dict) and (channel.get("axis") or {}).get("gridColor")
    ]
    lines = [one for one in shapes(drawing(spec, "en", width, id)) if one.tag == "line"]
    grid = [one for one in lines if "var(--chart-grid)" in one.paints]
    assert bool(ruled) == (len(grid) > 1)
    assert all(line.length > 100 for line in grid)


@pytest.mark.parametrize("id", sorted(charts()))
def test_every_record_is_told_as_it_is(id: str) -> None:
    records = charts()[id]["usermeta"]["records"]
    for lang in ("en", "zh"):
        page = layout.for_page(charts()[id], lang, "wide")
        told = {text for values in tooltips(page) for text in values.values()}
        texts_ = [format_record(record(one), lang) for one in records]
        assert not [text for text in texts_ if text not in told]
    bases = {record(one).basis for one in records}
    page = layout.for_page(charts()[id], "en", "wide")
    keys = [view for view in page["vconcat"] if view.get("name") == "key"]
    named = {
        text.partition(", ")[2].capitalize() if text[:4].isdigit() else text
        for view in keys
        for layer in view["layer"]
        if layer["mark"]["type"] == "text"
        for text in (row["t"] for row in page["datasets"][layer["data"]["name"]])
    }
    wanted = {KEY[basis] for basis in bases} if bases != {"reported"} else set()
    assert named - {"What rounding leaves open"} == wanted


@pytest.mark.parametrize(
    ("lang", "width"), [("en", "wide"), ("en", "narrow"), ("zh", "wide"), ("zh", "narrow")]
)
@pytest.mark.parametrize("id", sorted(charts()))
def test_every_word_can_be_read(id: str, lang: layout.Lang, width: Width) -> None:
    shown = texts(drawing(charts()[id], lang, width, id))
    assert shown
    wide = FRAMES[width].width
    assert not [text for text in shown if text.left < -1 or text.right > wide + 1]
    assert not [
        (one.text, two.text) for one, two in combinations(shown, 2) if one.meets(two) and one != two
    ]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("id", sorted(charts()))
def test_tooltips_leave_nothing_undefined(id: str, width: Width) -> None:
    told = tooltips(layout.for_page(charts()[id], "en", width))
    assert told
    for values in told:
        assert values["title"]
        assert all(type(text) is str for text in values.values()), values
        assert not {"undefined", "null"} & set(values.values())


@pytest.mark.parametrize("id", sorted(charts()))
def test_both_layouts_explain_the_same(id: str) -> None:
    def key(width: Width) -> set[str]:
        page = layout.for_page(charts()[id], "en", width)
        (keys,) = [view for view in page["vconcat"] if view.get("name") == "key"] or [{"layer": []}]
        named = [page["datasets"][one["data"]["name"]] for one in keys["layer"][1:]]
        return {row["t"] for rows in named for row in rows}

    assert key("wide") == key("narrow")
