"""Check the ledger as tidy data: selections, points, series and what is derived."""

import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import servicestrade as st
from servicestrade.frames.columns import COLUMNS, NAMES
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.derive import derived_records
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS, KEY
from servicestrade.ledger.records import BASES
from servicestrade.ledger.statistics import ledger

# Generous: a busy or old machine must pass, and only a gross slowdown fail.


def test_one_frame_has_every_dimension_and_both_languages() -> None:
    frames = [
        st.statistics(),
        st.select(area="CN"),
        st.series(indicator="services_trade", area="CN"),
        st.points(["cn-services-trade-total-2022"]),
    ]
    assert all(list(frame.columns) == list(COLUMNS) for frame in frames)
    assert {one.name for one in DIMENSIONS} <= set(COLUMNS)
    for said in ("label", "note", "text", "item", "place"):
        assert {f"{said}_en", f"{said}_zh"} <= set(COLUMNS)


def test_statistics_are_every_printed_one_in_the_order_of_the_text() -> None:
    frame = st.statistics()
    assert list(frame["id"]) == list(ledger())
    assert list(frame["printed"]) == [item.printed for item in ledger().values()]
    assert list(frame["same_as"]) == [item.same_as for item in ledger().values()]
    kinds = {column: frame[column].dtype.kind for column in ("offset", "chapter", "decimals")}
    assert set(kinds.values()) == {"i"}
    assert frame["in_digits"].dtype == bool


def test_names_of_codes_on_request() -> None:
    frame = st.statistics(names=True)
    assert list(frame.columns) == [*COLUMNS, *NAMES]
    for column in CODE_LISTS:
        for lang in ("en", "zh"):
            named = frame[f"{column}_{lang}"] != ""
            assert (named == (frame[column] != "")).all(), column
    total = frame.set_index("id").loc["cn-services-trade-total-2022"]
    assert (total["area_zh"], total["flow_zh"], total["unit_zh"]) == ("中国", "进出口", "美元")
    two = frame[frame["breakdown"] == "delivery:offshore outsourcing:ITO"].iloc[0]
    assert two["breakdown_en"] == "offshore, information technology outsourcing (ITO)"
    assert two["breakdown_zh"] == "离岸，信息技术外包（ITO）"


def test_values_are_floats_or_exact_and_amounts_are_in_units_of_one() -> None:
    asked = {"indicator": "services_trade", "area": "CN", "breakdown": "", "measure": "level"}
    floats, exact = st.select(**asked), st.select(**asked, exact=True)
    assert {floats[column].dtype.kind for column in ("value", "low", "high", "amount")} == {"f"}
    total = exact.set_index("id").loc["cn-services-trade-total-2022"]
    assert (total["value"], total["amount"]) == (Decimal("8891.1"), Decimal("889110000000"))
    assert (total["low"], total["high"]) == (Fraction("8891.05"), Fraction("8891.15"))
    assert list(floats["value"]) == [float(value) for value in exact["value"]]
    shares = st.select(indicator="land_area", area="x-ftz", exact=True)
    assert list(shares["amount"]) == [Decimal("0.4")], "4 with a power of ten of -1"


def test_iso3_joins() -> None:
    sources = st.select(indicator="outsourcing_executed", counterpart=["US", "JP"], area="CN")
    assert set(sources["iso3"]) == {"CHN"}
    assert set(sources["counterpart_iso3"]) == {"USA", "JPN"}
    other = pd.DataFrame({"iso3": ["CHN", "USA"], "population": [1412, 333]})
    trade = st.select(indicator="services_trade", area=["CN", "US"], period=2022, flow="exports",
                      measure="level", breakdown="", counterpart="")  # fmt: skip
    assert len(trade.merge(other, on="iso3")) == 2


def test_one_statistic_by_its_id() -> None:
    one = st.statistic("cn-services-trade-total-2022")
    assert (one.value, one.unit, one.unit_mult) == (Decimal("8891.1"), "USD", 8)
    with pytest.raises(LookupError, match="nearest: cn-services-trade-total-2022"):
        st.statistic("cn-service-trade-total-2022")


def test_points_keep_their_order_and_types() -> None:
    ids = ["cn-services-trade-imports-2022", "cn-services-trade-exports-2021"]
    frame = st.points(ids)
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["id"]) == ids
    assert [frame[column].dtype.kind for column in ("value", "low", "high")] == ["f", "f", "f"]
    assert list(frame["year"]) == [2022, 2021]
    assert list(frame["text_zh"]) == ["4650.5亿美元", "3941亿美元"]
    assert list(frame["item_en"]) == ["Imports", "Exports"]
    assert list(frame["place_en"]) == ["Report, chapter 2, paragraph 7", "Computed by this edition"]
    assert list(st.points([]).columns) == list(COLUMNS)
    with pytest.raises(st.UnknownError, match="nearest: cn-services-trade-exports-2021"):
        st.points(["cn-services-trade-exports-2O21"])


