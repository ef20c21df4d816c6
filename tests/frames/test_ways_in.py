"""Check the ways into the data: search, code lists, descriptions, wide frames, what-ifs."""

import re
from collections.abc import Callable
from importlib.metadata import version

import pandas as pd
import pytest

import servicestrade as st
from servicestrade.ledger.catalogue import drawable_records, records
from servicestrade.ledger.codes import LISTS, code_list
from servicestrade.registers.figures import figures

TOTAL = "cn-services-trade-total-2022"


@pytest.mark.parametrize(
    ("words", "kind", "id"),
    [
        ("travel", "breakdown", "ebops:SD"),
        ("旅行", "breakdown", "ebops:SD"),
        ("travel deficit", "record", "cn-services-trade-deficit-travel-2022"),
        ("旅行逆差", "record", "cn-services-trade-deficit-travel-2022"),
        ("Shanghai", "area", "CN-SH"),
        ("KPO", "breakdown", "outsourcing:KPO"),
        ("gdp", "indicator", "gdp"),
        ("traavel", "breakdown", "ebops:SD"),
        ("exports of services of the world 2022", "record", "world-services-trade-exports-2022"),
        ("8891.1", "record", "cn-services-trade-total-2022"),
    ],
)
def test_the_first_find_is_what_was_meant(words: str, kind: str, id: str) -> None:
    first = st.search(words).iloc[0]
    assert (first["kind"], first["id"]) == (kind, id)


def test_every_record_and_code_is_found_by_its_name() -> None:
    """Not always first, since names share words, but among the first hundred."""
    for item in drawable_records()[::97]:
        found = st.search(item.label_en, kind="record", limit=100)
        assert item.id in set(found["id"]), item.id
    for code, row in code_list("breakdowns").items():
        assert code in set(st.search(row["name_zh"], kind="breakdown", limit=100)["id"]), code


def test_a_find_tells_how_to_select() -> None:
    found = st.search("旅行", kind="breakdown").iloc[0]
    assert found["text_en"] == "breakdown='ebops:SD'"
    assert len(st.search("trade", limit=7)) == 7
    scores = st.search("services exports")["score"]
    assert scores.is_monotonic_decreasing
    assert scores.iloc[0] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"words": "travel", "kind": "breakdowns"}, "nearest: breakdown"),
        ({"words": " ,.", "kind": None}, "no word to look for"),
        ({"words": None}, "no word to look for"),
        ({"words": "travel", "limit": -1}, "give 1 or more, or None"),
    ],
)
def test_a_search_that_cannot_be_is_refused(arguments: dict[str, str], said: str) -> None:
    with pytest.raises(st.UnknownError, match=said):
        st.search(**arguments)


def test_a_search_that_finds_nothing_says_so() -> None:
    with pytest.warns(st.EmptySelection, match="nothing is found for '龘'"):
        assert st.search("龘").empty


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: st.describe("China"), "st.search('China') looks for words"),
        (lambda: st.describe(["CN"]), "unknown id or code"),
        (lambda: st.record(None), "unknown record 'None'"),
        (lambda: st.points([3]), "unknown record '3'"),
        (lambda: st.figure(None), "unknown figure 'None'"),
        (lambda: st.codes(["areas"]), "unknown code list"),
        (lambda: st.audit(["a"]), "is no change; give other values by id"),
        (lambda: st.audit({TOTAL: "1e400"}), "has more than 30 digits before or after"),
        (lambda: st.audit({TOTAL: "1e99999999"}), "has more than 30 digits before or after"),
        (lambda: st.audit({TOTAL: "1e-99999999"}), "has more than 30 digits before or after"),
        (lambda: st.audit({TOTAL: "inf"}), "is no number; give one in the printed scale"),
        (lambda: st.audit(pd.DataFrame({"a": [1]})), "no columns id and value"),
        (
            lambda: st.format_record(st.record("cn-services-trade-total-2022"), "fr"),
            "language 'fr'",
        ),
    ],
)
def test_odd_arguments_are_answered_in_a_sentence(call: Callable[[], object], said: str) -> None:
    with pytest.raises(st.DataError, match=re.escape(said)):
        call()


def test_code_lists_as_frames() -> None:
    assert list(st.codes()["list"]) == list(LISTS)
    areas = st.codes("areas").set_index("code")
    assert list(areas.index) == list(code_list("areas"))
    assert tuple(areas.loc["CN", ["iso3", "m49"]]) == ("CHN", "156")
    assert areas.loc["W1", "m49"] == "001"
    economies = areas[areas.index.str.fullmatch("[A-Z]{2}")]
    assert economies["iso3"].str.fullmatch("[A-Z]{3}").all()
    assert economies["iso3"].is_unique
    kept = drawable_records()
    china = sum(item.area == "CN" for item in kept) + sum(item.counterpart == "CN" for item in kept)
    assert areas.loc["CN", "records"] == china
    as_partner = st.codes("counterpart").set_index("code")["records"]
    assert as_partner["JP"] == sum(item.counterpart == "JP" for item in kept) > 0
    with pytest.raises(st.UnknownError, match="nearest: areas"):
        st.codes("aeras")


