"""In every medium a page of each kind is whole and can be read: what one changes, another resets.

The media are the screen in light and in dark colours, without script, in colours that the reader's
system forces, paper, and a browser of some years ago.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.kinds import KINDS
from tests.chromium import PATIENCE_MS, Visit, Visitor

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
PREPARE = f"{MEASURE}\nmeasure.prune(document);"
WORDS = "except => measure.words(document, except)"
COLOURS = "measure.colours(document)"
LIGHT = {"color_scheme": "light", "forced_colors": "none", "media": "screen"}
# Selectors of what scripts fill in over time.
GROWING = "#search-results, #search-progress"
# What needs scripts is absent without them, and on paper. On paper, links to other pages and folds
# are left out too.
SERVED_BY_SCRIPT = (
    f"{GROWING}, .chart-switch, .filtered > .search-form, .filter-choices, output, .theme-button"
)
NOT_ON_PAPER = (
    ".skip, .site-head, .contents, .page-tools, .page-turn, .headerlink, .chart-links, details, "
    f".breadcrumb, .erratum-switch, main .search-form, .filter-none, {SERVED_BY_SCRIPT}"
)
# Without container queries a phone shows the wide layout of a chart.
SAME_IN_OLD = f".contents, .chart-drawing, {GROWING}"
# Features newer than 2022 that the styles may use; a browser that lacks one skips a rule.
NEW_SELECTORS = (":has(", ":popover-open", "::backdrop")
NEW_VALUES = ("light-dark(", "color-mix(", "text-wrap", "container-type", "accent-color", ' / ""')
NEW_BLOCKS = ("@container", "@supports", "@media (scripting")
OLD_SCRIPT = """
    delete HTMLElement.prototype.popover;
    CSS.supports = () => false;
"""


def aged(style: str) -> str:
    """Return a style sheet as a browser reads it that knows nothing new."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return "".join(_kept(head, body) for head, body in _rules(style))


def _rules(style: str) -> list[tuple[str, str]]:
    """Split a style sheet into its rules: what stands before the braces and within them."""
    rules, depth, begun, opened = [], 0, 0, 0
    for at, character in enumerate(style):
        if character == "{":
            opened = at if not depth else opened
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth:
                rules.append((style[begun:opened].strip(), style[opened + 1 : at]))
                begun = at + 1
    return rules


def _kept(head: str, body: str) -> str:
    if head.startswith(NEW_BLOCKS) or any(part in head for part in NEW_SELECTORS):
        return ""
    if head.startswith("@media"):
        return f"{head} {{{aged(body)}}}"
    lines = [line for line in body.split(";") if not any(new in line for new in NEW_VALUES)]
    return f"{head} {{{';'.join(lines)}}}"


def grow_old(route: Route) -> None:
    """Answer with the style sheet of an old browser."""
    route.fulfill(body=aged(route.fetch().text()), content_type="text/css")


def measured(page: Page, **media: str) -> dict[str, object]:
    """Let a page be in a medium, and measure its colours."""
    page.emulate_media(**(LIGHT | media))
    found: dict[str, object] = page.evaluate(COLOURS)
    return found


@pytest.fixture(scope="module")
def old(browser: Browser) -> Iterator[Visit]:
    """Give a tab of a browser that knows none of the newer features."""
    with browser.new_context() as tabs:
        tabs.set_default_timeout(PATIENCE_MS)
        tabs.route("**/*.css*", grow_old)
        tabs.add_init_script(OLD_SCRIPT)
        opened = Visit(tabs.new_page())
        opened.listen()
        yield opened


@pytest.mark.parametrize("kind", KINDS)
def test_every_medium(kind: str, site: str, visit: Visitor, old: Visit) -> None:
    """Whatever the medium, a page shows the same words, in colours of the medium's own."""
    address = f"{site}/{KINDS[kind]}"
    with visit(address, warm=True) as opened:
        opened.page.evaluate(PREPARE)
        same_in_all_colours(opened.page)
        whole_on_paper(opened.page)
        opened.page.emulate_media(**LIGHT)
        words = opened.page.evaluate(WORDS, SERVED_BY_SCRIPT)
        at_widths = words_at_widths(opened.page)
    with visit(address, script=False, warm=True) as opened:
        whole_without_script(opened, words)
    old.page.goto(address)
    whole_in_an_old_browser(old, at_widths)


def same_in_all_colours(page: Page) -> None:
    """Light, dark and forced colours show the same words."""
    light = measured(page)
    words = page.evaluate(WORDS, GROWING)
    assert len(words) > 10
    assert light["faults"] == []
    assert light["darkest"] > 0.75

    dark = measured(page, color_scheme="dark")
    assert dark["faults"] == []
    assert dark["lightest"] < 0.1
    assert page.evaluate(WORDS, GROWING) == words

    forced = measured(page, color_scheme="dark", forced_colors="active")
    assert forced["faults"] == []
    assert page.evaluate(WORDS, GROWING) == words


def whole_on_paper(page: Page) -> None:
    """Paper is light and lacks no words, whichever colours the reader chose."""
    page.emulate_media(**LIGHT)
    words = page.evaluate(WORDS, NOT_ON_PAPER)
    for chosen in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", chosen)
        paper = measured(page, media="print", color_scheme="dark")
        assert paper["faults"] == []
        assert paper["darkest"] > 0.75
        assert not set(words) - set(page.evaluate(WORDS, GROWING))
    page.evaluate("delete document.documentElement.dataset.theme")


def whole_without_script(opened: Visit, words: list[str]) -> None:
    """Without script a page says the same, in the colours of the system."""
    opened.page.evaluate(PREPARE)
    assert measured(opened.page, color_scheme="dark")["lightest"] < 0.1
    assert not set(words) - set(opened.page.evaluate(WORDS, GROWING))
    assert opened.errors == []


def words_at_widths(page: Page) -> dict[int, list[str]]:
    """Return the words of a page on a desk and on a phone."""
    words = {}
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        words[width] = page.evaluate(WORDS, SAME_IN_OLD)
    return words


def whole_in_an_old_browser(old: Visit, words: dict[int, list[str]]) -> None:
    """A browser that knows nothing newer shows a page whole and fails at nothing."""
    old.page.evaluate(PREPARE)
    for width, expected in words.items():
        old.page.set_viewport_size({"width": width, "height": 800})
        assert measured(old.page)["faults"] == []
        assert old.page.evaluate(WORDS, SAME_IN_OLD) == expected
        assert old.page.evaluate("measure.tooWide(document)") == []
    assert old.errors == []


def test_ageing_takes_away_what_is_new() -> None:
    """The old browser of these tests lacks what it should, and nothing else."""
    style = """a, b:has(c) { color: red; } /* d */ @media print { i { color: blue; } }
    @supports (color: light-dark(red, red)) { p { color: red; } }
    u { color: red; color: light-dark(red, blue); }"""
    kept = re.sub(r"\s+", " ", aged(style))
    assert kept == "@media print {i { color: blue; }}u { color: red; }"