def test_every_record_makes_a_point() -> None:
    frame = st.points(records())
    assert len(frame) == len(records())
    words = [f"{name}_{lang}" for name in ("text", "item", "place") for lang in ("en", "zh")]
    assert not (frame[words] == "").any(axis=None)
    assert (frame["low"] <= frame["high"]).all()


@pytest.mark.parametrize(
    ("choice", "nearest"),
    [
        ({"indicator": "service_trade"}, "services_trade"),
        ({"flow": "export"}, "exports"),
        ({"area": ["CN", "x-bry"]}, "x-bri"),
        ({"counterpart": "x-bry"}, "x-bri"),
        ({"measure": "growth"}, "growth_yoy"),
        ({"breakdown": "delivery:ofshore outsourcing:ITO"}, "delivery:offshore"),
        ({"basis": "report"}, "reported"),
        ({"breakdown": "travel"}, "ebops:SD travel"),
        ({"breakdown_has": "outsourcing:ITP"}, "outsourcing:ITO"),
        ({"area": "Shanghai"}, "CN-SH Shanghai"),
        ({"period": "202"}, "2022"),
        ({"base": "world"}, "area:W1 World"),
        ({"chapter": 33}, "3"),
        ({"indicater": "gdp"}, "indicator"),
        ({"order": "valeu"}, "value"),
    ],
)
def test_an_unknown_code_names_the_nearest(choice: dict[str, str], nearest: str) -> None:
    with pytest.raises(st.UnknownError, match=f"nearest: .*{nearest}"):
        st.select(**choice)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"indicator": "travel"}, "or do you mean breakdown='ebops:SD'?"),
        ({"period": "banana"}, "write a year, a month or a span as 2022, 2022-06 or 2016/2022"),
        ({"years": "first"}, "years 'first' are no span"),
        ({"years": (2022, 2019)}, "the first is after the last"),
        ({"years": [2016, 2018, 2022]}, "are no span"),
        ({"area": []}, "area is an empty list, which asks for nothing"),
        ({"area": ["CN", None]}, "area: None is no code"),
        ({"period": 2022.5}, "period: 2022.5 is no code"),
        ({"area": "中国"}, "nearest: CN China"),
        ({"area": "CHN"}, "nearest: CN China"),
        ({"counterpart": "840"}, "nearest: US United States"),
        (
            {"area": "W0"},
            "unknown area 'W0'; use W1: All economies together, China included; in SDMX CL_AREA",
        ),
        ({"country": "CN"}, "unknown keyword 'country'; use area= or counterpart="),
        ({"countries": "CN"}, "use area= or counterpart="),
        ({"REF_AREA": "CN"}, "use area="),
        ({"partner": "US"}, "use counterpart="),
        ({"year": 2022}, "use period= or years="),
        ({"startPeriod": 2020}, "use years="),
        ({"sector": "travel"}, "use breakdown="),
        ({"item": "travel"}, "use breakdown="),
        ({"sort": "value"}, "use order="),
        ({"id": "cn-services-trade-total-2022"}, "use points(ids)"),
        ({"indicater": "gdp"}, "nearest: indicator"),
        ({"breakdown": "旅行"}, "nearest: ebops:SD travel"),
        ({"ignore": "banana"}, "unknown part to ignore 'banana'"),
    ],
)
def test_what_is_wrong_is_said(choice: dict[str, str], said: str) -> None:
    with pytest.raises(st.UnknownError, match=re.escape(said)):
        st.select(**choice)


def test_an_empty_selection_says_what_emptied_it() -> None:
    with pytest.warns(st.EmptySelection, match="without area='CN-SH' .there: 'CN' China"):
        frame = st.select(indicator="services_trade", area="CN-SH", period=2016)
    assert frame.empty
    assert list(frame.columns) == list(COLUMNS)
    with pytest.warns(st.EmptySelection, match=r"without counterpart='\*' .there: ''"):
        st.select(
            indicator="outsourcing_executed",
            period=2022,
            counterpart="*",
            breakdown_has="outsourcing:*",
        )
    with pytest.warns(st.EmptySelection, match="no record of whole years .* select finds 3 others"):
        st.series(area="CN", indicator="quarantine", period="2021-05")


