"""Intervals of earlier years: narrowed by the rules, as the committed table has them."""

import csv
from fractions import Fraction

import pytest

import servicestrade as st
from servicestrade.audit.tighten import tightened
from servicestrade.derive import derived_records, previous_year
from servicestrade.paths import data_dir

SAMPLE = (
    "africa-services-trade-exports-2021-share",
    "cn-services-trade-total-2021",
    "cn-outsourcing-executed-offshore-2021",
)
NOISE = 2
"""Ends are rounded outwards; on another machine they may come to lie this many steps away."""


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """Give the committed table by id."""
    with (data_dir() / "tightened.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def test_the_table_is_what_the_rules_give(table: dict[str, dict[str, str]]) -> None:
    found = tightened(ids=SAMPLE).set_index("id")
    for id in SAMPLE:
        for end in ("low", "high"):
            fresh, kept = found.loc[id, f"tightened_{end}"], table[id][end]
            step = Fraction(10) ** int(fresh.as_tuple().exponent)
            assert abs(Fraction(fresh) - Fraction(kept)) <= NOISE * step, (id, end)


def test_every_interval_lies_within_the_plain_one(table: dict[str, dict[str, str]]) -> None:
    plain = {one.id: one.interval for one in previous_year()}
    narrow = {one.id: one.interval for one in derived_records() if one.id in plain}
    assert set(table) <= set(plain)
    assert all(plain[id].low <= narrow[id].low <= narrow[id].high <= plain[id].high for id in plain)
    halved = [id for id in table if narrow[id].half_width < plain[id].half_width / 2]
    assert len(halved) > 20


def test_a_share_is_known_better_than_its_own_change_tells() -> None:
    share = st.record("africa-services-trade-exports-2021-share")
    assert share.interval.half_width < Fraction(1, 100)
