"""Rules about growth and change: on earlier values, of sums, over years, and of averages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicestrade.audit.generators.formulas import (
    Grown,
    earlier,
    gain,
    ref,
    rule_of,
    with_growth,
    year_before,
)
from servicestrade.audit.index import Index, whole_of
from servicestrade.audit.rules import Rule
from servicestrade.ledger.statistics import Statistic


def growth(index: Index) -> Iterator[Rule]:
    """Yield rules: growth is the value over that of the year before, if both are printed."""
    for item in index.of("growth_yoy"):
        now = index.value(item, per=item.per)
        then = year_before(index, item)
        if now and then:
            yield rule_of("growth", item, f"100 * ({ref(now)} / {ref(then)} - 1)")


def change(index: Index) -> Iterator[Rule]:
    """Yield rules: a change is the value less that of the year before, printed or implied."""
    for item in index.of("change_abs"):
        now, then = index.value(item), year_before(index, item)
        if not now or item.base_period:
            continue
        if then:
            yield rule_of("change", item, f"{ref(now)} - {ref(then)}")
        rate = index.growth(item)
        if rate:
            yield rule_of("change", item, gain(now, rate), suffix="growth")


def growth_of_sum(index: Index) -> Iterator[Rule]:
    """Yield rules: trade of the year before is exports plus imports of that year."""
    for item in index.of("growth_yoy"):
        if item.flow == "total":
            flows = [with_growth(index, item, flow=flow) for flow in ("exports", "imports")]
            yield from _weighted(index, item, flows, "flows")


def _weighted(
    index: Index, item: Statistic, parts: list[Grown | None], suffix: str
) -> Iterator[Rule]:
    """Yield rules: the growth of a whole is that of its parts together."""
    printed = [part for part in parts if part]
    if len(printed) < len(parts) or not printed:
        return
    now = " + ".join(ref(value) for value, _ in printed)
    then = " + ".join(earlier(*part) for part in printed)
    yield rule_of("growth_of_sum", item, f"100 * (({now}) / ({then}) - 1)", suffix)


def gap(index: Index) -> Iterator[Rule]:
    """Yield rules: a gap is one rate less the other."""
    for item in index.of("gap_pp"):
        measures = [m for m in ("growth_yoy", "share") if index.find(item, measure=m, base="")]
        if len(measures) != 1:
            continue
        one = index.find(item, measure=measures[0], base="")
        other = index.find(item, measure=measures[0], **{"base": ""} | whole_of(item))
        if one and other and one != other:
            yield rule_of("gap", item, f"{ref(one)} - {ref(other)}")


def gaps_agree(index: Index) -> Iterator[Rule]:
    """Yield rules: rates less their gaps give the same rate, even if that is not printed."""
    first: dict[tuple[str, ...], tuple[Statistic, Statistic]] = {}
    for item in index.of("gap_pp"):
        rate = index.growth(item)
        changes = whole_of(item)
        if not rate or index.growth(item, **changes):
            continue
        key = tuple(changes.get(name, getattr(item, name)) for name in _COMPARED)
        known = first.setdefault(key, (rate, item))
        if known[1] is not item:
            right = f"{ref(rate)} - {ref(known[0])} + {ref(known[1])}"
            yield rule_of("gaps_agree", item, right, known[1].id)


_COMPARED = ("indicator", "breakdown", "area", "counterpart", "flow", "period", "status")


DIVISORS: Mapping[str, tuple[str, ...]] = {
    "enterprise": ("enterprises",),
    "institution": ("institutions",),
    "person": ("employees", "population"),
}
DIVIDENDS: Mapping[str, str] = {"labour_productivity": "output_value"}


def average(index: Index) -> Iterator[Rule]:
    """Yield rules: an average is the whole over the number who share it; likewise its growth."""
    for item in index.of("level", "growth_yoy"):
        indicator = DIVIDENDS.get(item.indicator, item.indicator)
        for divisor in DIVISORS.get(item.per, ()):
            if item.measure == "level":
                whole = index.value(item, indicator=indicator)
                number = index.value(item, indicator=divisor)
                if whole and number:
                    yield rule_of("average", item, f"{ref(whole)} / {ref(number)}")
            else:
                whole = index.growth(item, indicator=indicator, per="")
                number = index.growth(item, indicator=divisor, per="")
                if whole and number:
                    ratio_ = f"(100 + {ref(whole)}) / (100 + {ref(number)})"
                    yield rule_of("average", item, f"100 * {ratio_} - 100")
