"""Check the double entry: all settled, and the published discrepancy is what it says."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.ledger.statistics import ledger
from servicestrade.maintain.assembly import assemble
from servicestrade.maintain.command import main
from servicestrade.maintain.double_entry import (
    CODED,
    ENTRY_COLUMNS,
    Row,
    compared_fields,
    differences,
    discrepancy,
    read_entry,
    read_settled,
    settle,
)

Entry = dict[int, Row]
SENTENCE = "Of {:,} coded fields, {:,} differed between the two entries: {} per 1,000."


@pytest.fixture(scope="module")
def first() -> Entry:
    """Give the first entry by offset."""
    return read_entry("first")


@pytest.fixture(scope="module")
def second() -> Entry:
    """Give the second entry by offset."""
    return read_entry("second")


@pytest.fixture(scope="module")
def chapters() -> dict[int, int]:
    """Give the chapter of each offset."""
    by_offset = {int(row["offset"]): int(row["chapter"]) for _, row in read_rows("numerals.csv")}
    return by_offset | {item.offset: item.chapter for item in ledger().values()}


def readme() -> str:
    """Read what is published about the data."""
    return (data_dir() / "README.md").read_text("utf-8")


def published(*head: str) -> list[list[str]]:
    """Read the table of README.md whose header begins with the given columns."""
    start = readme().find("\n| " + " | ".join(head) + " |")
    assert start >= 0, f"data/README.md has no table {' | '.join(head)}"
    lines = readme()[start:].strip().split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def table(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """Write numbers as the README does."""
    return [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]


def of_chapter(entry: Entry, chapters: Mapping[int, int], chapter: int) -> Entry:
    """Take the part of an entry that is of one chapter."""
    return {offset: row for offset, row in entry.items() if chapters[offset] == chapter}


def test_both_entries_cover_the_same_numerals(first: Entry, second: Entry) -> None:
    assert first.keys() == second.keys()
    assert {offset: row["printed"] for offset, row in first.items()} == {
        offset: row["printed"] for offset, row in second.items()
    }


def test_the_entries_are_two(first: Entry, second: Entry) -> None:
    """Two that agree in every note were not made independently."""
    notes = [(row["note"], second[offset]["note"]) for offset, row in first.items()]
    assert [one for one, other in notes if one != other]


def test_every_difference_is_settled_once_with_its_reason(first: Entry, second: Entry) -> None:
    settled = Counter((int(row["offset"]), row["field"]) for row in read_settled())
    differ = {(item.offset, item.field) for item in differences(first, second)}
    assert differ <= settled.keys()
    assert [where for where, times in settled.items() if times > 1] == []
    assert [row["offset"] for row in read_settled() if not row["why"].strip()] == []


def test_nothing_is_settled_that_needs_no_settling() -> None:
    """A row says what holds where the entries differ, or where both erred."""
    idle = [row for row in read_settled() if row["first"] == row["second"] == row["settled"]]
    assert idle == []


def test_an_unsettled_difference_is_refused(first: Entry, second: Entry) -> None:
    offset, other = next((o, row) for o, row in second.items() if row["kind"] == "statistic")
    changed = second | {offset: {**other, "value": "1"}}
    with pytest.raises(DataError, match=rf"settled.csv: offset {offset}, value: .* read the text"):
        settle(first, changed, read_settled())


def test_a_misquoted_entry_is_refused(first: Entry, second: Entry) -> None:
    row = {**read_settled()[0], "first": "misquoted"}
    with pytest.raises(DataError, match=f"offset {row['offset']}, .* quote the entry as it is"):
        settle(first, second, [row])


def test_a_numeral_entered_once_is_refused(first: Entry, second: Entry) -> None:
    offset = min(first)
    alone = {place: row for place, row in second.items() if place != offset}
    with pytest.raises(DataError, match=rf"once only: offsets \[{offset}\]"):
        differences(first, alone)


def a_row(kind: str, **fields: str) -> Row:
    """Make a row of an entry."""
    return dict.fromkeys(ENTRY_COLUMNS, "") | {"kind": kind} | fields


def test_discrepancy_counts_fields_not_rows() -> None:
    first = {
        1: a_row("statistic", value="5", unit="PT", period="2022"),
        2: a_row("date"),
        3: a_row("part", part_of="1"),
        4: a_row("label"),
    }
    second = {
        1: a_row("statistic", value="-5", unit="PP", period="2022"),
        2: a_row("label"),
        3: a_row("part", part_of="2"),
        4: a_row("label", note="not compared"),
    }
    measured = discrepancy(first, second)
    assert measured.compared == (1 + len(CODED)) + 1 + 2 + 1
    assert measured.differ == 2 + 1 + 1
    assert str(measured.per_thousand) == "166.67"


def test_the_published_rate_is_the_recomputed_one(first: Entry, second: Entry) -> None:
    measured = discrepancy(first, second)
    sentence = SENTENCE.format(measured.compared, measured.differ, measured.per_thousand)
    pattern = SENTENCE.replace("{:,}", r"[\d,]+").replace("{}", r"[\d.]+")
    assert re.findall(pattern, readme()) == [sentence]


def test_the_published_chapters_are_the_recomputed_ones(
    first: Entry, second: Entry, chapters: dict[int, int]
) -> None:
    statistics, labels = assemble()
    of_statistics = Counter(item.chapter for item in statistics)
    of_labels = Counter(chapters[int(row["offset"])] for row in labels)
    entered = sorted({chapters[offset] for offset in first})

    def rows() -> Iterator[list[int]]:
        for number in entered:
            measured = discrepancy(
                of_chapter(first, chapters, number), of_chapter(second, chapters, number)
            )
            counts = (of_statistics[number], of_labels[number], measured.compared, measured.differ)
            yield [number, *counts]

    assert published("Chapter", "Statistics", "Labels", "Fields compared", "Differ") == table(
        list(rows())
    )


def test_the_published_fields_are_the_recomputed_ones(first: Entry, second: Entry) -> None:
    differ = Counter(item.field for item in differences(first, second))
    published_fields = {row[0].strip("`"): int(row[1]) for row in published("Field", "Differ")}
    assert published_fields == differ


def test_only_what_says_something_is_compared(first: Entry, second: Entry) -> None:
    """A date has no unit; of a numeral that one entry calls a statistic the kind is compared."""
    assert compared_fields(a_row("date"), a_row("date")) == ("kind",)
    assert compared_fields(a_row("date"), a_row("statistic")) == ("kind",)
    assert compared_fields(a_row("statistic"), a_row("statistic")) == ("kind", *CODED)


def test_on_bad_input_nothing_is_written(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settled = data_copy / "entry" / "settled.csv"
    settled.write_text(settled.read_text("utf-8").splitlines(True)[0], "utf-8")
    before = {path: path.read_bytes() for path in data_copy.glob("*.*")}
    assert main(["assemble"]) == 2
    assert "is not settled" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data_copy.glob("*.*")} == before


def test_the_ledger_is_written_whole(data_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {name: (data_copy / name).read_bytes() for name in ("statistics.csv", "labels.csv")}
    (data_copy / "labels.csv").write_text("broken", "utf-8")
    assert main(["assemble"]) == 0
    assert "statistics" in capsys.readouterr().out
    assert {name: (data_copy / name).read_bytes() for name in before} == before
    assert list(data_copy.glob(".*")) == []
