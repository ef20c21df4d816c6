"""The pages of rules: every statistic of a chapter with its rules and their verdicts."""

import csv
import re
from collections import Counter

import pytest

from servicestrade.audit import audit
from servicestrade.audit.rules import Verdict
from servicestrade.files.paths import data_dir
from tests.audit.counts import RULES as RULES_IN_ALL
from tests.site.book import Book

OUTSOURCING, PILOT = "chapters/outsourcing/05-outsourcing", "chapters/cases/17-patent-agency"
RULES = "rules/chapter-5"
SHARE = "cn-outsourcing-executed-offshore-2022-share-of-all"
CLASSES = {
    "holds": "holds",
    "holds within rounding chain": "chain",
    "cannot hold by rounding": "fails",
}
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


@pytest.fixture(scope="module")
def rules() -> dict[str, list[Verdict]]:
    """Give the verdicts on each statistic of the chapter, from the audit and the plain table."""
    with (data_dir() / "statistics.csv").open(encoding="utf-8", newline="") as stream:
        verdicts = {row["id"]: [] for row in csv.DictReader(stream) if row["chapter"] == "5"}
    assert len(verdicts) == 258
    for verdict in audit().verdicts:
        for id in set(re.findall(r"\{([^}]+)\}", verdict.rule.formula)) & verdicts.keys():
            verdicts[id].append(verdict)
    return verdicts


def test_every_statistic_of_the_chapter_is_there(
    made: Book, rules: dict[str, list[Verdict]]
) -> None:
    page = made.page(RULES)
    assert [div["id"] for div in page.select("dl > div")] == [id for id in rules if rules[id]]
    free = [link["href"].split("#")[1] for link in page.select("#untouched li a")]
    assert free == [id for id in rules if not rules[id]] != []


def test_every_rule_of_a_statistic_stands_with_its_verdict(
    made: Book, rules: dict[str, list[Verdict]]
) -> None:
    for entry in made.page(RULES).select("dl > div"):
        verdicts = rules[entry["id"]]
        shown = [item.b["class"][0] for item in entry.select("dd > ul > li")]
        assert Counter(shown) == Counter(CLASSES[verdict.outcome] for verdict in verdicts)
        assert shown == sorted(shown, key=["fails", "chain", "holds"].index)  # the worst first
        assert set(entry["data-outcomes"].split()) == set(shown)
        own = [item["id"] for item in entry.select("li[id]")]
        assert sorted(own) == sorted(
            verdict.rule.id
            for verdict in verdicts
            if re.search(r"\{([^}]+)\}", verdict.rule.formula)[1] == entry["id"]
        )
        assert entry.dt.a["href"] == f"../numbers.html#{entry['id']}"


def test_a_rule_is_written_with_its_numbers(made: Book) -> None:
    item = made.page(RULES).find(id=f"share:{SHARE}")
    text = " ".join(item.get_text().split())
    assert "57.5% = 100 × USD 136.85 billion ÷ USD 252.21 billion" in text


def test_a_rule_has_one_place_where_its_numbers_are_links(made: Book) -> None:
    page = made.page(RULES)
    (rule,) = page.find_all(id=f"share:{SHARE}")
    assert rule.find_parent("div")["id"] == SHARE
    assert {link["href"].split("#")[1] for link in rule.select("a[href*=numbers]")} == {
        SHARE,
        "cn-outsourcing-executed-offshore-2022",
        "cn-outsourcing-executed-2022",
    }
    assert not page.select("article [tabindex]")
    others = page.select(f"a[href='#share:{SHARE}']")
    assert len(others) == 2  # with the part and with the whole
    assert not others[0].parent.select("a[href*=numbers]")


def test_chapters_without_statistics_have_no_page(made: Book) -> None:
    folder = made.file(RULES).parent
    assert {file.stem for file in folder.glob("*.html")} == {"chapter-5", "chapter-17"}


def test_the_file_has_every_rule(made: Book) -> None:
    with made.file(RULES).with_name("rules.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wanted = [
        (verdict.rule.id, verdict.rule.formula, verdict.outcome) for verdict in audit().verdicts
    ]
    assert [(row["rule"], row["formula"], row["outcome"]) for row in rows] == wanted
    assert len(rows) == RULES_IN_ALL
    assert all(bool(row["why_en"]) == bool(row["why_zh"]) for row in rows)
    assert any(row["why_en"] for row in rows)


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
