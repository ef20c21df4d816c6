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
from tests.charts.drawn import texts, tooltips

ROOT = Path(__file__).resolve().parents[2]


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
    assert len(charts()) >= 24


@pytest.mark.parametrize(
    ("lang", "width"), [("en", "wide"), ("en", "narrow"), ("zh", "wide"), ("zh", "narrow")]
)
@pytest.mark.parametrize("id", sorted(charts()))
def test_every_word_can_be_read(id: str, lang: layout.Lang, width: Width) -> None:
    shown = texts(layout.to_svg(layout.for_page(charts()[id], lang, width), id))
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
