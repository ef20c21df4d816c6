"""One visit to a page, and all that can go wrong in it: on a desk, on paper, on a phone."""

from dataclasses import dataclass
from pathlib import Path

from tests.chromium import Visit, Visitor, weight

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
MEASURE = Path(__file__).with_name("measure.js")
VIOLATIONS = """async () => (await axe.run({resultTypes: ['violations']})).violations.map(
    ({id, impact, nodes}) => `${id} (${impact}), ${nodes.length} times: ${nodes[0].html}`
)"""
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
FIRST_CHART = "(document.querySelector('figure.chart') || {}).id"
PRUNE = "measure.prune(document)"
TOO_WIDE = "measure.tooWide(document)"
CLIPPED = """() => [...document.querySelectorAll('main table')].filter(table => {
    const frame = table.closest('.table-scroll') || table.parentElement;
    return table.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1;
}).map(table => `cut on paper: ${table.caption && table.caption.textContent}`)"""
PAPER = 673  # A4 between its margins, in pixels
LIMIT = 210 * 1024


@dataclass(frozen=True)
class Page:
    """A page to visit.

    Attributes
    ----------
    name : str
        Its path in the site.
    axe : str
        Where axe-core judges it: ``desk``, ``phone`` or, one of many alike, nowhere.
    dark : bool
        Whether it is judged in dark colours.
    """

    name: str
    axe: str = ""
    dark: bool = False


def faults(page: Page, site: str, built: Path, visit: Visitor) -> list[str]:
    """Visit a page, and return what is wrong with it."""
    # pages are weighed with an empty cache
    chapter = page.name.startswith("chapters/")
    with visit(f"{site}/{page.name}", warm=not chapter) as opened:
        tab = opened.page
        tab.emulate_media(color_scheme="dark" if page.dark else "light")
        found = heavy(opened, built) if chapter else []
        tab.add_script_tag(path=MEASURE)
        opened.scroll()
        tab.evaluate(UNFOLD)
        tab.evaluate(PRUNE)
        found += tab.evaluate(TOO_WIDE)
        if page.axe == "desk":
            found += judge(opened)
        tab.emulate_media(media="print")
        tab.set_viewport_size({"width": PAPER, "height": 952})
        found += tab.evaluate(CLIPPED)
        tab.emulate_media(media="screen")
        tab.set_viewport_size({"width": 360, "height": 780})
        if page.axe:
            opened.scroll()
        found += tab.evaluate(TOO_WIDE)
        if page.axe == "phone":
            tab.click(".contents-open")
            found += judge(opened)
        return [*found, *opened.foreign(), *opened.errors]


def heavy(opened: Visit, built: Path) -> list[str]:
    """Say that a page's first load is over the limit, first chart and chart runtime included."""
    first = opened.page.evaluate(FIRST_CHART)
    if first:
        opened.page.locator(f"#{first}").scroll_into_view_if_needed()
        opened.page.wait_for_selector(f"#{first}[data-chart-ready]")
    urls = {url for url in opened.requests if not url.endswith(".vg.json") or f"/{first}." in url}
    bytes_ = weight(urls, built)
    return [f"{bytes_} bytes at first, of at most {LIMIT}"] if bytes_ > LIMIT else []


def judge(opened: Visit) -> list[str]:
    """Return what axe-core finds wrong with a page, by WCAG 2.2 AA and its own best practice."""
    opened.page.add_script_tag(path=AXE)
    found: list[str] = opened.page.evaluate(VIOLATIONS)
    return found


def report(pages: list[Page], site: str, built: Path, visit: Visitor) -> str:
    """Visit pages, and return a line for each that has faults."""
    found = ((page.name, faults(page, site, built, visit)) for page in pages)
    return "\n".join(f"{name}: {wrong}" for name, wrong in found if wrong)
