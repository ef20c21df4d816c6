"""Each kind of chart, drawn with numbers of the report: what must hold for all of them."""

import json
import re
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest

from servicestrade import charts
from servicestrade.charts import layout, theme
from servicestrade.charts.display import MIME, bundle
from servicestrade.charts.frame import FRAMES, Width
from tests.charts.drawn import draughtsman, drawing, shapes, texts, tooltips
from tests.charts.examples import EXAMPLES, FIGURE, frame, grown, row
from tests.charts.seen import ruled, unseen

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("registered")]
SAME_IN_BOTH = {"ITO", "BPO", "KPO"}
LEAST = 12  # pixels; smaller type is hard to read on a phone


@cache
def output(name: str) -> dict[str, Any]:
    """Give the output of a cell as it stands in a notebook's file."""
    return bundle(EXAMPLES[name](figure="fig-1-2").to_dict())


def spec_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = output(name)[MIME]
    return found


@cache
def drawing_of(name: str, lang: layout.Lang, width: Width) -> str:
    return drawing(spec_of(name), lang, width)


def test_output_survives_the_notebook(example: str) -> None:
    found = output(example)
    assert set(found) == {MIME, "text/plain"}
    assert found["text/plain"] == "[Figure 1-2: Trade in services grew.]"
    assert json.loads(json.dumps(found)) == found
    assert found[MIME]["$schema"].endswith("/vega-lite/v5.json")


def test_usermeta_says_what_is_plotted(example: str) -> None:
    meta = spec_of(example)["usermeta"]
    assert set(meta) == {"id", "alt", "narrow", "records", "recovered", "texts"}
    assert meta["id"] == "fig-1-2"
    assert meta["records"]
    assert len(set(meta["records"])) == len(meta["records"])
    assert 0 < meta["recovered"] <= len(meta["records"])


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_layout(example: str, width: Width, lang: layout.Lang) -> None:
    spec = layout.for_page(spec_of(example), lang, width)
    assert "title" not in spec
    assert not [view for view in spec["vconcat"] if view.get("name") == "source"]
    assert spec["description"] == FIGURE.alt[lang]
    drawn = drawing_of(example, lang, width)
    wide = FRAMES[width].width
    assert f' width="{wide}"' in drawn
    assert f'role="img" aria-label="{FIGURE.alt[lang]}"' in drawn
    shown = texts(drawn)
    assert min(text.size for text in shown) >= LEAST
    cut = [text for text in shown if text.left < -1 or text.right > wide + 1]
    assert not cut
    # a number may be drawn twice: once as the ground that it stands on
    hit = [
        (one.text, two.text) for one, two in combinations(shown, 2) if one.meets(two) and one != two
    ]
    assert not hit


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_what_is_plotted_is_seen(example: str, width: Width) -> None:
    assert list(unseen(spec_of(example), width)) == []


def test_trends_alone_have_lines_to_read_values_by() -> None:
    def values(name: str) -> int:
        return sum(len(ruled(view)) for view in spec_of(name)["vconcat"])

    trends = {"trend-flows", "trend-proxy", "trend-single", "trend-two-growths"}
    assert {name for name in EXAMPLES if values(name)} == trends
    assert min(values(name) for name in trends) > 2


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_chinese_is_whole(example: str, width: Width) -> None:
    spec = layout.for_page(spec_of(example), "zh", width)
    words = [text.text for text in texts(drawing_of(example, "zh", width))]
    for rows in spec["datasets"].values():
        words += [str(row[name]) for row in rows for name in "sktbpn" if name in row]
    for view in spec["vconcat"]:
        for layer in view["layer"]:
            told = layer["encoding"].get("tooltip", [])
            words += [field["title"] for field in told if field["title"] != "title"]
    for param in spec.get("params", []):
        words += [param["bind"]["name"], *param["bind"]["labels"]]
    english = {word for text in words for word in re.findall("[A-Za-z]+", text)}
    assert english <= SAME_IN_BOTH


