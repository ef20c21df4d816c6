"""The reference of the data module: each public name, what it takes, returns and refuses."""

import inspect
import re
import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

import servicestrade as st
from servicestrade import charts
from servicestrade.frames.columns import COLUMNS
from servicestrade.ledger.dimensions import DIMENSIONS, Coded
from tests.site.book import Book

API, INTRODUCTION = "chapters/reference/api", "chapters/reference/use-the-data"
NAMES = [name for name in st.__all__ if name != "charts"]
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(st, name))]
CLASSES = [name for name in NAMES if inspect.isclass(getattr(st, name))]
OF_SPHINX = re.compile("^(add_module_names|autodoc_|default_role|napoleon_|toc_object_entries)")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, root: Path) -> BeautifulSoup:
    """Give the page as the book's own settings make it."""
    book = Book(tmp_path_factory.mktemp("api"))
    book.write("index", "# A book")
    (book.folder / API).parent.mkdir(parents=True)
    for name in (API, INTRODUCTION):
        shutil.copy(root / f"{name}.md", book.folder / f"{name}.md")
        book.pages.append(name)
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    settings = {name: value for name, value in config.items() if OF_SPHINX.match(name)}
    extensions = [one for one in config["extensions"] if one != "jupyter_book"]
    assert book.build(settings={**settings, "extensions": extensions}) == []
    index = book.file("searchindex.js").read_text(encoding="utf-8")
    assert all(f'"{name}"' in index for name in FUNCTIONS), "search finds every function"
    return book.page(API)


def entry(page: BeautifulSoup, name: str) -> Tag:
    """Return what the page says of a public name."""
    term = page.find("dt", id=f"servicestrade.{name}")
    assert isinstance(term, Tag), f"the page lacks {name}"
    said = term.find_next_sibling("dd")
    assert isinstance(said, Tag)
    return said


def field(said: Tag, head: str) -> Tag | None:
    """Return the text under a head of an entry's own, not of its methods."""
    for lines in said.find_all("dl", class_="field-list", recursive=False):
        for term in lines.find_all("dt", recursive=False):
            if term.get_text() == f"{head}:":
                found = term.find_next_sibling("dd")
                assert isinstance(found, Tag)
                return found
    return None


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_its_entry(page: BeautifulSoup, name: str) -> None:
    assert entry(page, name).get_text().strip()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_tells_what_it_takes_returns_and_refuses(page: BeautifulSoup, name: str) -> None:
    said = entry(page, name)
    told = field(said, "Parameters")
    assert told is not None
    named = {
        word.strip(" *") for one in told.select("strong") for word in one.get_text().split(",")
    }
    code = getattr(st, name).__code__
    taken = code.co_argcount + code.co_kwonlyargcount
    assert named == {
        *code.co_varnames[:taken],
        *(["asked"] if name in ("select", "series") else []),
    }
    assert field(said, "Returns") is not None
    assert field(said, "Raises") is not None


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_tells_what_it_holds(page: BeautifulSoup, name: str) -> None:
    kind = getattr(st, name)
    if is_dataclass(kind):
        told = field(entry(page, name), "Attributes")
        assert told is not None
        named = {word for one in told.select("strong") for word in one.get_text().split(", ")}
        shared = {one.name for one in DIMENSIONS} if issubclass(kind, Coded) else set()
        assert named == {one.name for one in fields(kind)} - shared
    members = [one for one, of in vars(kind).items() if one[0] != "_" and inspect.isfunction(of)]
    for member in members:
        assert entry(page, f"{name}.{member}").get_text().strip()


def test_the_columns_and_the_kinds_of_charts_are_listed(page: BeautifulSoup) -> None:
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert [name for name, _ in rows] == list(COLUMNS)
    assert all(meaning for _, meaning in rows)
    listed = {item.code.get_text() for item in page.select("main li") if item.p and item.code}
    assert set(charts.__all__) <= listed


def test_nothing_on_the_page_differs_from_build_to_build(page: BeautifulSoup) -> None:
    assert not re.search(r"0x[0-9a-f]{6}", str(page))
    for markup in (":class:", "`", "__init__", "__new__"):
        assert markup not in page.get_text()
