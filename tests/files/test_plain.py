"""What the package reads is what the files hold, read plainly: nothing is left out or changed."""

import csv
from pathlib import Path

import pytest
import yaml

from servicestrade.language.prose import names
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.codes import LISTS, code_list
from servicestrade.ledger.statistics import COLUMNS, ledger
from servicestrade.registers.figures import figures
from servicestrade.registers.reference import cases, chapters, terms

TEXTS = ("title", "subtitle", "caption", "alt", "description", "unit", "source", "note")


def rows(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "data" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_ledger_is_its_table(root: Path) -> None:
    plain = rows(root, "statistics.csv")
    assert len(plain) == 1631
    assert list(ledger()) == [row["id"] for row in plain]
    for row in plain:
        item = ledger()[row["id"]]
        for column in COLUMNS:
            value = getattr(item, column)
            text = str(value).lower() if isinstance(value, bool) else str(value)
            assert text == row[column], (row["id"], column)


def test_the_records_are_those_of_all_tables(root: Path) -> None:
    plain = {
        (row["id"], basis or row["basis"])
        for name, basis in (
            ("statistics.csv", "reported"),
            ("derivations.csv", "derived"),
            ("history.csv", ""),
        )
        for row in rows(root, name)
    }
    found = {(id, item.basis) for id, item in records().items()}
    assert plain <= found
    # the rest are values of the year before, which follow from a level and its change
    rest = [id for id, basis in found - plain]
    assert {basis for _, basis in found - plain} == {"derived"}
    assert len(rest) == 340
    assert all("{" in records()[id].formula for id in rest)


def test_the_registers_are_their_files(root: Path) -> None:
    def content(name: str) -> object:
        return yaml.safe_load((root / "data" / f"{name}.yml").read_text("utf-8"))

    plain = content("figures")
    assert list(figures()) == list(plain)
    for id, meta in figures().items():
        for name in TEXTS:
            written = plain[id].get(name, {"en": "", "zh": ""})
            assert getattr(meta, name) == written, (id, name)
        assert (meta.chapter, meta.kind) == (plain[id]["chapter"], plain[id]["kind"]), id
    subjects = content("glossary")
    listed = [(one["id"], one["definition"]) for part in subjects for one in part["terms"]]
    assert [(term.id, term.definition) for term in terms().values()] == listed
    listed = [(one["chapter"], one["effect"]) for one in content("cases")]
    assert [(case.chapter, case.effect) for case in cases()] == listed


def test_the_chapters_and_names_are_their_tables(root: Path) -> None:
    plain = rows(root, "chapters.csv")
    assert [
        (str(number), item.title["en"], item.title["zh"], str(item.report_page), item.page)
        for number, item in chapters().items()
    ] == [
        (row["chapter"], row["title_en"], row["title_zh"], row["report_page"], row["page"])
        for row in plain
    ]
    assert set(names()) == {row["name"] for row in rows(root, "names.csv")}


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list_is_its_table(root: Path, name: str) -> None:
    plain = rows(root, f"codes/{name}.csv")
    assert plain
    assert [dict(row) for row in code_list(name).values()] == plain