def test_colours_are_of_the_palette(example: str) -> None:
    spec = spec_of(example)
    found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", json.dumps(spec)))
    assert found <= {light for light, _ in theme.PALETTE.values()}
    vega = draughtsman("en").interactive(spec, "narrow")
    assert "wheel" not in vega
    for drawn in (vega, drawing_of(example, "en", "narrow")):
        assert not re.findall(r"#[0-9a-fA-F]{6}\b", drawn)
        named = set(re.findall(r"var\(--chart-([a-z-]+)\)", drawn))
        assert {"ink"} < named <= set(theme.PALETTE)


@pytest.mark.parametrize(
    ("lang", "source"),
    [("en", "Source: Ministry of Commerce"), ("zh", "资料来源：中华人民共和国商务部")],
)
@pytest.mark.parametrize("name", ["trend-flows", "bars-switch", "panels"])
def test_download_stands_alone(name: str, lang: layout.Lang, source: str) -> None:
    found = layout.for_download(spec_of(name), lang)
    assert "stat:" not in json.dumps(found)
    title = found["title"]["text"]
    assert " ".join(title).startswith("Trade in services grew 8.3% in 2022") == (lang == "en")
    picture = draughtsman(lang).picture(spec_of(name), "x")
    assert {source, *title} <= {text.text for text in texts(picture)}
    assert f'aria-label="{FIGURE.alt[lang]}"' in picture


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_pointing_fades_the_others(name: str) -> None:
    spec = layout.for_page(spec_of(name), "en", "wide")
    single = {"trend-single", "trend-two-growths", "trend-proxy", "slope-single", "slope-open"}
    single.add("slope-far")
    assert ('"name": "hover"' in json.dumps(spec)) == (name not in single)


def test_bars_start_at_zero() -> None:
    spec = layout.for_page(spec_of("bars"), "en", "wide")
    (bars,) = [
        layer
        for view in spec["vconcat"]
        for layer in view["layer"]
        if layer["mark"]["type"] == "bar"
    ]
    rows = spec["datasets"][bars["data"]["name"]]
    (zero,) = {row["x"] for row in rows}
    beside = [text for text in texts(drawing_of("bars", "en", "wide")) if text.left == 0]
    assert zero > max(text.right for text in beside)
    scale = {round((row["z"] - row["x"]) / row["v"], 2) for row in rows if row["v"] > 100}
    assert len(scale) == 1
    assert [row["v"] for row in rows] == sorted((row["v"] for row in rows), reverse=True)


def test_lines_join_consecutive_years_of_one_definition() -> None:
    for name in ("trend-flows", "trend-proxy", "trend-single", "slope-single"):
        spec = layout.for_page(spec_of(name), "en", "wide")
        for layer in spec["vconcat"][1]["layer"]:
            if layer["mark"]["type"] == "line":
                rows = spec["datasets"][layer["data"]["name"]]
                for one, two in pairwise(rows):
                    joined = (one["s"], one["i"]) == (two["s"], two["i"])
                    assert not joined or two["y"] - one["y"] == 1
                near = {51271.5, 55900.7, 61279.6, 63163.1, 52710.1, 63390.9, 73180.9}
                assert not near & {row["v"] for row in rows}
                assert 1064.6 not in {row["v"] for row in rows}


def test_growth_has_a_panel_from_two_years_on() -> None:
    assert len(spec_of("trend-flows")["vconcat"]) == 4
    assert len(spec_of("trend-two-growths")["vconcat"]) == 4
    assert len(spec_of("trend-proxy")["vconcat"]) == 3


def test_growth_of_one_year_stands_behind_the_last_value() -> None:
    words = [text.text for text in texts(drawing_of("trend-proxy", "en", "wide"))]
    assert words[words.index("7,127") + 1] == "+14.8%"


