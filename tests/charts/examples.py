"""Frames of points and the charts that the tests draw of them."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace

import altair as alt
import pandas as pd

from servicestrade import charts

OFFSHORE = "delivery:offshore"
COLUMNS = (
    *("id", "basis", "indicator", "breakdown", "area", "counterpart", "flow", "measure"),
    *("period", "year", "unit", "unit_mult", "value", "low", "high", "text_en", "text_zh"),
    *("base", "stage", "bound", "item_en", "item_zh", "place_en", "place_zh", "note_en", "note_zh"),
)
FIGURE = SimpleNamespace(
    title={
        "en": "Trade in services grew [8.3%](stat:cn-services-trade-total-2022-growth) in 2022, "
        "while the deficit widened for the first time in years",
        "zh": "2022年服务贸易[增长8.3%](stat:cn-services-trade-total-2022-growth)，"
        "逆差多年来首次扩大",
    },
    subtitle={"en": "China, USD billion, 2016-2022", "zh": "中国，亿美元，2016—2022年"},
    source={"en": "Ministry of Commerce", "zh": "中华人民共和国商务部"},
    alt={"en": "Trade in services grew.", "zh": "服务贸易增长。"},
)


def row(  # one point, with words as the data module makes them
    value: float,
    year: int = 2022,
    *,
    basis: str = "reported",
    half: float = 0.05,
    note: str = "",
    unit_mult: int | None = None,
    **codes: str,
) -> dict[str, object]:
    share = codes.get("measure", "level") != "level"
    found = {
        "basis": basis,
        "indicator": "services_trade",
        "breakdown": "",
        "area": "CN",
        "counterpart": "",
        "flow": "",
        "measure": "level",
        "base": "",
        "stage": "",
        "bound": "",
        "period": str(year),
        "year": year,
        "unit": "PT" if share else "USD",
        "unit_mult": unit_mult if unit_mult is not None else 0 if share else 8,
        "value": value,
        "low": value - half,
        "high": value + half,
        "text_en": f"{value:.1f}%" if share else f"USD {value / 10:.3f} billion",
        "text_zh": f"{value:.1f}%" if share else f"{value:.2f}亿美元",
        "item_en": "services trade",
        "item_zh": "服务贸易",
        "place_en": "Report, chapter 2, paragraph 3",
        "place_zh": "报告第2章，第3段",
        "note_en": note,
        "note_zh": "近似口径。" if note else "",
    } | codes
    dimensions = ("area", "counterpart", "indicator", "breakdown", "flow", "measure", "period")
    found["id"] = "-".join(str(found[key]) for key in (*dimensions, "basis"))
    return found


def frame(rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def grown(value: float, rate: float, **codes: str) -> list[dict[str, object]]:
    """Give the level of 2022, its growth, and the level of 2021 that follows."""
    before = value / (1 + rate / 100)
    return [
        row(round(before, 1), 2021, basis="derived", half=before * 0.0005, **codes),
        row(value, **codes),
        row(rate, measure="growth_yoy", **codes),
    ]


def flows() -> pd.DataFrame:
    """Give seven years of three flows with two gaps, four bases, and growth in four years."""
    levels = {
        "exports": [None, 2280.9, 2668.4, 2836.1, 2806.3, 3941.0, 4240.6],
        "imports": [4523.0, 4676.6, 5250.4, 5014.3, 3810.9, 4270.0, 4650.5],
        "total": [None, 6957.5, None, 7850.4, 6617.2, 8210.0, 8891.1],
    }
    rates = {"exports": [6.3, -1.1, 40.4, 7.6], "imports": [-4.5, -24.0, 12.1, 8.9]}
    bases = ["derived", *["external"] * 4, "derived", "reported"]
    rows = [
        row(value, year, basis=basis, flow=flow)
        for flow, values in levels.items()
        for year, value, basis in zip(range(2016, 2023), values, bases, strict=True)
        if value
    ]
    for flow, values in rates.items():
        for year, rate in zip(range(2019, 2023), values, strict=True):
            basis = "reported" if year == 2022 else "derived"
            rows.append(row(rate, year, basis=basis, flow=flow, measure="growth_yoy"))
    return frame(rows)


def world() -> pd.DataFrame:
    """Give a few points of one series and seven of a near definition."""
    near = [51271.5, 55900.7, 61279.6, 63163.1, 52710.1, 63390.9, 73180.9]
    codes = {"area": "W1", "flow": "exports"}
    rows = [
        row(value, year, basis="proxy", note="Commercial services only.", **codes)
        for year, value in zip(range(2016, 2023), near, strict=True)
    ]
    rows += [row(63183.0, 2019, basis="derived", half=400.0, **codes)]
    return frame([*rows, *grown(71270.6, 14.8, **codes)])


def outsourcing() -> pd.DataFrame:
    """Give one series of six years with a gap, and its growth in three."""
    codes = {"indicator": "outsourcing_executed"}
    values = {2016: 1064.6, 2018: 1450.3, 2019: 1580.8, 2020: 1753.5, 2021: 2264.8}
    rows = [row(value, year, basis="external", **codes) for year, value in values.items()]
    for year, rate in {2019: 9.0, 2020: 10.9, 2021: -2.9}.items():
        rows.append(row(rate, year, basis="derived", measure="growth_yoy", **codes))
    return frame([*rows, *grown(2522.1, 11.4, **codes)[1:]])


def two_growths() -> pd.DataFrame:
    """Give the same with its growth in two years only."""
    found = outsourcing()
    return found[(found["measure"] == "level") | (found["year"] >= 2021)]


def processes() -> pd.DataFrame:
    """Give two years of three processes."""
    values = {"ITO": (561.1, 0.2), "BPO": (224.0, 13.1), "KPO": (583.3, 7.0)}
    codes = {"indicator": "outsourcing_executed"}
    return frame(
        one
        for code, (value, rate) in values.items()
        for one in grown(value, rate, breakdown=f"{OFFSHORE} outsourcing:{code}", **codes)
    )


def clusters() -> pd.DataFrame:
    values = {"x-yrd": (690.6, 13.2), "CN-GD": (180.9, 13.7), "x-jjj": (128.7, 12.4)}
    values |= {"x-cycc": (61.8, 9.4)}
    codes = {"indicator": "outsourcing_executed", "breakdown": OFFSHORE}
    return frame(one for area, found in values.items() for one in grown(*found, area=area, **codes))


SECTORS = {
    "ebops:SC": (1448.9, 13.9, 1688.3, 26.4),
    "ebops:SD": (95.8, -15.7, 1176.8, 6.0),
    "ebops:SI": (861.5, 8.4, 380.3, -5.2),
    "ebops:SH": (132.7, 12.7, 444.3, -5.1),
    "ebops:SA": (208.7, 3.7, 8.3, 16.9),
    "ebops:SK": (17.8, -6.2, 26.1, -20.2),
}


def sectors(*sides: str) -> pd.DataFrame:
    """Give two years of six sectors, one of them without growth."""
    rows: list[dict[str, object]] = []
    for code, found in SECTORS.items():
        for flow, (value, rate) in (("exports", found[:2]), ("imports", found[2:])):
            if flow in sides:
                rows += grown(value, rate, breakdown=code, flow=flow)
    return frame([*rows, row(17.0, basis="derived", breakdown="ebops:SL", flow=sides[0])])


def shares() -> pd.DataFrame:
    values = {2016: (46.9, 16.6, 36.5), 2021: (43.0, 15.2, 41.8), 2022: (41.0, 16.4, 42.6)}
    return frame(
        row(
            share,
            year,
            basis="derived" if year == 2021 else "reported",
            indicator="outsourcing_executed",
            breakdown=f"{OFFSHORE} outsourcing:{code}",
            measure="share",
        )
        for year, found in values.items()
        for code, share in zip(("ITO", "BPO", "KPO"), found, strict=True)
    )


def regions() -> pd.DataFrame:
    values = {"x-east": (7808.2, 8.4), "x-central-west": (810.5, 6.6), "x-northeast": (218.8, 8.8)}
    return frame(
        one for area, found in values.items() for one in grown(*found, area=area, flow="total")
    )


def growth() -> pd.DataFrame:
    """Give growth rates only, of two flows."""
    found = sectors("exports", "imports")
    return found[found["measure"] == "growth_yoy"]


def three_dots() -> pd.DataFrame:
    """Give shares of three flows, some of them nearly the same."""
    found = {"ebops:SC": (41.9, 49.6, 34.9), "ebops:SK": (1.2, 0.8, 1.6)}
    return frame(
        row(share, breakdown=code, flow=flow, measure="share")
        for code, values in found.items()
        for flow, share in zip(("total", "exports", "imports"), values, strict=True)
    )


def open_bars(half: float = 4.0) -> pd.DataFrame:
    """Give a value whose rounding leaves something open."""
    return frame([row(90.0, 2021, basis="derived", half=half), row(99.0)])


def one_series() -> pd.DataFrame:
    codes = {"indicator": "outsourcing_executed", "breakdown": f"{OFFSHORE} industry:manufacturing"}
    return frame([row(244.3, 2018, basis="external", **codes), *grown(464.7, 9.9, **codes)])


def rough() -> pd.DataFrame:
    """Give shares with and without decimals, and with words for what is not exact."""
    texts = {
        "ebops:SC": (63.0, "63%", "63%"),
        "ebops:SD": (20.0, "under 20%", "不足20%"),
        "ebops:SI": (0.0, "0%", "0%"),
        "ebops:SH": (9.25, "9.25%", "9.25%"),
        "ebops:SA": (40.0, "at least 40%", "40%以上"),
    }
    return frame(
        [
            row(value, measure="share", breakdown=code, text_en=english, text_zh=chinese)
            for code, (value, english, chinese) in texts.items()
        ]
    )


def whole() -> pd.DataFrame:
    """Give two years of two flows in whole numbers, and a growth that is about right."""
    words = {"text_en": "CNY 857.6 billion", "text_zh": "8576亿元人民币", "unit": "CNY"}
    rows = [
        row(8576.0, flow="exports", **words),
        row(7000.0, 2021, flow="exports", **words),
        row(29.0, flow="exports", measure="growth_yoy", text_en="about 29%", text_zh="约29%"),
        row(7524.0, flow="imports", **words),
        row(7100.0, 2021, flow="imports", **words),
    ]
    return frame(rows)


def powers() -> pd.DataFrame:
    """Give values in powers of ten as different as they are printed."""
    big = {"unit": "CNY", "text_zh": "26.0万亿元人民币", "breakdown": "ebops:SC"}
    small = {"unit": "CNY", "text_zh": "7535.2亿元人民币", "breakdown": "ebops:SD"}
    return frame([row(26.0, unit_mult=12, **big), row(7535.2, **small)])


def ranges() -> pd.DataFrame:
    """Give the two ends of a time, before and after."""
    days = {("before", "lower"): 30, ("before", "upper"): 90}
    days |= {("after", "lower"): 5, ("after", "upper"): 30}
    codes = {"indicator": "procedure_time", "unit": "workday"}
    return frame(
        [
            row(value, unit_mult=0, stage=stage, bound=bound, text_zh=f"{value}工作日", **codes)
            for (stage, bound), value in days.items()
        ]
    )


def near_zero() -> pd.DataFrame:
    """Give exports that are small beside imports, and the deficit."""
    codes = {"indicator": "services_trade_deficit", "flow": "balance"}
    rows = [*grown(1.9, -15.7, flow="exports"), *grown(40.0, 6.0, flow="imports")]
    return frame([*rows, row(35.4, 2021, **codes), row(38.1, **codes)])


def far_years() -> pd.DataFrame:
    """Give three years, of which two are close."""
    codes = {"indicator": "outsourcing_executed"}
    return frame([row(150.0, 2011, **codes), row(689.0, 2020, **codes), row(752.4, 2021, **codes)])


def of_funds() -> pd.DataFrame:
    """Give shares of one whole in two indicators."""
    values = {"enterprises": (60.0, 40.0), "funds": (35.3, 64.7)}
    return frame(
        [
            row(
                share,
                measure="share",
                indicator=indicator,
                breakdown=f"fund:private-{kind}",
                base="breakdown:fund:private",
            )
            for indicator, found in values.items()
            for kind, share in zip(("equity", "securities"), found, strict=True)
        ]
    )


Build = Callable[..., alt.TopLevelMixin]
EXAMPLES: dict[str, Build] = {
    "trend-flows": lambda **more: charts.trend(flows(), **more),
    "trend-proxy": lambda **more: charts.trend(world(), **more),
    "trend-single": lambda **more: charts.trend(outsourcing(), **more),
    "trend-few": lambda **more: charts.trend(processes(), **more),
    "trend-two-growths": lambda **more: charts.trend(two_growths(), **more),
    "slope-near": lambda **more: charts.slope(processes(), highlight=["outsourcing:BPO"], **more),
    "slope-four": lambda **more: charts.slope(clusters(), highlight=["x-jjj"], **more),
    "slope-open": lambda **more: charts.slope(open_bars(), **more),
    "bars-open": lambda **more: charts.bars(open_bars(), **more),
    "dotrange-three": lambda **more: charts.dotrange(three_dots(), **more),
    "slope": lambda **more: charts.slope(processes(), highlight=["outsourcing:ITO"], **more),
    "slope-single": lambda **more: charts.slope(one_series(), **more),
    "bars": lambda **more: charts.bars(sectors("exports"), **more),
    "bars-switch": lambda **more: charts.bars(sectors("imports"), switch=True, **more),
    "bars-years": lambda **more: charts.bars(one_series(), **more),
    "bars-growth": lambda **more: charts.bars(
        growth().query("flow=='imports'"), highlight=["ebops:SC"], **more
    ),
    "twosided": lambda **more: charts.twosided(sectors("exports", "imports"), **more),
    "structure": lambda **more: charts.structure(shares(), **more),
    "structure-switch": lambda **more: charts.structure(regions(), switch=True, **more),
    "dotrange": lambda **more: charts.dotrange(growth(), **more),
    "dotrange-years": lambda **more: charts.dotrange(clusters(), dots="period", **more),
    "bars-slightly-open": lambda **more: charts.bars(open_bars(1.0), **more),
    "bars-rough": lambda **more: charts.bars(rough(), **more),
    "bars-powers": lambda **more: charts.bars(powers(), **more),
    "slope-whole": lambda **more: charts.slope(whole(), **more),
    "slope-near-zero": lambda **more: charts.slope(near_zero(), **more),
    "slope-far": lambda **more: charts.slope(far_years(), **more),
    "twosided-whole": lambda **more: charts.twosided(whole(), **more),
    "dotrange-rough": lambda **more: charts.dotrange(rough(), dots="period", **more),
    "dotrange-bound": lambda **more: charts.dotrange(ranges(), dots="bound", **more),
    "structure-funds": lambda **more: charts.structure(of_funds(), rows="indicator", **more),
    "structure-rough": lambda **more: charts.structure(rough().head(3), **more),
    "panels": lambda **more: charts.panels(processes(), **more),
    "panels-four": lambda **more: charts.panels(clusters(), highlight=["x-yrd"], **more),
    "panels-lines": lambda **more: charts.panels(flows(), **more),
}
