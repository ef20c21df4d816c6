"""Let axe-core judge the built pages, by WCAG 2.2 AA and its own best practice.

Everything that a reader can unfold is unfolded first, every chart is interactive, and on a phone
the contents are open.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.chromium import Visit, Visitor

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
VIOLATIONS = """async () => (await axe.run({resultTypes: ['violations']})).violations.map(
    ({id, impact, nodes}) => `${id} (${impact}), ${nodes.length} times: ${nodes[0].html}`
)"""
# One figure's page is made like the next.
FIGURE_PAGES = ("figures/fig-1-2.html", "figures/tab-2-1.html")


def pages(built: Path) -> Iterator[str]:
    """Yield the pages of the contents, the search and two pages of figures."""
    first = BeautifulSoup((built / "index.html").read_bytes(), "lxml")
    yield "index.html"
    yield "search.html?q=trade"
    yield from FIGURE_PAGES
    for link in first.select("nav.contents li a"):
        if not str(link["href"]).startswith("#"):
            yield str(link["href"])


def judge(opened: Visit, width: int, colours: str) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    page = opened.page
    page.emulate_media(color_scheme=colours)
    page.reload(wait_until="load")
    opened.scroll()
    page.evaluate(UNFOLD)
    if width < 1080:
        page.click(".contents-open")
    page.add_script_tag(path=AXE)
    return [*opened.errors, *page.evaluate(VIOLATIONS)]


@pytest.mark.parametrize(
    ("width", "colours"), [(1280, "light"), (360, "dark")], ids=["desk, light", "phone, dark"]
)
def test_pages(width: int, colours: str, site: str, built: Path, visit: Visitor) -> None:
    """No page has a violation: they are made alike, and take turns between desk and phone."""
    faults = {}
    for name in list(pages(built))[width < 1280 :: 2]:
        with visit(f"{site}/{name}", width=width, warm=True) as opened:
            if found := judge(opened, width, colours):
                faults[name] = found
    assert not faults, "\n".join(f"{name}: {found}" for name, found in faults.items())


@pytest.mark.parametrize(
    ("width", "colours"), [(360, "light"), (1280, "dark")], ids=["phone, light", "desk, dark"]
)
def test_other_colours(width: int, colours: str, site: str, visit: Visitor) -> None:
    """A chapter has none in the other pairs of width and colours either."""
    with visit(f"{site}/chapters/overview/02-china.html", width=width) as opened:
        assert judge(opened, width, colours) == []


def test_a_fault_is_found(site: str, visit: Visitor) -> None:
    """A picture without a text alternative does not pass."""
    with visit(f"{site}/index.html") as opened:
        opened.page.evaluate("document.querySelector('article').append(new Image(9, 9))")
        assert any("image-alt" in fault for fault in judge_as_it_is(opened))


def judge_as_it_is(opened: Visit) -> list[str]:
    """Return what axe-core finds wrong with a page that stays as it is."""
    opened.page.add_script_tag(path=AXE)
    return list(opened.page.evaluate(VIOLATIONS))