def test_a_description_tells_all_that_is_known() -> None:
    told = dict(st.describe("cn-services-trade-exports-2021").lines)
    assert told["Value"] == "USD 394.1 billion (3941亿美元)"
    assert told["Basis"] == "derived"
    assert told["Formula"].startswith("{cn-services-trade-exports-2022} / (1 + ")
    assert told["area"] == "CN (China)"
    total = st.describe("cn-services-trade-total-2022")
    assert "cn-services-trade-total-2021" in dict(total.lines)["Used for"]
    assert "cannot hold by rounding" in dict(total.lines)["Rules"]
    assert any(head == "Finding" for head, _ in total.lines)
    assert repr(total).splitlines()[0] == "China: services exports plus imports, 2022"
    assert "<caption>China: services exports plus imports, 2022</caption>" in total._repr_html_()
    assert "area='x-bri'" in repr(st.describe("x-bri"))
    with pytest.raises(st.UnknownError, match="nearest: cn-services-trade-total-2022"):
        st.describe("cn-services-trade-totl-2022")


def test_every_record_can_be_described() -> None:
    for id in [*records()][::31]:
        assert repr(st.describe(id)).startswith(records()[id].label_en)


def test_wide_refuses_to_merge() -> None:
    asked = {"indicator": "services_trade", "area": "CN", "breakdown": "", "counterpart": "",
             "measure": "level", "flow": ["exports", "imports"]}  # fmt: skip
    trade = st.select(**asked, period=[2021, 2022])
    laid = st.wide(trade, rows="flow", columns="period")
    assert list(laid.columns) == ["2021", "2022"]
    assert laid.loc["imports", "2022"] == 4650.5
    assert laid.size == len(trade)
    with pytest.raises(st.DataError, match="they differ in period"):
        st.wide(trade, rows="flow", columns="area")
    shares = st.select(indicator="services_trade", area="CN", breakdown="", measure="share",
                       flow="exports", period=2022)  # fmt: skip
    with pytest.raises(st.DataError, match="they differ in base"):
        st.wide(shares, rows="flow", columns="period")
    with pytest.raises(st.DataError, match="twice in the frame"):
        st.wide(pd.concat([trade, trade]), rows="flow", columns="period")
    with pytest.raises(st.DataError, match="select it with names=True"):
        st.wide(trade, rows="flow_en", columns="period")
    both = st.wide(trade, rows="flow", columns=["period", "unit"])
    assert list(both.columns) == [("2021", "USD"), ("2022", "USD")]
    with pytest.raises(st.UnknownError, match="nearest: flow"):
        st.wide(trade, rows="flwo", columns="period")


def test_wide_refuses_to_mix_units() -> None:
    clients = st.select(indicator="clients", breakdown_has="market:regional", measure="count")
    with pytest.raises(
        st.DataError,
        match=r"in NUM enterprises 4 and NUM enterprises 0; select one unit, .*'amount'",
    ):
        st.wide(clients, rows="breakdown", columns="measure")
    assert (
        st.wide(clients, rows="breakdown", columns="measure", values="amount")
        .notna()
        .all(axis=None)
    )


def test_what_a_change_breaks() -> None:
    what_if = st.audit({"cn-services-trade-total-2022": "8981.1"})
    new = what_if.new()
    assert "flow_total:cn-services-trade-total-2022" in set(new["rule"])
    assert set(new["rule"]) == set(what_if.failing()["rule"]) - set(st.audit().failing()["rule"])
    assert st.audit().new().empty


def test_what_notebooks_show_is_short() -> None:
    audit = st.audit()
    assert repr(audit).startswith("Audit of 1631 statistics by 1698 rules: 1593 holds")
    assert len(audit._repr_html_()) < 20_000
    for item in (st.statistic(TOTAL), st.record("world-gdp-2022-growth")):
        assert item.id in repr(item)
        assert len(repr(item)) < 120
        assert item.label_en in item._repr_html_()
    for meta in figures().values():
        assert repr(meta).startswith(f"FigureMeta({meta.id!r}, ")
        assert len(repr(meta)) < 200
        assert meta._repr_html_().startswith(f"<table><caption>{meta.name('en')}: ")
        assert "](stat:" not in repr(meta) + meta._repr_html_()


def test_the_frame_prints_what_matters() -> None:
    """What pandas shows of a wide frame are its first and last columns: they say the most."""
    frame = st.select(area="CN-SH")
    shown = [*frame.columns[:10], *frame.columns[-10:]]
    assert {"id", "label_en", "value", "unit", "period", "basis", "text_en"} <= set(shown)
    assert isinstance(frame, pd.DataFrame)


def test_the_version_is_that_of_the_package() -> None:
    assert st.__version__ == version("servicestrade")


def test_every_public_name_is_there_and_listed() -> None:
    assert {*st.__all__, "__version__"} <= {*dir(st)}
    for name in st.__all__:
        assert getattr(st, name) is not None
    assert callable(st.audit), "the function, whatever of the room of that name is imported"
