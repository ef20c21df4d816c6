"""Compare the tables with the report's text, and see that none of its sentences is copied.

The text is no part of the project: this runs only where SERVICESTRADE_SOURCE names it.
"""

import csv
import os
import re
import subprocess
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from servicestrade.files.paths import data_dir
from servicestrade.maintain.report_text import VARIABLE, misplaced, read_report
from servicestrade.registers.errata import findings
from servicestrade.registers.reference import chapters, terms

LONGEST_QUOTATION = 33
TITLE = re.compile(r"《[^《》]*》")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A sentence is the same whatever stands between its letters.
BETWEEN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9\x00]+")
WINDOW = LONGEST_QUOTATION + 1


@pytest.fixture(scope="module")
def report() -> str:
    """Give the report's text."""
    named = os.environ.get(VARIABLE)
    assert named, f"name the report's text: {VARIABLE}=file"
    return read_report(Path(named))


@pytest.mark.parametrize("name", ["numerals", "statistics", "labels"])
def test_each_numeral_stands_where_the_table_says(report: str, name: str) -> None:
    with (data_dir() / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert misplaced(report, rows) == []


def test_a_numeral_elsewhere_is_seen(report: str) -> None:
    assert misplaced(report, [{"offset": "811", "printed": "71270.6"}]) == []
    assert misplaced(report, [{"offset": "812", "printed": "71270.6"}]) != []


def test_the_terms_of_the_glossary_are_the_reports(report: str) -> None:
    assert [term.id for term in terms().values() if term.zh not in report] == []


def test_what_the_errata_quote_is_printed(report: str) -> None:
    printed = "".join(report.split())
    quotes = [finding.place.quote for finding in findings().values() if finding.place.quote]
    assert quotes
    assert [quote for quote in quotes if "".join(quote.split()) not in printed] == []


def test_the_chapters_stand_in_the_reports_contents(report: str) -> None:
    missing = [
        number
        for number, item in chapters().items()
        if not re.search(rf"^{re.escape(item.title['zh'])}\.+\s+{item.report_page}$", report, re.M)
    ]
    assert missing == []


def letters(text: str) -> str:
    """Keep the characters that make words and numbers; titles are names, and break a run."""
    return BETWEEN.sub("", TITLE.sub("\x00", ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)))


def windows(text: str) -> set[str]:
    """Return every run of the forbidden length; official titles are names, and may be written."""
    plain = letters(text)
    return {plain[start : start + WINDOW] for start in range(len(plain) - WINDOW + 1)}


def copied(text: str, forbidden: set[str]) -> Iterator[str]:
    """Yield the runs of a text that are the report's, each as long as it goes."""
    plain = letters(text)
    starts = [n for n in range(len(plain)) if plain[n : n + WINDOW] in forbidden]
    for _, group in groupby(enumerate(starts), key=lambda pair: pair[1] - pair[0]):
        run = [start for _, start in group]
        yield plain[run[0] : run[-1] + WINDOW]


def project_texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the project's files that hold Chinese, tracked or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    for name in sorted(set(listed.split("\0")) - {""}):
        path = root / name
        content = path.read_bytes() if path.is_file() else b""
        text = content.decode("utf-8", errors="ignore") if b"\0" not in content else ""
        if CHINESE.search(text) or ESCAPE.search(text):
            yield name, text


def test_no_sentence_of_the_report_is_copied(report: str, root: Path) -> None:
    forbidden = windows(report)
    runs = [
        f"{name}: {run}" for name, text in project_texts(root) for run in copied(text, forbidden)
    ]
    assert not runs, "runs of the report's own words:\n" + "\n".join(runs)


def test_a_copied_sentence_is_seen(report: str) -> None:
    forbidden = windows(report)
    sentence = report[5000:5120]
    assert "".join(copied(sentence, forbidden)) != ""
    assert "".join(copied(f"《{sentence}》", forbidden)) == ""
    spaced = ", ".join(letters(sentence)[:WINDOW])
    assert "".join(copied(spaced, forbidden)) == letters(sentence)[:WINDOW]
