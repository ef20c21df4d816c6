"""Rules, their verdicts, and what the data files declare."""

import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml

from servicestrade.audit.generators import GENERATORS
from servicestrade.audit.index import Index
from servicestrade.audit.report import Audit, audit
from servicestrade.audit.rules import FAILS, Rule, judge, parse
from servicestrade.audit.variables import Variable, variable
from servicestrade.audit.written import all_rules
from servicestrade.files.errors import DataError, UnknownError
from servicestrade.ledger.formulas import function_of
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.intervals import Interval, exact
from servicestrade.ledger.statistics import ledger
from tests.audit.counts import KINDS, OUTCOMES, TOUCHED


def unknown(id: str, low: str, high: str) -> Variable:
    interval = Interval(Fraction(low), Fraction(high))
    middle = (interval.low + interval.high) / 2
    return Variable(id, middle, interval, Fraction(0), Fraction(1))


def verdict(formula: str, **ends: tuple[str, str]) -> tuple[str, Fraction]:
    left, relation, right = parse(formula)
    judged = judge(
        Rule("r", "test", left, relation, right),
        {id: unknown(id, *pair) for id, pair in ends.items()},
    )
    return judged.outcome, judged.gap


@pytest.fixture(scope="module")
def result() -> Audit:
    return audit()


@pytest.mark.parametrize(
    ("whole", "outcome", "gap"),
    [
        (("9.95", "10.05"), "holds", "0"),
        (("10.05", "10.15"), "holds within rounding chain", "0"),
        (("10.10", "10.20"), "holds within rounding chain", "0"),  # the ends touch
        (("10.11", "10.21"), FAILS, "1/100"),
    ],
)
def test_a_sum_is_judged_by_its_rounding(whole: tuple[str, str], outcome: str, gap: str) -> None:
    parts = {"a": ("3.95", "4.05"), "b": ("5.95", "6.05")}
    assert verdict("{w} = {a} + {b}", w=whole, **parts) == (outcome, Fraction(gap))


def test_an_order_fails_only_where_no_values_keep_it() -> None:
    assert verdict("{a} <= {b}", a=("1", "3"), b=("2", "2"))[0] == "holds"
    assert verdict("{a} <= {b}", a=("2", "5"), b=("2", "2"))[0] == "holds within rounding chain"
    assert verdict("{a} <= {b}", a=("3", "3"), b=("2", "2")) == (FAILS, Fraction(1))


def test_a_statistic_that_occurs_twice_has_one_value() -> None:
    # plain interval arithmetic would leave {a} - {a} any value from -2 to 2
    assert verdict("{b} = {a} - {a}", a=("1", "3"), b=("1", "2")) == (FAILS, Fraction(1))
    # growth of a sum of two that grow by 10 and 20 per cent lies between these, whatever they are
    two = {"a": ("1", "9"), "b": ("1", "9"), "g": ("10", "10"), "h": ("20", "20")}
    formula = "{t} = 100 * (({a} + {b}) / ({a} / (1 + {g} / 100) + {b} / (1 + {h} / 100)) - 1)"
    assert verdict(formula, t=("10", "10"), **two)[0] == FAILS
    assert verdict(formula, t=("15", "15"), **two)[0] == "holds within rounding chain"


def test_a_division_by_what_may_be_zero_names_the_rule() -> None:
    with pytest.raises(DataError, match=r"^r cannot be computed: the divisor may be zero"):
        verdict("{a} = 1 / {b}", a=("1", "1"), b=("-1", "1"))


@pytest.mark.parametrize("text", ["{a} ** 2", "abs({a})", "{a} if 1 else 2", "1.5 * {a}"])
def test_only_arithmetic_is_an_expression(text: str) -> None:
    with pytest.raises(DataError, match="only numbers, ids and"):
        function_of(text)


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(DataError, match="is not an expression"):
        function_of("{a} +")
    with pytest.raises(DataError, match="is no rule"):
        parse("{a} + {b}")


