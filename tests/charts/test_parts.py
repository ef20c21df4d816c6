"""The small parts: words and units, scales, patches, the weight of a drawing, the output."""

from itertools import pairwise
from typing import Any

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicestrade.charts import frame, patch, svg
from servicestrade.charts.display import MIME
from servicestrade.charts.units import unit
from servicestrade.charts.words import Catalogue, Label, width, wrap

Json = Any
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=12,
)


@given(JSON, JSON)
def test_patch_makes_the_new_of_the_old(old: Json, new: Json) -> None:
    made = patch.apply(old, patch.diff(old, new))
    assert made == new
    assert type(made) is type(new)


def test_patch_of_nothing_is_nothing() -> None:
    assert patch.diff({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}) == {}


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_spread_keeps_gap_order_and_room(wanted: list[float]) -> None:
    placed = frame.spread(wanted, 15, 0, 100)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for one, two in pairwise(order):
        assert placed[two] - placed[one] >= 15 - 1e-6
    assert min(placed) >= -1e-6
    assert max(placed) <= 100 + 1e-6


def test_spread_leaves_what_has_room() -> None:
    assert frame.spread([10, 50, 90], 15, 0, 100) == [10, 50, 90]


@given(st.floats(-1000, 1000), st.floats(0.1, 1000))
def test_ticks_enclose(low: float, span: float) -> None:
    found = frame.ticks(low, low + span)
    assert found[0] <= low + 1e-6
    assert found[-1] >= low + span - 1e-6
    assert 2 <= len(found) <= 9


@pytest.mark.parametrize(
    "text", ["Telecommunications, computer and information", "电信（含5G）和服务"]
)
def test_wrapping_loses_nothing(text: str) -> None:
    lines = wrap(text, 9).split("\n")
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= 9 or " " not in line for line in lines)


def test_wrapping_keeps_punctuation_with_its_word() -> None:
    assert wrap("运输、旅行、建筑", 3) == "运输、\n旅行、\n建筑"
    assert wrap("服务（运输）", 3).split("\n")[1].startswith("（")


def test_one_english_text_has_one_chinese() -> None:
    catalogue = Catalogue()
    catalogue.add(Label("Total", "合计"))
    with pytest.raises(ValueError, match="'Total' would stand for '合计' and for '进出口'"):
        catalogue.add(Label("Total", "进出口"))


def test_lines_of_chinese_may_differ_between_layouts() -> None:
    catalogue = Catalogue()
    whole, broken = (Label("Assets", "境外投资者资产").wrapped(ems) for ems in (9, 4))
    keys = [catalogue.add(label) for label in (whole, broken, whole)]
    assert [key.strip() for key in keys] == ["Assets"] * 3
    assert [catalogue.texts[key] for key in keys] == [whole.zh, broken.zh, whole.zh]
    assert whole.zh != broken.zh


def test_units_count_as_each_language_does() -> None:
    billion = unit("USD", 8)
    assert (billion.name.en, billion.name.zh) == ("USD billion", "亿美元")
    assert "datum.n/10" in billion.expression().en
    assert "/10" not in billion.expression().zh
    assert unit("PT", 0).expression().zh == unit("PT", 0).expression().en.replace(",.", ".")
    assert "datum.value*10" in unit("NUM", 4).axis().en
    assert unit("USD", 4).name == Label("USD million", "万美元")


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="10" height="9" '
    'viewBox="0 0 10 9"><defs><clipPath id="clip7"><path d="M0,0h1v1Z"/></clipPath></defs>'
    '<g fill="none" stroke-miterlimit="10"><g class="mark" role="graphics-symbol" '
    'aria-roledescription="mark"><path class="background" d="M0,0h9v9Z"/>'
    '<path transform="translate(1.23456,2)" d="M4.372,0A4.372,4.372,0,1,1,-4.372,0'
    'A4.372,4.372,0,1,1,4.372,0" fill="#1a6fb5" opacity="1"/>'
    '<text transform="translate(3,4)" text-anchor="start" font-size="12px" fill="#1f2933">A</text>'
    '<text transform="translate(3,4)" font-size="12px" fill="#1f2933"><tspan>B</tspan>'
    '<tspan x="0" dy="15">C</tspan></text>'
    '<g clip-path="url(#clip7)"><path d="M0,0h1" fill="transparent"/><path d="M0,0h2" '
    'stroke="#6b7683"/></g></g></g></svg>'
)


def test_drawing_is_made_small() -> None:
    small = svg.minify(DRAWING, "fig-1", 'Trade "grew"')
    assert 'role="img" aria-label="Trade &quot;grew&quot;"' in small
    assert 'cx="1.2" cy="2" r="4.4"' in small
    assert ' x="3" y="4"' in small
    # the second line of a text begins below its first, so that text stays moved as a whole
    assert 'transform="translate(3,4)"' in small
    assert '<clipPath id="fig-1-0">' in small
    assert 'clip-path="url(#fig-1-0)"' in small
    for gone in (
        "class",
        "graphics-symbol",
        "roledescription",
        "background",
        "transparent",
        "M0,0h9",
    ):
        assert gone not in small


def test_importing_the_charts_sets_the_output() -> None:
    chart = alt.Chart(alt.InlineData(values=[{"a": 1}])).mark_bar()
    data, _ = alt.renderers.get()(chart.to_dict()), None
    assert set(data) == {MIME, "text/plain"}
    assert data["text/plain"] == "[Chart]"