def test_tooltips_leave_nothing_undefined(example: str) -> None:
    told = tooltips(layout.for_page(spec_of(example), "en", "narrow"))
    assert told
    for values in told:
        assert values["title"]
        assert all(type(text) is str for text in values.values()), values


@pytest.mark.parametrize("name", ["slope", "slope-near", "trend-few"])
def test_slopes_keep_their_width_on_a_phone(name: str) -> None:
    shown = texts(drawing_of(name, "en", "narrow"))
    first, last = ([text for text in shown if text.text == year] for year in ("2021", "2022"))
    apart = (last[0].left + last[0].right - first[0].left - first[0].right) / 2
    assert apart >= 0.45 * FRAMES["narrow"].width


def test_near_points_of_one_colour_are_named() -> None:
    near = {text.text for text in texts(drawing_of("slope-near", "en", "wide"))}
    assert {"ITO\u200256.0", "KPO\u200254.5", "19.8"} <= near
    coloured = {text.text for text in texts(drawing_of("slope", "en", "wide"))}
    assert {"56.0", "54.5", "19.8"} <= coloured


def test_labels_of_slopes_stay_above_the_years() -> None:
    for width in FRAMES:
        shown = texts(drawing_of("slope-four", "en", width))
        (year,) = [text for text in shown if text.text == "2022"]
        assert all(text.bottom < year.top - 4 for text in shown if "%" in text.text)


def bar_fills(name: str) -> set[str]:
    drawn = shapes(drawing_of(name, "en", "wide"))
    paints = {paint for one in drawn if one.tag != "line" for paint in one.paints}
    return {paint.removeprefix("var(--chart-").removesuffix(")") for paint in paints}


def test_bars_of_other_sources_are_neither_filled_nor_hollow() -> None:
    fills = bar_fills("bars-years")
    assert {"grid", "paper", "accent"} <= fills


def test_wide_intervals_of_bars_are_drawn_and_explained() -> None:
    words = {name: {t.text for t in texts(drawing_of(name, "en", "wide"))} for name in EXAMPLES}
    assert "What rounding leaves open" in words["bars-open"]
    assert "What rounding leaves open" not in words["bars-years"]
    assert "What rounding leaves open" in words["slope-open"]
    narrow = {text.text for text in texts(drawing_of("bars-slightly-open", "en", "narrow"))}
    assert "What rounding leaves open" in narrow & words["bars-slightly-open"]


def test_inner_dots_and_narrow_segments_have_numbers() -> None:
    assert "41.9%" in {t.text for t in texts(drawing_of("dotrange-three", "en", "narrow"))}
    sizes = {t.text: t.size for t in texts(drawing_of("structure-switch", "en", "wide"))}
    assert "9.2%" in sizes
    small = {t.text: t.size for t in texts(drawing_of("structure-switch", "en", "narrow"))}
    assert small["9.2"] == LEAST


def test_halves_round_up() -> None:
    assert "11.5" in {t.text for t in texts(drawing_of("slope-four", "en", "wide"))}


def test_few_points_are_drawn_as_a_slope() -> None:
    few, slope = (spec_of(name) for name in ("trend-few", "slope"))
    assert len(few["vconcat"]) == len(slope["vconcat"]) == 3
    words = {text.text for text in texts(drawing_of("trend-few", "en", "wide"))}
    assert {"56.0", "54.5", "19.8"} <= words


def test_highlighted_series_alone_count_as_recovered() -> None:
    assert spec_of("slope")["usermeta"]["recovered"] == 3
    assert len(spec_of("slope")["usermeta"]["records"]) == 9


def test_near_definitions_do_not_count_as_recovered() -> None:
    meta = spec_of("trend-proxy")["usermeta"]
    assert (meta["recovered"], len(meta["records"])) == (4, 11)


def words_of(name: str, lang: layout.Lang = "en", width: Width = "wide") -> list[str]:
    return [text.text for text in texts(drawing_of(name, lang, width))]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["bars-rough", "dotrange-rough"])
