"""The charts of the book, as they stand in the notebooks: nothing is cut, nothing collides."""

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from servicestrade.charts import layout
from servicestrade.charts.display import MIME
from servicestrade.charts.frame import FRAMES, Width
from servicestrade.language.format import format_record
from servicestrade.ledger.catalogue import record
from servicestrade.registers.figures import figures
from tests.charts.drawn import drawing, texts, tooltips
from tests.charts.seen import unseen

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
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


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("id", sorted(charts()))
def test_what_is_plotted_is_seen(id: str, width: Width) -> None:
    assert list(unseen(charts()[id], width)) == []


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