def test_codes_by_pattern_part_and_exception() -> None:
    items = st.select(area="CN", breakdown=["ebops:*", "!ebops:SF"], period=2022)
    assert set(items["breakdown"]) >= {"ebops:SC", "ebops:SD"}
    assert all(re.fullmatch(r"ebops:\S+", one) for one in items["breakdown"])
    assert "ebops:SF" not in set(items["breakdown"])
    ito = st.select(breakdown_has="outsourcing:ITO", area="CN")
    assert set(ito["breakdown"]) >= {"delivery:offshore outsourcing:ITO"}
    assert all("outsourcing:ITO" in one.split() for one in ito["breakdown"])
    without = st.select(indicator="foreign_presence", breakdown_has="!stock:new")
    assert not any("stock:new" in one for one in without["breakdown"])
    assert len(without)
    swapped = st.select(breakdown="outsourcing:ITO delivery:offshore", area="CN")
    assert set(swapped["breakdown"]) == {"delivery:offshore outsourcing:ITO"}


def test_years_as_numbers_lists_and_spans() -> None:
    one = {"indicator": "services_trade", "area": "CN", "breakdown": "", "measure": "level"}
    assert set(st.select(**one, period=2022)["period"]) == {"2022"}
    assert set(st.select(**one, period=range(2021, 2023))["period"]) == {"2021", "2022"}
    assert set(st.select(**one, years=(2020, 2022))["year"]) == {2020, 2021, 2022}
    assert set(st.select(**one, years=2021)["period"]) == {"2021"}


def test_numbers_of_any_kind_are_years() -> None:
    asked = {"indicator": "services_trade", "area": "CN"}
    expected = list(st.select(**asked, period="2022")["id"])
    for year in (2022, np.int64(2022), 2022.0, Decimal(2022), pd.Series([2022]), {2022}):
        assert list(st.select(**asked, period=year)["id"]) == expected


def test_what_is_undated_has_no_year() -> None:
    undated = st.select(period="")
    assert len(undated) > 10
    assert undated["year"].isna().all()


def test_a_part_of_several_words_asks_for_all_of_them() -> None:
    both = st.select(breakdown_has="outsourcing:ITO delivery:offshore", area="CN")
    assert set(both["breakdown"]) == {"delivery:offshore outsourcing:ITO"}


def test_order_as_asked_by_code_list_and_by_value() -> None:
    one = {"indicator": "services_trade", "area": "CN", "period": 2022, "measure": "level",
           "breakdown": "", "counterpart": ""}  # fmt: skip
    as_asked = st.select(**one, flow=["imports", "exports"], order="flow")
    assert list(as_asked["flow"]) == ["imports", "exports"]
    by_list = st.select(**one, flow="*", order="flow")
    assert list(by_list["flow"]) == [
        f for f in st.codes("flows")["code"] if f in set(by_list["flow"])
    ]
    largest = st.select(**one, order="-value")
    assert list(largest["amount"]) == sorted(largest["amount"], reverse=True)


def test_ignored_parts_do_not_tell_rows_apart() -> None:
    asked = {"indicator": "clients", "breakdown_has": "market:regional", "measure": "count"}
    frame = st.select(**asked, ignore="market")
    assert (frame["breakdown"] != frame["part"]).all()
    assert not any("market:" in part for part in frame["part"])
    assert list(st.select(**asked)["part"]) == list(frame["breakdown"])


def test_select_by_every_dimension() -> None:
    found = st.select(
        indicator="services_trade",
        area="CN",
        breakdown="",
        counterpart="",
        measure="level",
        period="2022",
        flow=["exports", "imports"],
    )
    assert list(found["id"]) == [
        "cn-services-trade-exports-2022",
        "cn-services-trade-imports-2022",
    ]
    for column, value in (("area", "W1"), ("measure", "share"), ("flow", ""), ("period", "2021")):
        kept = st.select(**{column: value})
        assert not kept.empty
        assert set(kept[column]) == {value}


def test_series_and_select_share_their_defaults() -> None:
    asked = {"indicator": "services_trade", "area": "CN"}
    every = st.select(**asked)
    assert set(every["basis"]) >= {"reported", "derived", "external"}
    whole = every[every["period"].str.fullmatch(r"\d{4}")]
    assert sorted(st.series(**asked)["id"]) == sorted(whole["id"])
    for basis in BASES:
        assert set(st.select(basis=basis)["basis"]) == {basis}


def test_select_leaves_repetitions_out_unless_told() -> None:
    once, every = st.select(basis="reported"), st.select(basis="reported", repetitions=True)
    assert set(every["id"]) == set(ledger())
    assert set(every["id"]) - set(once["id"]) == {
        item.id for item in ledger().values() if item.same_as
    }


def what(id: str) -> tuple[str, ...]:
    """Return what a record states a value of."""
    return tuple(getattr(st.record(id), name) for name in KEY)