def test_numbers_have_no_more_decimals_than_are_known(
    name: str, lang: layout.Lang, width: Width
) -> None:
    written = {"63%", "<20%", "0%", "9.3%", "\u226540%"}
    assert written <= set(words_of(name, lang, width))


def test_whole_numbers_stay_whole_in_every_kind() -> None:
    for name in ("slope-whole", "twosided-whole"):
        chinese, english = (" ".join(words_of(name, lang)) for lang in ("zh", "en"))
        assert "8576\u2002\u2248+29%" in chinese
        assert "857.6\u2002\u2248+29%" in english
        assert "8576.0" not in chinese
    assert {"63%", "<20%"} <= set(words_of("structure-rough"))


def test_values_in_several_powers_of_ten_share_a_scale() -> None:
    assert {"2022, CNY trillion", "26.0", "0.75"} <= set(words_of("bars-powers"))
    assert {"2022年，万亿元", "26.0", "0.75"} <= set(words_of("bars-powers", "zh"))
    spec = layout.for_page(spec_of("bars-powers"), "en", "wide")
    (rows,) = [rows for rows in spec["datasets"].values() if "z" in rows[0]]
    large, small = (row["z"] - row["x"] for row in rows)
    assert small / large == pytest.approx(0.75352 / 26, abs=0.001)


def test_heads_say_of_what_a_share_is() -> None:
    assert "2022, share of private funds, %" in words_of("structure-funds")
    assert "2022年，占私募基金比重，%" in words_of("structure-funds", "zh")
    # the name of this whole, offshore, does not stand alone
    assert "Share, %" in words_of("structure")


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_ranges_are_drawn_from_end_to_end(width: Width) -> None:
    words = words_of("dotrange-bound", width=width)
    assert {"Before", "After", "5", "90"} <= set(words)
    assert words.count("30") == 2
    # neither the ends nor the years of states without a date are told
    assert not {"Lower end", "2022, working days"} & set(words)
    spec = layout.for_page(spec_of("dotrange-bound"), "en", width)
    headings = {one["title"] for one in tooltips(spec)}
    assert "Before, lower end" in headings


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_balances_are_named_by_their_indicator(width: Width) -> None:
    words = " ".join(words_of("slope-near-zero", width=width))
    assert "Services trade, imports" in words.replace("\n", " ")
    assert "balance" not in words


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_undated_values_have_no_year(width: Width) -> None:
    undated = frame([row(1.0, flow="exports", note="undated; read in 2022"), row(2.0)])
    spec = bundle(charts.bars(undated).to_dict())[MIME]
    page = layout.for_page(spec, "en", width)
    assert "USD billion" in {text.text for text in texts(drawing(spec, "en", width))}
    assert "Exports" in {one["title"] for one in tooltips(page)}


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_rings_at_zero_are_whole(width: Width) -> None:
    codes = [{"breakdown": code} for code in ("ebops:SI", "ebops:SC")]
    small = frame([*grown(10.0, -18.4, **codes[0]), *grown(5000.0, 2.0, **codes[1])])
    page = layout.for_page(bundle(charts.bars(small).to_dict())[MIME], "en", width)
    (rings,) = [
        page["datasets"][one["data"]["name"]]
        for view in page["vconcat"]
        for one in view["layer"]
        if one["mark"]["type"] == "point" and view.get("name") != "key"
    ]
    assert min(ring["x"] for ring in rings) >= 5


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_years_that_are_close_stand_apart(lang: layout.Lang) -> None:
    shown = {text.text: text for text in texts(drawing_of("slope-far", lang, "narrow"))}
    assert shown["2021"].left - shown["2020"].right > 10


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_first_values_near_zero_are_clear_of_its_number(width: Width) -> None:
    shown = texts(drawing_of("slope-near-zero", "en", width))
    (zero,) = [text for text in shown if text.text == "0"]
    (first,) = [text for text in shown if text.text == "0.23"]
    assert first.left - zero.right > 4
