"""The data of the reference pages: complete in both languages, and at one with the ledger."""

import json
import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from servicestrade.files.errors import DataError
from servicestrade.language.prose import links, problems
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.reference import Case, Term, cases, chapters, glossary, terms

DATA = Path(__file__).resolve().parents[2] / "data"
HAN = re.compile("[\u4e00-\u9fff]")


def faults(name: str, content: object) -> list[str]:
    schema = json.loads((DATA / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(content)
    return [f"{name}.yml, {error.json_path}: {error.message}" for error in errors]


@pytest.mark.parametrize("name", ["glossary", "cases"])
def test_the_registers_are_complete(name: str) -> None:
    found = faults(name, yaml.safe_load((DATA / f"{name}.yml").read_text("utf-8")))
    assert not found, "\n" + "\n".join(found)


TEXT = {"en": "Text", "zh": "文字"}
TERM = {"id": "a", "en": "A", "zh": "甲", "definition": TEXT, "source": TEXT}
CASE = {"chapter": 17, "modes": [1], "place": TEXT, "theme": TEXT}
CASE |= {"obstacle": TEXT, "action": TEXT, "effect": TEXT}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "A term"},
        {"zh": ""},
        {"definition": {"en": "Text"}},
        {"definition": {"en": "Text", "zh": "Text"}},
        {"source": {"en": "IMF", "zh": "IMF", "BPM6": None}},
        {"codes": ["SC"]},
        {"note": TEXT},
    ],
)
def test_a_broken_term_is_named(change: dict[str, object]) -> None:
    def subject(term: dict[str, object]) -> list[object]:
        return [{"id": "trade", "title": TEXT, "terms": [term]}]

    assert not faults("glossary", subject(TERM))
    assert faults("glossary", subject(TERM | change))


@pytest.mark.parametrize(
    "change", [{"chapter": 27}, {"modes": [5]}, {"modes": []}, {"effect": {"en": "Text"}}]
)
def test_a_broken_case_is_named(change: dict[str, object]) -> None:
    assert not faults("cases", [CASE])
    assert faults("cases", [CASE | change])


@pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.id)
def test_a_definition_holds_no_number_without_a_record(term: Term) -> None:
    assert [found.message for text in term.definition.values() for found in problems(text)] == []
    assert not re.search(r"[\u4e00-\u9fff]{12}", term.definition["en"])


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case.chapter))
def test_a_case_agrees_with_the_ledger(case: Case) -> None:
    texts = (case.place, case.theme, case.obstacle, case.action, case.effect)
    found = [
        problem.message for text in texts for said in text.values() for problem in problems(said)
    ]
    assert found == []
    ids = {
        lang: {link.id for link in links(text) if link.scheme == "stat"}
        for lang, text in case.effect.items()
    }
    assert ids["en"] == ids["zh"]
    assert {ledger()[id].chapter for id in ids["en"]} == {case.chapter}


def test_the_cases_are_the_last_part() -> None:
    numbers = [number for number, item in chapters().items() if item.part["zh"] == "案例篇"]
    assert [case.chapter for case in cases()] == numbers
    for case in cases():
        place = chapters()[case.chapter].contributor
        assert case.place == place
    by_chinese = Counter((case.theme["en"], case.theme["zh"]) for case in cases())
    assert len({en for en, _ in by_chinese}) == len({zh for _, zh in by_chinese}) == len(by_chinese)


def test_the_chapters_stand_in_order() -> None:
    assert list(chapters()) == list(range(1, 28))
    pages = [item.report_page for item in chapters().values()]
    assert pages == sorted(set(pages))
    for number, item in chapters().items():
        assert re.search(rf"/{number:02d}-[a-z-]+$", item.page)
        for text in (item.part, item.title, item.contributor):
            assert bool(text["en"]) == bool(text["zh"])
            assert not HAN.search(text["en"])


def test_a_chapters_page_is_the_one_that_is_there(root: Path) -> None:
    files = {
        path.relative_to(root).with_suffix("").as_posix()
        for kind in ("ipynb", "md")
        for path in root.glob(f"chapters/**/[0-9][0-9]-*.{kind}")
        if not path.parent.name.startswith(".")
    }
    assert files
    assert files <= {item.page for item in chapters().values()}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: deficit", "id: services-trade", "the id services-trade stands for two terms"),
        ("breakdowns:ebops:SA", "breakdowns:ebops:SZ", "unknown code of breakdowns"),
        ("breakdowns:ebops:SA", "breakdown:ebops:SA", "unknown code list"),
        ("      zh: 逆差\n", "", "glossary.yml, deficit: .*'zh'; glossary.schema.json names"),
    ],
)
def test_a_faulty_glossary_is_an_error(data_copy: Path, old: str, new: str, message: str) -> None:
    change(data_copy / "glossary.yml", old, new)
    with pytest.raises(DataError, match=message):
        glossary()


def test_a_faulty_chapter_is_an_error(data_copy: Path) -> None:
    change(data_copy / "chapters.csv", ",43,chapters/", ",forty,chapters/")
    with pytest.raises(DataError, match=r"chapters.csv, row 8, report_page: 'forty' is not"):
        chapters()


def test_a_term_counts_the_statistics_of_its_codes() -> None:
    wanted = sum("ebops:SA" in item.breakdown.split() for item in ledger().values())
    assert terms()["processing"].statistics == wanted > 0
