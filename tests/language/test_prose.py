"""Check the numbers in prose: that the check sees what is wrong, then every page with it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from servicestrade.language import prose
from servicestrade.language.prose import (
    Page,
    links,
    names,
    page_problems,
    problems,
    read_page,
    without_links,
)
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.figures import figures

TEXTS = ("title", "subtitle", "caption", "alt", "description", "unit", "source", "note")
TOTAL = "cn-services-trade-total-2022"
GROWTH = "cn-services-trade-total-2022-growth"
FALL = "cn-services-trade-travel-exports-2022-growth"
BEFORE = "cn-services-trade-exports-2021"

RIGHT = [
    f"Trade came to [USD 889.11 billion](stat:{TOTAL}), [8.3%](stat:{GROWTH}) more.",
    f"[8891.1亿美元](stat:{TOTAL})，[增长8.3%](stat:{GROWTH})",
    f"Travel exports [fell by 15.7%](stat:{FALL}).",
    f"旅行出口[下降15.7%](stat:{FALL})。",
    f"Exports had been [USD 394.1 billion](derived:{BEFORE}).",
    "services were [nearly two thirds](stat:world-services-value-added-2022-share) of output",
    # dates
    "from 2016\u20132022, in the 1990s, on 1 June 2022 and in 2022, a year like 2019.",
    "2022年，2016—2022年，截至2022年12月31日，于2022年。",
    # places in the report and in this book
    "Figure 1-2, Tables 2-1 and 2-2, chapters 5 and 6, Section 3, 图1-2、表2-1、第5章",
    "as [Figure 1-2](#fig-1-2) shows, see [the numbers](../../numbers.md)",
    # names, units, code, comments and directives
    "5G, USD billion, `st.points(['x-2022'])`, <!-- 12 -->",
    "```{note} 12\n8.3\n```",
    "(chapter-2)=\n## A heading\n:::{figure} 12\n:::",
    # small counts and ordinals of editions
    "two of the three tables, 三个方面，第二批",
]

WRONG = [
    (f"came to [USD 889.12 billion](stat:{TOTAL})", "is not the record, USD 889.11 billion"),
    (f"[8.3%](stat:{TOTAL})", "lacks the unit"),
    (f"rose by [8.30%](stat:{GROWTH})", "more digits"),
    (f"travel exports [15.7%](stat:{FALL})", "no word or sign for a fall"),
    (f"旅行出口[15.7%](stat:{FALL})", "no word or sign for a fall"),
    (f"[a lot](stat:{TOTAL})", "exactly one number"),
    ("[8.3%](stat:cn-services-trade-total-2022-grwth)", f"nearest: {GROWTH}"),
    (f"[USD 394.1 billion](stat:{BEFORE})", f"write derived:{BEFORE}"),
    (f"[8.3%](derived:{GROWTH})", f"write stat:{GROWTH}"),
    (f"[8.3%](state:{GROWTH})", "'8.3' bears no link"),
    ("[8.3% more](https://example.org/2022)", "'8.3' bears no link"),
    ("It rose by 8.3%.", "'8.3' bears no link"),
    ("增长8.3%", "'8.3' bears no link"),
    ("图1-2显示增长8%", "'8' bears no link"),
    ("there were 2,022 of them", "'2,022' bears no link"),
    ("2000家企业，2022人", "'2000' bears no link"),
    ("it rose to 2022%", "'2022' bears no link"),
    ("sold for USD 2000 million", "'2000' bears no link"),
    ("half of it", "'half' bears no link"),
    ("it doubled", "'doubled' bears no link"),
    ("a twofold rise", "'twofold' bears no link"),
    ("two thirds", "'thirds' bears no link"),
    ("占七成", "'七成' bears no link"),
    ("三分之二", "'分之' bears no link"),
    ("翻一番，约一半", "'翻一番' bears no link"),
    ("过百亿", "'百亿' bears no link"),
    (f"rose by [８.３%](stat:{GROWTH})", "full-width digits: write '8.3'"),
    (f"[增长8.３%](stat:{GROWTH})", "full-width digits: write '8.3'"),
    ("in ２０２２, ５G", "'２０２２' is written in full-width digits"),
    (f"## Trade of [USD 889.11 billion](stat:{TOTAL})", "heading holds a number link"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_this_is_right(text: str) -> None:
    assert [found.message for found in problems(text)] == []


@pytest.mark.parametrize(("text", "why"), WRONG, ids=[case[0] for case in WRONG])
def test_this_is_wrong(text: str, why: str) -> None:
    assert why in "\n".join(found.message for found in problems(text))


def test_each_name_is_free_and_needs_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = names()
    assert [name for name in listed if problems(f"as {name} says")] == []
    monkeypatch.setattr(prose, "names", tuple)
    assert [name for name in listed if not problems(name)] == []


def test_a_problem_says_where() -> None:
    text = f"One line.\n\nRose by [8.4%](stat:{GROWTH})\nand 12 more."
    assert [found.line for found in problems(text)] == [3, 4]


def test_links_are_found_and_taken_out() -> None:
    text = f"to [USD 889.11\nbillion](stat:{TOTAL}) and [394](derived:{BEFORE}), [x](#y)"
    assert [(one.scheme, one.id, one.line) for one in links(text)] == [
        ("stat", TOTAL, 1),
        ("derived", BEFORE, 2),
    ]
    assert without_links(text) == "to USD 889.11\nbillion and 394, x"


def page_files(root: Path) -> list[Path]:
    """List the pages that this edition writes."""
    chapters = [path for kind in ("ipynb", "md") for path in root.glob(f"chapters/**/[!.]*.{kind}")]
    numbers = root / "numbers.md"
    return [root / "index.ipynb", *([numbers] if numbers.exists() else []), *sorted(chapters)]


@pytest.fixture(scope="module")
def pages(root: Path) -> list[Page]:
    """Give every page of the book."""
    return [read_page(path) for path in page_files(root)]


def chapters_of(pages: list[Page]) -> dict[int, Page]:
    """Give the pages that tell a chapter of the report, by its number."""
    found = ((re.match(r"(\d\d)-", page.path.name), page) for page in pages)
    return {int(match[1]): page for match, page in found if match}


def test_every_page_agrees_with_the_ledger(pages: list[Page]) -> None:
    found = [problem for page in pages for problem in page_problems(page)]
    assert not found, "\n".join(found)


def test_every_text_of_a_figure_agrees_with_the_ledger() -> None:
    found = [
        f"figures.yml, {meta.id}, {field}, {lang}: {problem.message}"
        for meta in figures().values()
        for field in TEXTS
        for lang, text in getattr(meta, field).items()
        for problem in problems(text)
    ]
    assert not found, "\n".join(found)


def test_every_statistic_of_a_chapter_is_on_its_page(pages: list[Page]) -> None:
    """A repetition is there where any printing of it is."""
    missing = defaultdict(list)
    for number, page in chapters_of(pages).items():
        told = {ledger()[id].same_as or id for id in page.ids if id in ledger()}
        missing[page.path.name] = [
            item.id
            for item in ledger().values()
            if item.chapter == number and (item.same_as or item.id) not in told
        ]
    lines = [
        f"{page}: {len(ids)} missing: {', '.join(ids)}" for page, ids in missing.items() if ids
    ]
    assert sorted(chapters_of(pages)) == list(range(1, 28))
    assert not lines, "\n".join(lines)


def test_every_shown_record_exists(pages: list[Page]) -> None:
    assert len([page for page in pages if page.shown]) > 20
    assert [(page.path.name, id) for page in pages for id in page.shown - records().keys()] == []


def changed_numbers(pages: list[Page]) -> Iterator[str]:
    """Yield each number link of the pages with its last digit changed."""
    for link in (link for page in pages for cell in page.cells for link in links(cell)):
        head, digit, tail = re.fullmatch(r"(.*?)(\d?)(\D*)", link.text, re.DOTALL).groups()
        if digit:
            yield f"[{head}{(int(digit) + 5) % 10}{tail}]({link.scheme}:{link.id})"


def test_a_changed_number_is_seen_on_every_page(pages: list[Page]) -> None:
    changed = list(changed_numbers(pages))
    assert len(changed) > 1000
    assert [text for text in changed if not problems(text)] == []


def test_an_added_number_is_seen_on_every_page(pages: list[Page]) -> None:
    unseen = [
        f"{page.path.name}, cell {number}"
        for page in pages
        for number, cell in enumerate(page.cells, start=1)
        if len(problems(f"{cell}\n\nIt rose by 12.5%.\n")) != len(problems(cell)) + 1
    ]
    assert unseen == []
