"""The map of the report, the glossary with the links to it, and the table of the pilot cases."""

import pytest

from servicestrade.ledger.statistics import ledger
from servicestrade.registers.figures import figures
from servicestrade.registers.reference import cases, chapters, terms
from servicestrade.site.pages.glossary import uses
from tests.site.book import Book

CHINA = "chapters/overview/02-china"
YACHTS = "chapters/cases/21-yachts"
MAP, GLOSSARY, CASES = "chapters/reference/report-map", "chapters/reference/glossary", "cases"
LINKED = ("offshore", "ito", "travel")


def fill(book: Book) -> None:
    book.write("index", "# A book\n\nSold [offshore](#term-offshore).")
    book.write(YACHTS, "# Yachts\n\nBy a [single window](#term-single-window).")
    links = " ".join(f"[{id} work](#term-{id})" for id in LINKED)
    book.write(CHINA, f"# China's trade\n\n{links}", "Again [offshore](#term-offshore).")
    book.write(MAP, "# Map\n\n```{report-map}\n```")
    book.write(GLOSSARY, "# Glossary\n\n```{terms}\n```")
    book.write(CASES, "# Cases\n\n```{cases}\n```")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def test_the_map_has_every_chapter_and_its_counts(made: Book) -> None:
    rows = made.page(MAP).select("tbody tr:not(.part)")
    assert [int(row.th.get_text().partition(".")[0]) for row in rows] == list(chapters())
    cells = [[cell.get_text() for cell in row.select("td")] for row in rows]
    for number, (*_, statistics, report, added) in zip(chapters(), cells, strict=True):
        assert int(statistics) == sum(item.chapter == number for item in ledger().values())
        assert int(report) + int(added) == sum(
            meta.chapter == number for meta in figures().values()
        )
    assert cells[1][4] != cells[1][5]  # chapter 2 has figures of both kinds
    totals = [cell.get_text() for cell in made.page(MAP).select("tfoot .count")]
    assert totals[0] == f"{len(ledger()):,}"


def test_the_map_links_the_pages_that_are_there(made: Book) -> None:
    links = made.page(MAP).select("tbody a")
    assert [(link["href"], link.get_text()) for link in links] == [
        ("../overview/02-china.html", "China’s trade"),
        ("../cases/21-yachts.html", "Yachts"),
    ]
    row = links[0].find_parent("tr")
    assert row.th.find(attrs={"lang": "zh-Hans"}).get_text() == "中国服务贸易发展情况"


def test_a_term_is_linked_with_its_definition(made: Book) -> None:
    link = made.page(CHINA).select("a.term")[0]
    assert link["href"] == "../reference/glossary.html#term-offshore"
    assert link["title"].startswith("Outsourced work taken on for clients outside China’s")
    assert link.get("tabindex") is None


def test_every_term_has_its_entry(made: Book) -> None:
    page = made.page(GLOSSARY)
    assert [entry["id"] for entry in page.select("dl > div")] == [
        term.anchor for term in terms().values()
    ]
    for term in terms().values():
        name = page.select(f"#{term.anchor} dt")[0].get_text()
        assert term.zh in name


def test_an_entry_lists_where_its_term_is_used(made: Book) -> None:
    page = made.page(GLOSSARY)
    listed = {
        term.anchor: [link["href"] for link in page.select(f"#{term.anchor} small a")]
        for term in terms().values()
    }
    assert {anchor: links for anchor, links in listed.items() if links} == {
        "term-offshore": ["../overview/02-china.html", "../../index.html"],
        "term-ito": ["../overview/02-china.html"],
        "term-travel": ["../overview/02-china.html"],
        "term-single-window": ["../cases/21-yachts.html"],
    }
    assert set(uses(made.app.env)) == {anchor for anchor, links in listed.items() if links}
    assert "Statistics so coded" in page.select("#term-offshore small")[0].get_text()


def test_uses_follow_a_page_that_changes(book: Book) -> None:
    fill(book)
    assert book.build() == []
    book.write(CHINA, "# China's trade\n\nNo term.")
    assert book.build() == []
    links = book.page(GLOSSARY).select("#term-offshore small a")
    assert [link["href"] for link in links] == ["../../index.html"]


def test_an_unknown_term_is_a_warning(book: Book) -> None:
    book.write("index", "# A book\n\nSold [offshore](#term-ofshore).")
    book.write(GLOSSARY, "# Glossary\n\n```{terms}\n```")
    warnings = book.build()
    assert len(warnings) == 1
    assert "index.ipynb" in warnings[0]
    assert "'term-ofshore'" in warnings[0]


def test_a_case_has_its_row(made: Book) -> None:
    page = made.page(CASES)
    assert [row["id"] for row in page.select("tbody tr")] == [
        f"case-{case.chapter}" for case in cases()
    ]
    row = page.select("#case-21")[0]
    assert row.th.a["href"] == "chapters/cases/21-yachts.html"
    assert row.th.a.get_text() == "Yachts"
    assert "Shenzhen" in row.th.get_text()
    assert row.select("a.term")[0]["href"] == f"{GLOSSARY}.html#term-mode-2"
    assert not page.select("#case-17 th a")


def test_the_numbers_of_the_cases_close_the_page(made: Book) -> None:
    page = made.page(CASES)
    linked = list(dict.fromkeys(link["data-record"] for link in page.select("td a.number")))
    listed = [link["href"].partition("#")[2] for link in page.select(".page-numbers a")]
    assert linked == listed != []


def test_a_number_of_a_case_leads_to_its_row(made: Book) -> None:
    record = made.page(CASES).select("#case-25 a.number")[0]["data-record"]
    line = made.page("numbers").select(f"#{record} small a")[0]
    assert line["href"] == "cases.html#case-25"


def test_the_choices_wait_for_the_script(made: Book) -> None:
    page = made.page(CASES)
    assert len(page.find_all("select")) == len(page.template.find_all("select")) == 2
    for select in page.template.find_all("select"):
        offered = {option["value"] for option in select.find_all("option")}
        rows = page.select(f"tbody tr[data-{select['name']}]")
        values = {value for row in rows for value in row[f"data-{select['name']}"].split()}
        assert len(rows) == len(cases())
        assert offered == values | {""}


def test_the_filter_is_loaded_where_it_is_used(made: Book) -> None:
    script = "script[src*='filter.js'][defer]"
    loading = {name for name in made.pages if made.page(name).select(script)}
    assert loading == {GLOSSARY, CASES, "numbers"}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_both_languages(book: Book, language: str) -> None:
    fill(book)
    assert book.build(language=language) == []
    chinese = language == "zh_CN"
    assert ("中国服务外包研究中心" in book.page(MAP).get_text()) == chinese
    heads = [head.get_text() for head in book.page(CASES).select("thead th")]
    assert heads[0] == ("案例" if chinese else "Case")
    definition = book.page(GLOSSARY).select("#term-ito dd")[0].get_text()
    assert terms()["ito"].definition[language[:2]] in definition


def test_other_formats_have_plain_text(book: Book) -> None:
    book.write("index", "# A book\n\nSold [offshore](#term-offshore).\n\n```{terms}\n```")
    assert book.build("text") == []
    said = book.file("index.txt", "text").read_text()
    assert "Offshore service outsourcing 离岸服务外包: Outsourced work" in said
