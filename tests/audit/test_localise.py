"""Suspects, hints, joint failures and tightened intervals, on small systems and on the ledger."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import combinations

import pytest

from benchmarks.planted import planted
from servicestrade.audit import Audit, audit
from servicestrade.audit.hints import hints
from servicestrade.audit.rules import FAILS, Rule, judge, parse
from servicestrade.audit.solver.localise import joint_failures, polytope_of, smallest_sets
from servicestrade.audit.solver.narrowing import narrow
from servicestrade.audit.variables import Variable
from servicestrade.ledger.intervals import Interval

pytestmark = pytest.mark.slow

SUMS = ("{t} = {a} + {b}", "{a} = {c} + {d}", "{u} = {b} + {e}")
SHARES = ("{t} = {a} + {b}", "{s} = 100 * {a} / {t}", "{s} = 100 - {r}", "{r} = 100 * {b} / {t}")
TRUE = {"a": 30, "b": 70, "c": 12, "d": 18, "e": 5, "t": 100, "u": 75, "s": 30, "r": 70}
RANGE = range(160)


def rules_of(formulas: Iterable[str]) -> list[Rule]:
    rules = []
    for number, formula in enumerate(formulas):
        left, relation, right = parse(formula)
        rules.append(Rule(f"r{number}", "test", left, relation, right))
    return rules


def variables_of(values: dict[str, int], rules: list[Rule]) -> dict[str, Variable]:
    half = Fraction(1, 4)
    return {
        id: Variable(
            id, Fraction(values[id]),
            Interval(Fraction(values[id]) - half, Fraction(values[id]) + half),
            Fraction(0), Fraction(1),
        )
        for rule in rules
        for id in rule.statistics
    }  # fmt: skip


def brute(rules: list[Rule], values: dict[str, int]) -> list[tuple[str, ...]]:
    """Try every set of statistics with every whole number, which the true values are."""
    ids = sorted({id for rule in rules for id in rule.statistics})

    def can_hold(free: tuple[str, ...], changed: dict[str, int]) -> bool:
        if free:
            return any(can_hold(free[1:], changed | {free[0]: value}) for value in RANGE)
        known = variables_of(changed, rules)
        return all(judge(rule, known).outcome != FAILS for rule in rules)

    for size in range(3):
        sets = [free for free in combinations(ids, size) if can_hold(free, values)]
        if sets:
            return sets
    raise AssertionError("no set of two is enough")


@pytest.mark.parametrize("formulas", [SUMS, SHARES])
@pytest.mark.parametrize("wrong", ["a", "b", "t"])
def test_the_smallest_sets_are_those_that_brute_force_finds(
    formulas: tuple[str, ...], wrong: str
) -> None:
    rules = rules_of(formulas)
    values = TRUE | {wrong: TRUE[wrong] + 20}
    sets, complete = smallest_sets(polytope_of(rules, variables_of(values, rules)))
    assert complete
    assert sorted(sets) == sorted(brute(rules, values))
    assert (wrong,) in sets
    low, high = sets[(wrong,)][wrong]
    assert low - 1e-6 <= TRUE[wrong] <= high + 1e-6
    assert high - low < 2


def test_two_errors_need_two_suspects() -> None:
    rules = rules_of(["{t} = {a} + {b}", "{u} = {b} + {e}", "{a} = {c} + {d}"])
    values = TRUE | {"c": 40, "u": 10}
    sets, complete = smallest_sets(polytope_of(rules, variables_of(values, rules)))
    assert complete
    assert ("c", "u") in sets
    assert {len(one) for one in sets} == {2}


def test_rules_that_hold_singly_can_clash() -> None:
    rules = rules_of(["{a} <= {b}", "{b} <= {c}", "{c} + 1 <= {a}", "{d} <= {c}"])
    known = variables_of(dict.fromkeys("abcd", 5), rules)
    wide = {
        id: Variable(id, one.value, Interval(Fraction(0), Fraction(10)), one.floor, one.scale)
        for id, one in known.items()
    }
    assert all(judge(rule, wide).outcome != FAILS for rule in rules)
    clashes = joint_failures(rules, wide)
    assert [[rule.id for rule in clash] for clash in clashes] == [["r0", "r1", "r2"]]
    assert joint_failures(rules[:2], wide) == []


def test_a_span_is_what_the_rules_leave() -> None:
    rules = rules_of(["{t} = {a} + {b}"])
    spans = polytope_of(rules, variables_of(TRUE, rules)).spans(("a", "b"), ("a",))
    assert spans is not None
    assert spans["a"] == pytest.approx((29.5, 30.5))
    assert spans["b"] == pytest.approx((69.75, 70.25))


@pytest.fixture(scope="module")
def result() -> Audit:
    return audit()


HINTS: list[tuple[str, Callable[[float], float], str]] = [
    ("cn-services-trade-total-2022", lambda value: value * 10, "power_of_ten 88911"),
    ("cn-services-trade-total-2022", lambda value: 8819.1, "digits_swapped 8819.1"),
    ("cn-services-trade-total-2022", lambda value: 8391.1, "one_digit_off 8391.1"),
    ("cn-services-trade-total-2022", lambda value: value * 1.083, "last_year"),
    ("cn-services-trade-total-2022-growth", lambda value: -value, "wrong_sign -8.3"),
    (
        "cn-services-trade-exports-2022",
        lambda value: 4650.5,
        "neighbour 4650.5 cn-services-trade-imports-2022",
    ),
]


@pytest.mark.parametrize(("id", "meant", "hint"), HINTS)
def test_known_slips_are_named(
    result: Audit, id: str, meant: Callable[[float], float], hint: str
) -> None:
    item = result.statistics[id]
    true = meant(float(item.value))
    assert hint in map(str, hints(item, true - 0.01, true + 0.01, result.statistics))
    assert hint not in map(str, hints(item, true + 25, true + 25.02, result.statistics))
    assert hints(item, 0, float("inf"), result.statistics) == []


def test_planted_errors_are_found_and_located(result: Audit) -> None:
    slips = list(planted(result, 16))
    assert len(slips) == 16
    assert sum(slip.detected for slip in slips) >= 14
    assert sum(slip.located for slip in slips) >= 12


def test_scipy_is_loaded_only_where_it_is_needed() -> None:
    code = """
import sys
from servicestrade.audit import audit
audit()
assert "scipy" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_suspect_must_lie_beyond_its_printed_value() -> None:
    rules = rules_of(["{t} = {a} + {b}"])
    variables = variables_of({"t": 100, "a": 30, "b": 60}, rules)
    low, high = narrow(rules, "t", (0.0, 99.0), variables) or (0, 0)
    assert (low, high) == pytest.approx((0, 90.5))
    assert narrow(rules, "t", (95.0, 99.0), variables) is None


def test_a_divisor_that_may_be_zero_tells_nothing() -> None:
    rules = rules_of(["{t} = {a} / {b}"])
    variables = variables_of({"t": 5, "a": 10, "b": 10}, rules)
    assert narrow(rules, "b", (-5.0, 20.0), variables) == (-5.0, 20.0)
