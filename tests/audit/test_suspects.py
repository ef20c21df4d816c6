"""The table of suspects: what the audit finds, as the data have it."""

import csv
from pathlib import Path

import pytest

from servicestrade.audit import audit
from servicestrade.audit import suspects as module
from servicestrade.audit.suspects import COLUMNS, suspects
from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.ledger.statistics import ledger
from tests.audit.ends import agree, keep_unrounded

pytestmark = pytest.mark.slow

ROWS = 129


def test_the_table_is_what_the_audit_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    with (data_dir() / "suspects.csv").open(encoding="utf-8", newline="") as stream:
        kept = [tuple(row) for row in csv.reader(stream)][1:]
    keep_unrounded(monkeypatch, module)
    fresh = list(module.rows(audit()))
    assert len(kept) == ROWS
    assert [(*row[:3], row[5]) for row in fresh] == [(*row[:3], row[5]) for row in kept]
    for one, other in zip(kept, fresh, strict=True):
        places = ledger()[one[2]].decimals + 1
        for side, end, found in zip(("low", "high"), one[3:5], other[3:5], strict=True):
            assert agree(end, found, side), (one, side, found)
            assert not end or len(end.partition(".")[2]) == places, one


def test_the_suspects_of_a_group_are_sets_of_one_size() -> None:
    for group, sets in suspects().items():
        assert len({len(one) for one in sets}) == 1, group
        assert all(suspect.id in ledger() for one in sets for suspect in one)
        for (suspect,) in (one for one in sets if len(one) == 1):
            # alone at fault, a value must differ from the printed one
            own = ledger()[suspect.id].value
            assert (
                suspect.low is None
                or suspect.high is None
                or (own < suspect.low or suspect.high < own)
            )


def test_a_broken_row_is_named(data_copy: Path) -> None:
    path = data_copy / "suspects.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[4] = ",".join([*lines[4].split(",")[:3], "many", "", ""])
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(
        DataError, match=r"suspects.csv, row 5, low: 'many' is not a number; .*localise"
    ):
        suspects()
    assert lines[0] == ",".join(COLUMNS)
