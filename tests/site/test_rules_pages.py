"""The pages of rules: every statistic of a chapter with its rules and their verdicts."""

import csv

import pytest

from servicestrade import errata
from servicestrade.audit.rules import FAILS
from servicestrade.ledger import ledger
from tests.site.book import Book

OUTSOURCING, PILOT = "chapters/outsourcing/05-outsourcing", "chapters/cases/17-patent-agency"
RULES = "rules/chapter-5"
SHARE = "cn-outsourcing-executed-offshore-2022-share-of-all"
WORDS = {
    "en": ("Cannot hold", "Share is part over whole", "Rules of chapter 5"),
    "zh": ("不能成立", "占比等于部分除以总体", "第5章的规则"),
}


def fill(book: Book) -> None:
    book.write("index", "# A book")
    book.write(OUTSOURCING, "# Outsourcing\n\nNo number.")
    book.write("chapters/overview/04-policy", "# Policy\n\nNo statistic.")
    book.write(PILOT, "# Patent agencies\n\nNo number.")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def test_every_statistic_of_the_chapter_is_there(made: Book) -> None:
    page = made.page(RULES)
    own = [item.id for item in ledger().values() if item.chapter == 5]
    assert [div["id"] for div in page.select("dl > div")] == [
        id for id in own if id in errata.rules_of()
    ]
    free = page.select("#untouched li a")
    assert [link["href"].split("#")[1] for link in free] == [
        id for id in own if id not in errata.rules_of()
    ]


def test_every_rule_of_a_statistic_stands_with_its_verdict(made: Book) -> None:
    page = made.page(RULES)
    for id in (SHARE, "cn-outsourcing-executed-2022"):
        (entry,) = page.select(f"dl > div[id='{id}']")
        verdicts = errata.rules_of()[id]
        assert len(entry.select("li")) == len(verdicts)
        failing = sum(verdict.outcome == FAILS for verdict in verdicts)
        assert len(entry.select("b.fails")) == failing == 1
        assert entry.li.b["class"] == ["fails"]  # the worst comes first
        assert "fails" in entry["data-outcomes"].split()
        assert entry.dt.a["href"] == f"../numbers.html#{id}"


def test_a_rule_has_one_place_where_its_numbers_are_links(made: Book) -> None:
    page = made.page(RULES)
    (rule,) = page.find_all(id=f"share:{SHARE}")
    assert rule.find_parent("div")["id"] == SHARE
    assert {link["href"].split("#")[1] for link in rule.select("a[href*=numbers]")} == {
        SHARE,
        "cn-outsourcing-executed-offshore-2022",
        "cn-outsourcing-executed-2022",
    }
    assert not page.select("[tabindex]")
    others = page.select(f"a[href='#share:{SHARE}']")
    assert len(others) == 2  # with the part and with the whole
    assert not others[0].parent.select("a[href*=numbers]")


def test_chapters_without_statistics_have_no_page(made: Book) -> None:
    folder = made.file(RULES).parent
    assert {file.stem for file in folder.glob("*.html")} == {"chapter-5", "chapter-17"}


def test_the_file_has_every_rule(made: Book) -> None:
    with made.file(RULES).with_name("rules.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["rule"] for row in rows] == list(errata.verdicts())
    assert all(bool(row["why_en"]) == bool(row["why_zh"]) for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_languages(book: Book, language: str) -> None:
    fill(book)
    assert book.build(language="zh_CN" if language == "zh" else "en") == []
    page = book.page(RULES)
    verdict, kind, title = WORDS[language]
    text = page.find(id=f"share:{SHARE}").get_text()
    assert text.startswith(verdict)
    assert kind in text
    assert page.h1.get_text() == title