@pytest.mark.parametrize(
    ("qualifier", "value", "decimals", "low", "high"),
    [
        ("exact", "12.5", 1, "12.45", "12.55"),
        ("about", "8.4", 1, "8.3", "8.5"),
        ("about", "1.0", 1, "0.9", "1.1"),
        ("over", "2400", 0, "2400", "2500"),
        ("nearly", "2000", 0, "1000", "2000"),
        ("over", "55", 0, "55", "60"),
        ("over", "2.5", 1, "2.5", "3"),
        ("at_least", "50", 0, "50", "500"),
        ("at_most", "50", 0, "0", "50"),
    ],
)
def test_a_qualifier_says_what_is_left_open(
    qualifier: str, value: str, decimals: int, low: str, high: str
) -> None:
    item = replace(
        ledger()["cn-services-trade-total-2022"],
        value=Decimal(value), decimals=decimals, qualifier=qualifier, unit_mult=0,
    )  # fmt: skip
    assert variable(item, {}).interval == Interval(Fraction(low), Fraction(high))


def test_padded_decimals_leave_more_open() -> None:
    item = ledger()["cn-services-trade-total-2022"]
    assert variable(item, {item.id: Fraction(1, 2)}).interval.half_width == Fraction(10**8) / 2


@pytest.mark.parametrize("name", sorted(GENERATORS))
def test_every_generator_is_declared_once(root: Path, name: str) -> None:
    entries = yaml.safe_load((root / "data/rules/generated.yml").read_text("utf-8"))["rules"]
    assert [entry["generator"] for entry in entries].count(name) == 1


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("generated", "rules"),
        ("written", "rules"),
        ("half_widths", "half_widths"),
    ],
)
def test_the_rule_files_follow_their_schema(root: Path, name: str, schema: str) -> None:
    folder = root / "data" / "rules"
    schema_ = json.loads((folder / f"{schema}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema_)
    content = yaml.safe_load((folder / f"{name}.yml").read_text("utf-8"))
    errors = jsonschema.Draft202012Validator(schema_).iter_errors(content)
    assert not [error.message for error in errors]


def test_half_widths_are_of_statistics_that_print_a_padded_zero(root: Path) -> None:
    content = yaml.safe_load((root / "data/rules/half_widths.yml").read_text("utf-8"))
    for id in content["half_widths"]:
        assert ledger()[id].printed.endswith(".0"), id


def test_a_written_rule_with_an_unknown_id_is_refused(data_copy: Path) -> None:
    path = data_copy / "rules" / "written.yml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("{cn-services-trade-total-2022}", "{cn-trade-total-2022}"), "utf-8"
    )
    with pytest.raises(DataError, match=r"rules/written.yml, .*'cn-trade-total-2022'; nearest"):
        audit()


def test_an_unknown_generator_is_refused(data_copy: Path) -> None:
    path = data_copy / "rules" / "generated.yml"
    path.write_text(path.read_text("utf-8").replace("generator: balance", "generator: balnce"))
    with pytest.raises(DataError, match="unknown generator 'balnce'; nearest: balance"):
        audit()


def test_every_rule_names_known_statistics_and_itself_once(result: Audit) -> None:
    rules = all_rules(Index(result.statistics.values()))
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert set(rule.statistics) <= result.statistics.keys(), rule.id
        assert rule.statistics, rule.id


def test_no_formula_bends_back(result: Audit) -> None:
    """Between the ends of a statistic that occurs twice, nothing may lie further out."""
    for judged in result.verdicts:
        text = f"{judged.rule.left} - ({judged.rule.right})"
        ids = REFERENCE.findall(text)
        twice = sorted({id for id in ids if ids.count(id) > 1})
        point = {id: exact(result.variables[id].value) for id in ids}
        for id in twice:
            low, high = result.variables[id].interval
            at = [point | {id: exact(low + (high - low) * n / 4)} for n in range(5)]
            values = [function_of(text)(intervals).low for intervals in at]
            assert values in (sorted(values), sorted(values, reverse=True)), (judged.rule.id, id)


def test_no_rule_is_lost(result: Audit) -> None:
    each = Counter((judged.rule.kind, judged.rule.relation) for judged in result.verdicts)
    kinds = {kind for kind, _ in each}
    assert {kind: (each[kind, "="], each[kind, "<="]) for kind in kinds} == KINDS
    assert Counter(judged.outcome for judged in result.verdicts) == OUTCOMES


def test_the_coverage_counts_each_rule_with_each_statistic(result: Audit) -> None:
    coverage = result.coverage().set_index("id")
    named = Counter(id for judged in result.verdicts for id in named_by(judged.rule))
    failing = Counter(
        id for judged in result.verdicts if judged.outcome == FAILS for id in named_by(judged.rule)
    )
    assert len(named) == TOUCHED
    assert {id: number for id, number in coverage["rules"].items() if number} == named
    assert {id: number for id, number in coverage["failing"].items() if number} == failing


def named_by(rule: Rule) -> set[str]:
    """Read the ids in a rule's formula."""
    return set(re.findall(r"\{([^}]+)\}", rule.formula))


def test_the_tables_say_what_the_verdicts_say(result: Audit) -> None:
    rows = result.rules()
    assert list(rows["rule"]) == [judged.rule.id for judged in result.verdicts]
    assert list(rows["outcome"]) == [judged.outcome for judged in result.verdicts]
    assert list(rows["formula"]) == [judged.rule.formula for judged in result.verdicts]
    assert set(rows["rule"][rows["outcome"] == FAILS]) == set(result.failing()["rule"])
    assert all(judged.rule.target in named_by(judged.rule) for judged in result.verdicts)


def test_what_if_breaks_the_rules_of_what_is_changed(result: Audit) -> None:
    before = set(result.failing()["rule"])
    id = "cn-services-trade-imports-2022"
    broken = set(audit({id: "4560.5"}).failing()["rule"]) - before
    assert "flow_total:cn-services-trade-total-2022" in broken
    assert "balance:cn-services-trade-deficit-2022" in broken


def test_what_if_takes_a_frame() -> None:
    import servicestrade as st  # noqa: PLC0415

    frame = st.statistics()
    row = frame.index[frame["id"] == "cn-services-trade-total-2022"][0]
    frame.at[row, "value"] = 8981.1
    assert "flow_total:cn-services-trade-total-2022" in set(audit(frame).failing()["rule"])


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"cn-services-trade-total": "1"}, UnknownError, "nearest"),
        ({"cn-services-trade-total-2022": "many"}, DataError, "'many' is no number"),
    ],
)
def test_what_if_refuses_what_it_cannot_read(
    change: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        audit(change)


# One rule of each generator, with its formula; the braces have the ids of numbers.
FORMULAS = {
    "repetition:cn-population-2022-ch3": "{cn-population-2022-ch3} = {cn-population-2022}",
    "flow_total:gb-services-trade-total-2022": (
        "{gb-services-trade-total-2022} = "
        "{gb-services-trade-exports-2022} + {gb-services-trade-imports-2022}"
    ),
    "balance:cn-services-trade-deficit-2022": (
        "{cn-services-trade-deficit-2022} = "
        "{cn-services-trade-imports-2022} - {cn-services-trade-exports-2022}"
    ),
    "share:jjj-services-trade-total-2022-share": (
        "{jjj-services-trade-total-2022-share} = "
        "100 * {jjj-services-trade-total-2022} / {cn-services-trade-total-2022}"
    ),
    "share_bound:ftz-land-area-2022-share": "{ftz-land-area-2022-share} <= 100",
    "shares_agree:cn-services-value-added-2022-share:cn-digital-economy-2022-share": (
        "100 * {cn-services-value-added-2022} / {cn-services-value-added-2022-share} = "
        "100 * {cn-digital-economy-2022} / {cn-digital-economy-2022-share}"
    ),
    "share_chain:cn-sg-outsourcing-executed-offshore-2022-share-of-all-counterparts"
    ":cn-sg-outsourcing-executed-offshore-2022-share-of-bri": (
        "{cn-sg-outsourcing-executed-offshore-2022-share-of-all-counterparts} = "
        "{cn-sg-outsourcing-executed-offshore-2022-share-of-bri} * "
        "{cn-bri-outsourcing-executed-offshore-2022-share} / 100"
    ),
    "shares_of_flows:cn-services-trade-sport-exports-2021-share": (
        "{cn-services-trade-sport-exports-2021-share} = "
        "100 - {cn-services-trade-sport-imports-2021-share}"
    ),
    "share_change:cn-outsourcing-executed-offshore-kpo-2022-share-change-on-2016": (
        "{cn-outsourcing-executed-offshore-kpo-2022-share-change-on-2016} = "
        "{cn-outsourcing-executed-offshore-kpo-2022-share} - "
        "{cn-outsourcing-executed-offshore-kpo-2016-share}"
    ),
    "contribution:east-outsourcing-executed-offshore-2022-contribution": (
        "{east-outsourcing-executed-offshore-2022-contribution} = "
        "100 * ({east-outsourcing-executed-offshore-2022} * "
        "(1 - 100 / (100 + {east-outsourcing-executed-offshore-2022-growth}))) / "
        "({cn-outsourcing-executed-offshore-2022} * "
        "(1 - 100 / (100 + {cn-outsourcing-executed-offshore-2022-growth})))"
    ),
    "growth:world-output-value-geo-2021-growth": (
        "{world-output-value-geo-2021-growth} = "
        "100 * ({world-output-value-geo-2021} / {world-output-value-geo-2020} - 1)"
    ),
    "change:cn-services-trade-sport-total-2021-change": (
        "{cn-services-trade-sport-total-2021-change} = "
        "{cn-services-trade-sport-total-2021} - {cn-services-trade-sport-total-2020}"
    ),
    "growth_of_sum:gb-services-trade-total-2022-growth:flows": (
        "{gb-services-trade-total-2022-growth} = 100 * "
        "(({gb-services-trade-exports-2022} + {gb-services-trade-imports-2022}) / "
        "({gb-services-trade-exports-2022} / "
        "(1 + {gb-services-trade-exports-2022-growth} / 100) + "
        "{gb-services-trade-imports-2022} / "
        "(1 + {gb-services-trade-imports-2022-growth} / 100)) - 1)"
    ),
    "gap:west-revenue-software-2022-gap": (
        "{west-revenue-software-2022-gap} = "
        "{west-revenue-software-2022-growth} - {cn-revenue-software-2022-growth}"
    ),
    "gaps_agree:asia-services-trade-total-2022-gap:europe-services-trade-total-2022-gap": (
        "{asia-services-trade-total-2022-gap} = {asia-services-trade-total-2022-growth} - "
        "{europe-services-trade-total-2022-growth} + {europe-services-trade-total-2022-gap}"
    ),
    "average:cn-labour-productivity-building-2021-per-person": (
        "{cn-labour-productivity-building-2021-per-person} = "
        "{cn-output-value-building-2021} / {cn-employees-building-2021}"
    ),
    "bounds:cn-tourist-trips-outbound-2022-lower": (
        "{cn-tourist-trips-outbound-2022-lower} <= {cn-tourist-trips-outbound-2022-upper}"
    ),
    "subset:cn-export-bases-tcm-2022:cn-export-bases-2022": (
        "{cn-export-bases-tcm-2022} <= {cn-export-bases-2022}"
    ),
    "area_within:jjj-services-trade-total-2022:east-services-trade-total-2022": (
        "{jjj-services-trade-total-2022} <= {east-services-trade-total-2022}"
    ),
    "counterpart_within:cn-au-outsourcing-executed-offshore-2022"
    ":cn-outsourcing-executed-offshore-2022": (
        "{cn-au-outsourcing-executed-offshore-2022} <= {cn-outsourcing-executed-offshore-2022}"
    ),
}


def test_generators_yield_what_the_codes_say(result: Audit) -> None:
    formulas = {judged.rule.id: judged.rule.formula for judged in result.verdicts}
    assert {id: formulas.get(id) for id in FORMULAS} == FORMULAS
    assert {id.partition(":")[0] for id in FORMULAS} == set(GENERATORS)


def test_every_generator_yields_something(result: Audit) -> None:
    index = Index(result.statistics.values())
    idle = [name for name, generator in GENERATORS.items() if not list(generator(index))]
    assert not idle
