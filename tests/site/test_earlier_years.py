"""The page of earlier years: every interval, plain and narrowed."""

import re

import pytest

import servicestrade as st
from servicestrade.ledger.derive import previous_year
from servicestrade.site.pages.earlier_years import shrunk
from tests.site.book import Book

PAGE = "earlier"
SHARE, LEVEL = "africa-services-trade-exports-2021-share", "cn-services-trade-exports-2021"


def fill(book: Book) -> None:
    book.write("index", "# A book")
    book.write(PAGE, "# Earlier years\n\n```{earlier-years}\n```")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def test_every_value_with_an_interval_has_its_row(made: Book) -> None:
    links = [link["href"] for link in made.page(PAGE).select("tbody th a")]
    assert links == [f"numbers.html#{id}" for id in shrunk()]
    open_ = {one.id for one in previous_year() if one.interval.half_width}
    assert set(shrunk()) == open_


def test_the_narrowest_come_first_with_both_intervals(made: Book) -> None:
    rows = made.page(PAGE).select("tbody tr")
    parts = [int(row.select("td")[-1].get_text().rstrip("%")) for row in rows]
    assert parts == sorted(parts, reverse=True)
    assert parts[0] > 90 > parts[-1] == 0
    (row,) = (row for row in rows if row.a["href"].endswith(f"#{SHARE}"))
    plain, narrow = (
        [*map(float, re.findall(r"[\d.]+", td.get_text()))] for td in row.select("td")[:2]
    )
    assert plain[0] < narrow[0]
    assert narrow[-1] < plain[-1]


def test_the_narrow_interval_is_that_of_the_record(made: Book) -> None:
    (link,) = made.page(PAGE).select(f"tbody a[href$='#{LEVEL}']")
    assert link.get_text() == st.record(LEVEL).label_en.replace("'", "’")
    span = st.record(LEVEL).interval
    ends = re.findall(r"[\d.]+", link.find_parent("tr").select("td")[1].get_text())
    assert [float(end) for end in ends] == pytest.approx(
        [float(span.low) / 10, float(span.high) / 10], abs=0.01
    )


def test_chinese(book: Book) -> None:
    fill(book)
    assert book.build(language="zh_CN") == []
    page = book.page(PAGE)
    assert [th.get_text() for th in page.select("thead th")][-1] == "收窄"
    assert "亿美元" in page.select("tbody td")[0].get_text() + page.get_text()
