"""Points are read from the tidy frame, or refused with a word of what to mend."""

import pytest

from servicestrade import charts
from servicestrade.charts import basis, points, series
from tests.charts.examples import flows, frame, grown, processes, row, sectors, world


def test_growth_goes_with_its_value() -> None:
    reading = points.read(processes())
    assert [point.change for point in reading.main] == ["", "+0.2%", "", "+13.1%", "", "+7.0%"]
    assert not points.read(flows()).main[0].change


def test_growth_alone_is_the_value() -> None:
    reading = points.read(frame([row(-5.3, measure="growth_yoy", flow="exports")]))
    assert [point.value for point in reading.main] == [-5.3]
    assert not reading.below


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "no row"),
        ([row(1), row(2, measure="share")], r"several measures \(level, share\)"),
        ([row(1), row(2, flow="exports", unit="CNY")], "several units"),
        ([row(1), row(2, basis="derived")], "both stand for Services trade in 2022"),
        ([row(1, unit="kg")], "no unit kg"),
    ],
)
def test_what_cannot_be_drawn_is_refused(rows: list[dict[str, object]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        points.read(frame(rows))


def test_series_are_named_by_what_differs() -> None:
    names = [one.name for one in series.series(points.read(processes()).main)]
    assert [name.en for name in names] == ["ITO", "BPO", "KPO"]
    both = series.series(points.read(sectors("exports", "imports")).main)
    assert both[0].name.en == "Transport, exports"
    without = series.series(points.read(sectors("exports", "imports")).main, without=("flow",))
    assert (without[0].name.en, without[0].name.zh) == ("Transport", "运输")
    assert series.series(points.read(world()).main)[0].name.en == "Services trade"


def test_colours_follow_the_codes() -> None:
    assert [one.colour for one in series.series(points.read(flows()).main)] == [
        "exports",
        "imports",
        "total",
    ]
    lone = series.series(points.read(processes()).main, highlight=["outsourcing:BPO"])
    assert [one.colour for one in lone] == ["pale", "bpo", "pale"]
    assert series.series(points.read(world()).main)[0].colour == "pale-exports"


def test_key_names_only_what_occurs() -> None:
    assert basis.entries(points.read(frame([row(1)])).main) == []
    found = basis.entries(points.read(world()).main)
    assert [entry.label.en for entry in found] == [
        "Printed in the report",
        "Computed from printed numbers",
        "Near definition, not comparable",
    ]
    assert [entry.hollow for entry in found] == [False, True, False]


def test_interval_is_told_with_its_value() -> None:
    point = points.read(frame(grown(4240.6, 7.6))).main[0]
    assert basis.words(point).en == "Computed from printed numbers, 393.91\u2013394.31"
    assert basis.words(point).zh == "由报告所列数字计算，3939.1\u20133943.1"


def test_twosided_wants_two_sides() -> None:
    with pytest.raises(ValueError, match="no exports or imports of 2022"):
        charts.twosided(processes())


def test_choices_are_named_when_wrong() -> None:
    with pytest.raises(ValueError, match="must be one of period, flow"):
        charts.structure(processes(), rows="year")
    with pytest.raises(ValueError, match="must be one of flow, period, bound"):
        charts.dotrange(processes(), dots="year")


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="7 parts are more than"):
        charts.structure(sectors("exports"))