def test_a_series_states_each_value_once() -> None:
    frame = st.series(
        indicator="services_trade", area="CN", breakdown="", flow=["exports", "imports"],
        measure=["level", "growth_yoy"], years=(2016, 2022),
    )  # fmt: skip
    drawn = frame[frame["basis"] != "proxy"]
    keys = drawn["id"].map(what)
    assert keys.is_unique
    assert set(frame["measure"]) == {"level", "growth_yoy"}
    assert set(frame["year"]) == set(range(2016, 2023))
    assert list(frame["year"]) == sorted(frame["year"])


@pytest.mark.filterwarnings("ignore:no record of whole years")
def test_a_series_prefers_printed_then_external_then_derived() -> None:
    rank = {"reported": 0, "external": 1, "derived": 2}
    rivals = 0
    for indicator in {item.indicator for item in records().values()}:
        kept = st.series(indicator=indicator)
        kept = kept[kept["basis"] != "proxy"].set_index("id")
        known = {what(id): basis for id, basis in kept["basis"].items()}
        for item in records().values():
            if item.basis in rank and (key := what(item.id)) in known:
                assert rank[known[key]] <= rank[item.basis], item.id
                rivals += known[key] != item.basis
    assert rivals, "no value rests on two bases: this test proves nothing"


def test_a_series_keeps_what_differs_in_one_dimension() -> None:
    shares = st.series(
        indicator="services_trade", area="CN", breakdown="", flow="exports", measure="share"
    )
    bases = [st.record(id).base for id in shares[shares["year"] == 2022]["id"]]
    assert bases == ["area:W1", "indicator:goods_and_services_trade"]


def test_a_proxy_stands_beside_a_series_not_in_it() -> None:
    asked = {"indicator": "services_trade", "area": "W1", "breakdown": "", "flow": "exports"}
    frame = st.series(**asked, measure="level")
    proxies, others = frame[frame["basis"] == "proxy"], frame[frame["basis"] != "proxy"]
    assert set(proxies["year"]) & set(others["year"]), "both are kept for one year"
    assert (proxies["note_en"] != "").all()
    without = st.series(**asked, measure="level", basis=["reported", "external", "derived"])
    pd.testing.assert_frame_equal(without, others.reset_index(drop=True))


def test_no_value_is_computed_from_a_proxy() -> None:
    operands = [id for item in derived_records() for id in item.formula.split("{")[1:]]
    assert operands
    assert [id for id in operands if id.partition("}")[0].endswith("-proxy")] == []


def test_an_interval_holds_its_value() -> None:
    for item in records().values():
        assert item.interval.low <= item.value <= item.interval.high, item.id
    frame = st.points(item.id for item in derived_records())
    # The value of a point is rounded to the decimals that may be shown.
    step = [float(Fraction(1, 10 ** st.record(id).decimals)) for id in frame["id"]]
    inside = (frame["low"] - step <= frame["value"]) & (frame["value"] <= frame["high"] + step)
    assert inside.all()


def test_a_derived_year_gives_back_the_growth() -> None:
    """The value gives the printed growth, as rounded; the interval lies within its rounding."""
    checked = narrower = 0
    for item in derived_records():
        match = re.fullmatch(r"\{([^}]+)\} / \(1 \+ \{([^}]+)\} / 100\)", item.formula)
        if not match or item.period != "2021" or item.unit != "USD":
            continue
        level, growth = st.record(match[1]), st.record(match[2])
        ends, printed = item.interval, level.interval
        assert ends.low <= item.value <= ends.high, item.id
        assert (printed.low / item.value - 1) * 100 <= growth.interval.high, item.id
        assert (printed.high / item.value - 1) * 100 >= growth.interval.low, item.id
        assert (printed.low / ends.low - 1) * 100 <= growth.interval.high, item.id
        assert (printed.high / ends.high - 1) * 100 >= growth.interval.low, item.id
        narrower += (printed.low / ends.low - 1) * 100 < growth.interval.high
        checked += 1
    assert checked > 50
    assert narrower > 10


def test_growth_turned_into_the_year_before_by_hand() -> None:
    """Exports and imports of the year before leave less open than total and growth alone."""
    before = st.record("cn-services-trade-total-2021")
    low = Fraction("8891.05") / (1 + Fraction("8.35") / 100)
    high = Fraction("8891.15") / (1 + Fraction("8.25") / 100)
    assert before.value == Fraction("8891.1") / (1 + Fraction("8.3") / 100)
    assert low <= before.interval.low <= before.value <= before.interval.high <= high
    assert (before.interval.low, before.interval.high) != (low, high)


def test_import_and_first_selection_bring_nothing_that_they_do_not_need() -> None:
    """What would slow them down (`make bench` says how long they take) is not even imported."""
    script = (
        "import sys, servicestrade as st; assert 'yaml' not in sys.modules;"
        "assert len(st.select(indicator='services_trade'));"
        "print(*sorted({'altair', 'jsonschema', 'scipy', 'sphinx'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert run.stdout == "\n"
