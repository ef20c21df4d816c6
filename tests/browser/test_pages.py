"""Open every page of the built site, on a desk and on a phone."""

from pathlib import Path

import pytest

from tests.chromium import Visitor

# What sticks out to the right and cannot be scrolled to within a box of its own.
OVERFLOW = """() => {
    const inBox = (node) => node && node !== document.body
        && (getComputedStyle(node).overflowX !== 'visible' || inBox(node.parentElement));
    const out = [...document.querySelectorAll('article *')].filter(
        (node) => node.getBoundingClientRect().right > innerWidth + 1 && !inBox(node.parentElement)
    ).map((node) => `${node.tagName.toLowerCase()}.${node.className}`);
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) out.unshift(`the page: ${page.scrollWidth} px`);
    return out.slice(0, 3);
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page(width: int, site: str, built: Path, visit: Visitor) -> None:
    """No page asks another host, gives an error, leaves a chart undrawn or is too wide.

    The pages of figures and of rules are made alike: they take turns between desk and phone.
    """
    faults = {}
    for number, path in enumerate(sorted(built.rglob("*.html"))):
        page = path.relative_to(built).as_posix()
        if page.startswith("_static/"):  # the theme leaves two of its templates there
            continue
        if page.startswith(("figures/", "rules/")) and number % 2 == (width == 360):
            continue
        with visit(f"{site}/{page}", width=width, warm=True) as opened:
            opened.scroll()
            found = [*opened.foreign(), *opened.errors]
            if out := opened.page.evaluate(OVERFLOW):
                found.append(f"wider than the window: {', '.join(out)}")
        if found:
            faults[page] = found
    assert not faults, "\n".join(f"{page}: {found}" for page, found in faults.items())
