"""Visit every page of the contents, the numbers and the search.

No page asks another host, gives an error, leaves a chart undrawn, is too heavy, too wide or cut on
paper, and axe-core finds nothing on it: pages made alike take turns between desk and phone, light
and dark.
"""

from pathlib import Path

import pytest

from servicestrade.files.notebooks import page_names as contents
from tests.browser.visits import Page, faults, judge, report
from tests.chromium import Visitor, served

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("_static/", "figures/", "rules/")
TURNS = (("desk", False), ("phone", True), ("desk", True), ("phone", False))


def pages(built: Path) -> list[Page]:
    """List the pages, each with its turn."""
    names = [path.relative_to(built).as_posix() for path in sorted(built.rglob("*.html"))]
    own = [name for name in names if not name.startswith(GENERATED)]
    assert set(own) == {"search.html", *(f"{name}.html" for name in contents(ROOT))}
    return [Page(name, *TURNS[at % len(TURNS)]) for at, name in enumerate(own)]


def test_pages(site: str, built: Path, visit: Visitor) -> None:
    found = report(pages(built), site, built, visit)
    assert not found, found


@pytest.mark.parametrize("name", ["index.html", "search.html?q=trade"])
@pytest.mark.parametrize("turn", TURNS, ids=["-".join(map(str, turn)) for turn in TURNS])
def test_every_turn(
    name: str, turn: tuple[str, bool], site: str, built: Path, visit: Visitor
) -> None:
    """The pages that every reader meets are judged in all pairs of width and colours."""
    assert faults(Page(name, *turn), site, built, visit) == []


def test_a_fault_is_found(site: str, tmp_path: Path, visit: Visitor) -> None:
    """A picture without a text alternative does not pass, nor a page that is too wide or fails."""
    with visit(f"{site}/index.html") as opened:
        opened.page.evaluate("document.querySelector('main').append(new Image())")
        assert any(fault.startswith("image-alt") for fault in judge(opened))
    (tmp_path / "broken.html").write_text(
        "<!DOCTYPE html><html lang=en><title>Broken</title><main><script src=gone.js></script>"
        "<h1>Broken</h1><div style='width: 1500px'>Wide</div></main></html>",
        encoding="utf-8",
    )
    with served(tmp_path) as other:
        found = " ".join(faults(Page("broken.html"), other, tmp_path, visit))
    assert "too wide" in found
    assert "404 for" in found
