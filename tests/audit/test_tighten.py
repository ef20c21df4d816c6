"""Intervals of earlier years: narrowed by the rules, as the committed table has them."""

import csv
from fractions import Fraction

import pytest

import servicestrade as st
from servicestrade.audit import tighten
from servicestrade.files.paths import data_dir
from servicestrade.ledger.derive import derived_records, previous_year
from tests.audit.ends import agree, keep_unrounded

pytestmark = pytest.mark.slow

ROWS = 338
HALVED = 49
PARTS = 1000
"""Ends are written so finely that at least so many steps make up the plain interval."""


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """Give the committed table by id."""
    with (data_dir() / "tightened.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def test_every_row_is_what_the_rules_give(
    table: dict[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_unrounded(monkeypatch, tighten)
    now = tighten.tightened().set_index("id")
    assert list(table) == list(now.index)
    assert len(table) == ROWS
    for id, row in table.items():
        for side in ("low", "high"):
            fresh = str(now.loc[id, f"tightened_{side}"])
            assert agree(row[side], fresh, side), (id, side, row[side], fresh)
        places = len(row["low"].partition(".")[2])
        assert places == len(row["high"].partition(".")[2]), id
        assert 1 <= (now.loc[id, "high"] - now.loc[id, "low"]) * 10**places / PARTS < 10, id


def test_every_interval_lies_within_the_plain_one(table: dict[str, dict[str, str]]) -> None:
    plain = {record.id: record.interval for record in previous_year()}
    narrow = {record.id: record.interval for record in derived_records() if record.id in plain}
    assert set(table) == {id for id, span in plain.items() if span.half_width}
    assert all(plain[id].low <= narrow[id].low <= narrow[id].high <= plain[id].high for id in plain)
    for id, row in table.items():
        # rounding outwards may go beyond the plain end, which is kept then
        assert narrow[id].low == max(plain[id].low, Fraction(row["low"])), id
        assert narrow[id].high == min(plain[id].high, Fraction(row["high"])), id
    halved = [id for id in table if narrow[id].half_width < plain[id].half_width / 2]
    assert len(halved) == HALVED


def test_a_share_is_known_better_than_its_own_change_tells() -> None:
    share = st.record("africa-services-trade-exports-2021-share")
    assert share.interval.half_width < Fraction(1, 100)
