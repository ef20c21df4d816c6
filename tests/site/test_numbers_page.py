"""The page of all numbers: every record has its line, and each line its place."""

import pytest

import servicestrade as st
from servicestrade.ledger.catalogue import records
from tests.site.book import Book, chart

TOTAL = "cn-services-trade-total-2022"
EARLIER = "cn-services-trade-exports-2021"
CHINA = "chapters/overview/02-china"


def fill(book: Book) -> None:
    book.write("index", f"# A book\n\n[USD 889.11 billion](stat:{TOTAL})")
    book.write("chapters/overview/01-world", f"# The world\n\n[USD 889 billion](stat:{TOTAL})")
    book.write(CHINA, f"# China\n\n[USD 889.11 billion](stat:{TOTAL})", chart())
    book.write("chapters/04-nothing", "# Nothing\n\nNo number.")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def test_every_record_has_one_line(made: Book) -> None:
    lines = [tag["id"] for tag in made.page("numbers").select(".numbers li")]
    assert sorted(lines) == sorted(records())


def test_a_printed_number_leads_to_its_chapter(made: Book) -> None:
    line = made.page("numbers").select(f"#chapter-2 #{TOTAL}")[0]
    assert line.b.get_text() == "USD 889.11 billion"
    assert "China: services exports plus imports, 2022" in line.get_text()
    rules, shown = line.select("a")
    assert rules["href"] == f"rules/chapter-2.html#{TOTAL}"
    assert shown["href"] == f"{CHINA}.html#number-1"
    assert line.small.get_text().endswith("Shown in China")
    assert shown.get_text() == "Shown in China"
    assert line["data-other"] == st.record(TOTAL).label_zh
    assert made.page(CHINA).find(id="number-1")["data-record"] == TOTAL


def test_a_number_of_a_figure_leads_there(made: Book) -> None:
    line = made.page("numbers").select("#cn-services-trade-exports-2022")[0]
    assert line.select("a")[-1]["href"] == f"{CHINA}.html#fig-1-2"


def test_a_number_that_no_page_shows_has_no_link(made: Book) -> None:
    line = made.page("numbers").select("#world-services-trade-exports-2022")[0]
    assert [link["href"] for link in line.select("a")] == [f"rules/chapter-1.html#{line['id']}"]
    assert "Report, chapter\xa01, paragraph 2" in line.get_text()


def test_a_computed_number_says_from_what(made: Book) -> None:
    line = made.page("numbers").select(f"#derived-records #{EARLIER}")[0]
    assert "(USD 394.1–394.3 billion)" in line.get_text()
    assert [link["href"] for link in line.select("a")] == [
        "#cn-services-trade-exports-2022",
        "#cn-services-trade-exports-2022-growth",
        f"{CHINA}.html#fig-1-2",
    ]


def test_a_stand_in_bears_its_note(made: Book) -> None:
    item = next(item for item in records().values() if item.basis == "proxy")
    assert item.note_en
    assert f". {item.note_en}" in made.page("numbers").select(f"#{item.id}")[0].get_text()


def test_an_external_number_names_its_source(made: Book) -> None:
    item = next(item for item in records().values() if item.basis == "external")
    line = made.page("numbers").select(f"#external-records #{item.id}")[0]
    assert item.source_en in line.get_text()
    assert item.url in [link["href"] for link in line.select("a")]


def test_chapters_are_named_and_linked(made: Book) -> None:
    page = made.page("numbers")
    assert page.select("#chapter-2 h2")[0].get_text() == "Chapter 2: China"
    assert page.select("#chapter-2 h2 a")[0]["href"] == f"{CHINA}.html"
    assert page.select("#chapter-5 h2")[0].get_text() == "Chapter 5"


def test_a_chapter_without_statistics_says_so(made: Book) -> None:
    part = made.page("numbers").select("#chapter-4")[0]
    assert part.h2.get_text() == "Chapter 4: Nothing"
    assert part.p.get_text() == "No statistics."
    assert not part.select("li")


def test_the_parts_of_the_list_are_linked(made: Book) -> None:
    page = made.page("numbers")
    links = page.select(".numbers-parts a")
    assert [link["href"] for link in links] == [
        f"#{tag['id']}" for tag in page.select(".numbers section")
    ]
    assert [link.get_text() for link in links][:2] == ["Chapter 1", "Chapter 2"]


def test_the_filter_has_its_words(made: Book) -> None:
    words = made.page("numbers").select(".numbers")[0]
    assert words["data-none"].startswith("No number has all of these words.")
    assert words["data-clear"] == "Show all numbers"


def test_only_this_page_loads_the_filter(made: Book) -> None:
    script = "script[src*='filter.js'][defer]"
    assert made.page("numbers").select(script)
    assert not made.page(CHINA).select(script)


def test_places_follow_a_page_that_changes(book: Book) -> None:
    fill(book)
    assert book.build() == []
    book.write(CHINA, "# China\n\nNo number.")
    assert book.build() == []
    line = book.page("numbers").select(f"#{TOTAL}")[0]
    assert line.select("a")[-1]["href"] == "chapters/overview/01-world.html#number-1"


@pytest.mark.parametrize(
    ("language", "wanted"), [("en", "USD 889.11 billion"), ("zh_CN", "8891.1亿美元")]
)
def test_both_languages(book: Book, language: str, wanted: str) -> None:
    book.write("index", "# A book")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")
    assert book.build(language=language) == []
    value = book.page("numbers").select(f"#{TOTAL} b")[0].get_text()
    assert value.replace("\xa0", " ") == wanted
