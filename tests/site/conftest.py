"""What the tests of the extension share."""

from pathlib import Path

import pytest

from tests.site.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Give an empty book."""
    return Book(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Book:
    """Give the book that a module's `fill` writes, built once for all of its tests."""
    book = Book(tmp_path_factory.mktemp("book"))
    request.module.fill(book)
    assert book.build() == []
    return book
