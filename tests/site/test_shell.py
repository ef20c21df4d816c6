"""The frame of the pages."""

import pytest
from sphinx.errors import ConfigError

from servicestrade.site.shell import COLOURS, binder_address
from tests.site.book import Book, chart


def fill(book: Book) -> None:
    """Write a book of two chapters."""
    book.write("index", "# A book\n\nWords.")
    book.write("chapters/first", "# The first\n\n## A section\n\n### Within\n\n## Another", chart())
    book.write("chapters/second", "# The second\n\nWords.")


def test_unused_files_are_not_loaded(built: Book) -> None:
    """No page loads what Sphinx brings for its own themes; only the search loads its scripts."""
    page = built.page("chapters/first")
    loaded = [str(tag.get("src") or tag.get("href")) for tag in page.select("script, link")]
    assert [name for name in loaded if COLOURS in name]
    for unused in ("basic.css", "pygments.css", "mystnb", "doctools.js", "sphinx_highlight.js"):
        assert not [name for name in loaded if unused in name]
    assert built.page("search").select("script[src*='doctools.js']")


def test_colours_of_charts(built: Book) -> None:
    """The colours that the drawings name are defined."""
    assert "--chart-ink:" in built.file(f"_static/{COLOURS}").read_text(encoding="utf-8")


def test_code_is_folded_below_what_it_shows(built: Book) -> None:
    """The code of a cell stands in a fold after its output."""
    (fold,) = built.page("chapters/first").select("details.code")
    assert "show()" in fold.get_text()
    before = fold.find_previous_sibling()
    assert before is not None
    assert before.select("figure.chart")


def test_binder_address_needs_github() -> None:
    """Another host's address is refused with the way to mend it."""
    with pytest.raises(ConfigError, match=r"repository_url in _config\.yml .* https://github"):
        binder_address("https://example.org/book", "main", "index.ipynb")
