"""The frame of the pages."""

import pytest
from sphinx.errors import ConfigError

from servicestrade.site.shell import COLOURS, binder_address, contents
from tests.site.book import Book, chart


def fill(book: Book) -> None:
    book.write("index", "# A book\n\nWords.")
    book.write("chapters/first", "# The first\n\n## A section\n\n### Within\n\n## Another", chart())
    book.write("chapters/second", "# The second\n\nWords.")


def test_unused_files_are_not_loaded(made: Book) -> None:
    page = made.page("chapters/first")
    loaded = [str(tag.get("src") or tag.get("href")) for tag in page.select("script, link")]
    assert [name for name in loaded if COLOURS in name]
    for unused in ("basic.css", "pygments.css", "mystnb", "doctools.js", "sphinx_highlight.js"):
        assert not [name for name in loaded if unused in name]
    assert made.page("search").select("script[src*='doctools.js']")


def test_the_colours_of_charts_are_defined(made: Book) -> None:
    assert "--chart-ink:" in made.file(f"_static/{COLOURS}").read_text(encoding="utf-8")


def test_code_is_folded_below_what_it_shows(made: Book) -> None:
    (fold,) = made.page("chapters/first").select("details.code")
    assert "show()" in fold.get_text()
    before = fold.find_previous_sibling()
    assert before is not None
    assert before.select("figure.chart")


def test_contents(made: Book) -> None:
    assert made.app is not None
    (part,) = contents(made.app.env, "chapters/first")
    assert part.open
    assert [(entry.title, entry.current) for entry in part.entries] == [
        ("The first", True),
        ("The second", False),
    ]
    assert part.entries[0].sections == [("#a-section", "A section"), ("#another", "Another")]
    assert part.entries[1].sections == []
    assert not contents(made.app.env, "search")[0].open


@pytest.mark.parametrize(
    ("text", "stays"),
    [("# The second\n\nOther words.", True), ("# A new title\n\nWords.", False)],
    ids=["text", "title"],
)
def test_a_new_title_reaches_every_page(book: Book, text: str, stays: bool) -> None:
    fill(book)
    book.build()
    page = book.file("chapters/first.html")
    page.write_text("as it was", encoding="utf-8")
    book.write("chapters/second", text)
    book.build()
    assert (page.read_text(encoding="utf-8") == "as it was") is stays


def test_a_notebook_opens_in_binder_where_the_repository_is_known(book: Book) -> None:
    fill(book)
    # as in the book: sources keep their own names
    frame = {"html_sourcelink_suffix": ""}
    assert book.build(settings=frame) == []
    assert not book.page("chapters/first").select("a[href*=binder]")
    repository = {"repository_url": "https://github.com/owner/book", "repository_branch": "edition"}
    assert book.build(settings=frame | repository) == []
    for name in ("index", "chapters/first", "chapters/second"):
        (link,) = book.page(name).select(".page-tools a[href*=binder]")
        assert link["href"] == (
            f"https://mybinder.org/v2/gh/owner/book/edition?urlpath=lab/tree/{name}.ipynb"
        )
        assert link.get_text(strip=True) == "Run in Binder"
    assert not book.page("search").select("a[href*=binder]")


def test_binder_needs_github() -> None:
    with pytest.raises(ConfigError, match=r"repository_url in _config\.yml .* https://github"):
        binder_address("https://example.org/book", "main", "index.ipynb")
