"""Plant known slips in the ledger, one at a time, and see whether the audit finds them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from servicestrade.audit import Audit, audit
from servicestrade.audit.report import audit_of, changed
from servicestrade.audit.rules import FAILS, Rule, judge
from servicestrade.audit.solver.localise import around, joint_failures, polytope_of, suspects_of
from servicestrade.audit.variables import variable
from servicestrade.ledger.statistics import Statistic

TIGHT = 2
"""A statistic is tight if the rules leave it at most so many times what its own rounding does."""
SAMPLE = 150
SIGNED = frozenset({"growth_yoy", "share_change_pp", "gap_pp", "change_abs"})


@dataclass(frozen=True)
class Planted:
    """A slip, and what became of it."""

    id: str
    slip: str
    detected: bool
    located: bool
    alone: bool


def slips(item: Statistic, statistics: Mapping[str, Statistic]) -> dict[str, Decimal]:
    """Return the slips that could befall a value, chosen by a hash of its id."""
    text, seed = str(item.value), crc32(item.id.encode())
    digits = [place for place, sign in enumerate(text) if sign.isdigit()]
    found: dict[str, Decimal] = {}
    place = digits[seed % len(digits)]
    other = (int(text[place]) + 1 + seed // 7 % 9) % 10
    found["one digit off"] = Decimal(f"{text[:place]}{other}{text[place + 1 :]}")
    pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
    if pairs:
        one, two = pairs[seed % len(pairs)]
        signs = list(text)
        signs[one], signs[two] = signs[two], signs[one]
        found["digits swapped"] = Decimal("".join(signs))
    found["power of ten"] = item.value * 10
    if item.measure in SIGNED and item.value:
        found["wrong sign"] = -item.value
    twin = item.id.replace("-exports-", "-imports-")
    if twin != item.id and twin in statistics:
        found["imports for exports"] = statistics[twin].value
    rate = statistics.get(f"{item.id}-growth")
    if rate is not None and item.measure == "level":
        earlier = item.value / (1 + rate.value / 100)
        found["last year's figure"] = round(earlier, item.decimals)
    return {name: value for name, value in found.items() if value != item.value}


def tight(id: str, found: Audit, holding: Sequence[Rule]) -> bool:
    """Tell whether the rules leave a statistic little more than its own rounding does."""
    rules = [rule for rule in holding if id in rule.statistics]
    if not rules:
        return False
    spans = polytope_of([*rules, *around(rules, holding)], found.variables).spans((id,), (id,))
    own = found.variables[id]
    unit = float(own.scale) / 10 ** found.statistics[id].decimals
    return spans is not None and spans[id][1] - spans[id][0] <= TIGHT * unit


def planted(found: Audit, most: int) -> Iterator[Planted]:
    """Plant slips in statistics that the rules constrain tightly, spread over the ledger."""
    holding = found.holding
    touched = {id for rule in holding for id in rule.statistics}
    count = 0
    for id in sorted(touched, key=lambda id: crc32(id.encode())):
        if count == most:
            return
        item = found.statistics[id]
        if item.qualifier != "exact" or not tight(id, found, holding):
            continue
        count += 1
        choices = slips(item, found.statistics)
        slip = sorted(choices)[crc32(id[::-1].encode()) % len(choices)]
        yield plant(item, slip, choices[slip], found, holding)


def plant(
    item: Statistic, slip: str, value: Decimal, found: Audit, holding: Sequence[Rule]
) -> Planted:
    """Plant one slip among rules that all hold without it, and search for it."""
    variables = {**found.variables, item.id: variable(changed(item, value), {})}
    near = [rule for rule in holding if item.id in rule.statistics]
    failing = [rule for rule in near if judge(rule, variables).outcome == FAILS]
    rest = [rule for rule in holding if rule not in failing]
    group = failing
    if not failing:
        clashes = joint_failures([*near, *around(near, rest)], variables)
        group = [rule for clash in clashes for rule in clash]
        rest = [rule for rule in rest if rule not in group]
    if not group:
        return Planted(item.id, slip, detected=False, located=False, alone=False)
    sets = suspects_of(group, rest, variables).sets
    located = any(item.id in one for one in sets)
    return Planted(item.id, slip, True, located, located and len(sets) == 1)


def table(_: Path) -> list[list[str]]:
    """Give the rates by kind of slip, and the times of the audit."""
    found = audit()
    done = list(planted(found, SAMPLE))
    rows = [["planted slips", "number", "detected", "located", "alone"]]
    for slip in [*sorted({one.slip for one in done}), "all"]:
        some = [one for one in done if slip in ("all", one.slip)]
        rates = (
            sum(getattr(one, name) for one in some) / len(some)
            for name in ("detected", "located", "alone")
        )
        rows.append([slip, str(len(some)), *(f"{rate:.0%}" for rate in rates)])
    return rows


def times(_: Path) -> list[list[str]]:
    """Give the seconds of the audit, on the ledger and on ten copies of it."""
    start = time.perf_counter()
    found = audit()
    rules = time.perf_counter()
    found.clashes  # noqa: B018
    joint = time.perf_counter()
    found.localised  # noqa: B018
    end = time.perf_counter()
    copies = {
        f"{id}-copy{n}": replace(
            item, id=f"{id}-copy{n}", stage=f"{item.stage}copy{n}", same_as=_copied(item, n)
        )
        for n in range(1, 10)
        for id, item in found.statistics.items()
    }
    tenfold = audit_of({**found.statistics, **copies})
    ten_rules = time.perf_counter()
    tenfold.clashes  # noqa: B018
    ten_joint = time.perf_counter()
    tenfold.localised  # noqa: B018
    last = time.perf_counter()
    return [
        ["", "s", "rules"],
        ["rules and verdicts", f"{rules - start:.1f}", str(len(found.verdicts))],
        ["whether they hold at once", f"{joint - rules:.1f}", ""],
        ["localisation", f"{end - joint:.1f}", ""],
        [
            "ledger tenfold: rules and verdicts",
            f"{ten_rules - end:.1f}",
            str(len(tenfold.verdicts)),
        ],
        ["ledger tenfold: whether they hold at once", f"{ten_joint - ten_rules:.1f}", ""],
        ["ledger tenfold: localisation", f"{last - ten_joint:.1f}", ""],
    ]


def _copied(item: Statistic, number: int) -> str:
    return f"{item.same_as}-copy{number}" if item.same_as else ""
