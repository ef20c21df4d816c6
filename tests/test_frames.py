"""Check the ledger as tidy data: selections, points, series and what is derived."""

import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

import servicestrade as st
from servicestrade.frames import POINT_COLUMNS
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.derive import derived_records
from servicestrade.ledger.records import BASES
from servicestrade.ledger.statistics import COLUMNS, KEY, ledger

# A machine under load, or an older one, is no failure: only a gross slowness is.


def test_statistics_are_one_row_each_with_names() -> None:
    frame = st.statistics()
    assert list(frame["id"]) == list(ledger())
    assert list(frame.columns[: len(COLUMNS)]) == list(COLUMNS)
    coded = ("indicator", "area", "counterpart", "flow", "measure", "unit", "breakdown")
    for column in coded:
        for lang in ("en", "zh"):
            named = frame[f"{column}_{lang}"] != ""
            assert (named == (frame[column] != "")).all(), column
    assert set(frame["value"].map(type)) == {Decimal}
    kinds = {column: frame[column].dtype.kind for column in ("offset", "chapter", "decimals")}
    assert set(kinds.values()) == {"i"}
    assert frame["in_digits"].dtype == bool
    total = frame.set_index("id").loc["cn-services-trade-total-2022"]
    assert (total["area_zh"], total["flow_zh"], total["unit_zh"]) == ("中国", "进出口", "美元")


def test_breakdowns_of_two_are_named_both() -> None:
    frame = st.statistics()
    two = frame[frame["breakdown"] == "delivery:offshore outsourcing:ITO"].iloc[0]
    assert two["breakdown_en"] == "offshore, information technology outsourcing (ITO)"
    assert "，" in two["breakdown_zh"]
    assert ", " not in two["breakdown_zh"]


def test_one_statistic_by_its_id() -> None:
    one = st.statistic("cn-services-trade-total-2022")
    assert (one.value, one.unit, one.unit_mult) == (Decimal("8891.1"), "USD", 8)
    with pytest.raises(LookupError, match="nearest: cn-services-trade-total-2022"):
        st.statistic("cn-service-trade-total-2022")


def test_points_keep_their_order_and_types() -> None:
    ids = ["cn-services-trade-imports-2022", "cn-services-trade-exports-2021"]
    frame = st.points(ids)
    assert list(frame.columns) == list(POINT_COLUMNS)
    assert list(frame["record"]) == ids
    assert [frame[column].dtype.kind for column in ("value", "low", "high")] == ["f", "f", "f"]
    assert list(frame["year"]) == [2022, 2021]
    assert list(frame["text_zh"]) == ["4650.5亿美元", "3941亿美元"]
    assert list(frame["item_en"]) == ["Imports", "Exports"]
    assert list(frame["place_en"]) == ["Report, chapter 2, paragraph 7", "Computed by this edition"]
    assert list(st.points([]).columns) == list(POINT_COLUMNS)
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
    ],
)
def test_an_unknown_code_names_the_nearest(choice: dict[str, str], nearest: str) -> None:
    with pytest.raises(st.UnknownError, match=f"nearest: .*{nearest}"):
        st.select(**choice)


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
    assert list(found["record"]) == [
        "cn-services-trade-exports-2022",
        "cn-services-trade-imports-2022",
    ]
    for column, value in (("area", "W1"), ("measure", "share"), ("flow", ""), ("period", "2021")):
        kept = st.select(**{column: value})
        assert not kept.empty
        assert set(kept[column]) == {value}


def test_select_takes_what_is_printed_unless_told() -> None:
    assert set(st.select(indicator="services_trade")["basis"]) == {"reported"}
    for basis in BASES:
        assert set(st.select(basis=basis)["basis"]) == {basis}
    both = st.select(indicator="services_trade", basis=["reported", "derived"])
    assert set(both["basis"]) == {"reported", "derived"}


def test_select_leaves_repetitions_out_unless_told() -> None:
    once, every = st.select(), st.select(repetitions=True)
    assert set(every["record"]) == set(ledger())
    assert set(every["record"]) - set(once["record"]) == {
        item.id for item in ledger().values() if item.same_as
    }


def what(id: str) -> tuple[str, ...]:
    """Return what a record states a value of."""
    return tuple(getattr(st.record(id), name) for name in KEY)


def test_a_series_states_each_value_once() -> None:
    frame = st.series(indicator="services_trade", flow=["exports", "imports"])
    drawn = frame[frame["basis"] != "proxy"]
    keys = drawn["record"].map(what)
    assert keys.is_unique
    assert set(frame["measure"]) == {"level", "growth_yoy"}
    assert set(frame["year"]) == set(range(2016, 2023))
    assert list(frame["year"]) == sorted(frame["year"])


def test_a_series_prefers_printed_then_external_then_derived() -> None:
    rank = {"reported": 0, "external": 1, "derived": 2}
    rivals = 0
    for indicator in {item.indicator for item in records().values()}:
        kept = st.series(indicator=indicator, years=(2000, 2050), area=None, breakdown=None)
        kept = kept[kept["basis"] != "proxy"].set_index("record")
        known = {what(id): basis for id, basis in kept["basis"].items()}
        for item in records().values():
            if item.basis in rank and (key := what(item.id)) in known:
                assert rank[known[key]] <= rank[item.basis], item.id
                rivals += known[key] != item.basis
    assert rivals, "no value rests on two bases: this test proves nothing"


def test_a_series_keeps_what_differs_in_one_dimension() -> None:
    shares = st.series(indicator="services_trade", flow="exports", measure="share")
    bases = [st.record(id).base for id in shares[shares["year"] == 2022]["record"]]
    assert bases == ["area:W1", "indicator:goods_and_services_trade"]


def test_a_proxy_stands_beside_a_series_not_in_it() -> None:
    frame = st.series(indicator="services_trade", area="W1", flow="exports", measure="level")
    proxies, others = frame[frame["basis"] == "proxy"], frame[frame["basis"] != "proxy"]
    assert set(proxies["year"]) & set(others["year"]), "both are kept for one year"
    assert (proxies["note_en"] != "").all()
    without = st.series(
        indicator="services_trade",
        area="W1",
        flow="exports",
        measure="level",
        basis=["reported", "external", "derived"],
    )
    pd.testing.assert_frame_equal(without, others.reset_index(drop=True))


def test_a_series_of_nothing_is_empty() -> None:
    frame = st.series(indicator="services_trade", years=(1900, 1901))
    assert frame.empty
    assert list(frame.columns) == list(POINT_COLUMNS)


def test_no_value_is_computed_from_a_proxy() -> None:
    operands = [id for item in derived_records() for id in item.formula.split("{")[1:]]
    assert operands
    assert [id for id in operands if id.partition("}")[0].endswith("-proxy")] == []


def test_an_interval_holds_its_value() -> None:
    for item in records().values():
        assert item.interval.low <= item.value <= item.interval.high, item.id
    frame = st.points(item.id for item in derived_records())
    # The value of a point is rounded to the decimals that may be shown.
    step = [float(Fraction(1, 10 ** st.record(id).decimals)) for id in frame["record"]]
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
        "import sys, servicestrade as st; assert len(st.select(indicator='services_trade'));"
        "print(*sorted({'altair', 'jsonschema', 'scipy', 'sphinx'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert run.stdout == "\n"
