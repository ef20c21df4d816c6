"""Numbers of the prose: their links, what is said of faulty ones, the list that closes a page."""

import pytest

from servicestrade.files.paths import data_dir
from tests.site.book import Book, table

TOTAL = "cn-services-trade-total-2022"
GROWTH = f"{TOTAL}-growth"
EARLIER = "cn-services-trade-exports-2021"
PAGE = "chapters/overview/02-china"


def fill(book: Book) -> None:
    book.write("index", "# A book\n\nTrade was [USD 889.11 billion](stat:" + TOTAL + ").")
    book.write(
        PAGE,
        "# China\n\nTrade [rose by 8.3%](stat:" + GROWTH + ").",
        f"## Then\n\nIt was [USD 889.11 *billion*](stat:{TOTAL}), [USD 889 billion](stat:{TOTAL}); "
        f"exports had been [USD 394 billion](derived:{EARLIER}).",
    )
    book.write("chapters/03-none", "# Nothing\n\nNo number.")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def test_a_number_leads_to_its_record(made: Book) -> None:
    link = made.page(PAGE).select(f"a.number[data-record={TOTAL}]")[0]
    assert link["href"] == f"../../numbers.html#{TOTAL}"
    assert link["tabindex"] == "-1"
    assert "China: services exports plus imports, 2022" in link["title"]
    assert "chapter 2, paragraph" in link["title"]
    assert str(link.find("em")) == "<em>billion</em>"
    assert made.page("numbers").find(id=TOTAL)


def test_only_the_first_mention_is_a_place(made: Book) -> None:
    links = made.page(PAGE).select(f"a.number[data-record={TOTAL}]")
    assert [link.get("id") for link in links] == ["number-2", None]


def test_a_page_closes_with_its_numbers(made: Book) -> None:
    closing = made.page(PAGE).select("section > details.page-numbers")
    assert [link["href"] for link in closing[0].select("a")] == [
        f"../../numbers.html#{record}" for record in (GROWTH, TOTAL, EARLIER)
    ]
    assert closing[0].summary.get_text() == "Numbers of this chapter (3)"
    assert made.page("index").select(".page-numbers summary")[0].get_text() == (
        "Numbers of this page (1)"
    )
    assert not made.page("chapters/03-none").select(".page-numbers")


def test_pages_depend_on_the_data_that_they_show(made: Book) -> None:
    known = made.app.env.dependencies
    ledger = str(data_dir() / "statistics.csv")
    # the checks at the end of a chapter depend on the data even if it shows no number
    assert [name for name in sorted(made.pages) if ledger in known[name]] == [
        "chapters/03-none",
        PAGE,
        "index",
        "numbers",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"[1](stat:{TOTAL}x)", f"unknown record '{TOTAL}x'; nearest: {TOTAL}"),
        (f"[1](stat:{EARLIER})", f"{EARLIER} is a derived record: link it as derived:{EARLIER}"),
        (f"[1](derived:{TOTAL})", f"{TOTAL} is a reported record: link it as stat:{TOTAL}"),
        (f"\n\n## Rose [8.3%](stat:{GROWTH})", "no number may be linked in a heading"),
    ],
)
def test_a_faulty_number_is_a_warning_with_its_place(book: Book, text: str, message: str) -> None:
    book.write("index", "# A book", f"Some words.\n\nThen {text}.")
    warnings = book.build()
    assert len(warnings) == 1
    assert message in warnings[0]
    # myst-nb writes cell 2, line 3 as 20003
    assert "index.ipynb:2000" in warnings[0]
    page = book.page("index")
    assert not page.select("a.number, .page-numbers")
    assert "stat:" not in str(page.select("section"))


def test_a_number_stays_whole_and_a_figure_is_named_as_one(book: Book) -> None:
    text = f"Trade of [USD 889.11 billion](stat:{TOTAL}) in [Table 2-A](#tab-2-a), USD 5 billion."
    book.write("index", "# A book", text, table())
    assert book.build() == []
    paragraph = book.page("index").p
    assert paragraph.get_text() == (
        "Trade of USD\xa0889.11\xa0billion in Table\xa02-A, USD 5 billion."
    )
    assert "figure-name" in paragraph.select("a.reference")[0]["class"]


def test_chinese_words_are_marked_in_english_prose(book: Book) -> None:
    book.write("index", "# The 报告\n\nIn *服务贸易2022* it is `代码`.\n\n```\n代码\n```")
    assert book.build() == []
    marked = book.page("index").select("section [lang=zh-Hans]")
    assert [words.get_text() for words in marked] == ["报告", "服务贸易2022"]
    assert book.build(language="zh_CN") == []
    assert not book.page("index").select("section [lang=zh-Hans]")


def test_the_link_of_a_heading_has_a_name(made: Book) -> None:
    links = made.page(PAGE).select("a.headerlink")
    assert {link["aria-label"] for link in links} == {"Link to this section"}


def test_a_warning_is_heard_again(book: Book) -> None:
    book.write("index", "# A book\n\nThen [1](stat:nothing-like-it).")
    assert book.build() == book.build() != []


def test_other_formats_have_plain_text(book: Book) -> None:
    book.write("index", f"# A book\n\nTrade was [USD 889.11 billion](stat:{TOTAL}).")
    assert book.build("text") == []
    assert "Trade was USD 889.11 billion." in book.file("index.txt", "text").read_text()


def test_chinese(book: Book) -> None:
    book.write("index", f"# 书\n\n[8891.1亿美元](stat:{TOTAL})")
    assert book.build(language="zh_CN") == []
    page = book.page("index")
    assert page.select("a.number")[0]["title"].startswith("中国：服务进出口，2022年 — 报告第2章")
    assert page.select(".page-numbers li")[0].get_text() == "8891.1亿美元 中国：服务进出口，2022年"
