"""At every width, in the book's own face and without it, nothing is cut and nothing overlaps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS
from tests.chromium import launched, visitor

WIDTHS = tuple(range(320, 1401, 20))
MEASURE = Path(__file__).with_name("measure.js")
# One page in a frame is resized instead of loaded again.
FRAME = """async address => {
    document.body.innerHTML = '<iframe style="position: fixed; inset: 0 auto auto 0; border: 0">';
    const frame = document.querySelector('iframe');
    frame.style.height = '800px';
    frame.src = address;
    await new Promise(resolve => { frame.onload = resolve; });
    await frame.contentDocument.fonts.ready;
    measure.prune(frame.contentDocument);
}"""
FAULTS = """widths => {
    const frame = document.querySelector('iframe');
    const found = {};
    for (const width of widths) {
        frame.style.width = `${width}px`;
        const page = frame.contentDocument;
        const seen = measure.texts(page);
        const faults = [...measure.tooWide(page, seen), ...measure.overlaps(page, seen)];
        if (faults.length) found[width] = faults;
    }
    return found;
}"""

# Pages whose scripts do not run are ready at once.
STILL = """async ([addresses, widths]) => {
    document.body.innerHTML = '<iframe sandbox="allow-same-origin" style="border: 0">';
    const frame = document.querySelector('iframe');
    const found = {};
    for (const address of addresses) {
        frame.src = address;
        await new Promise(resolve => { frame.onload = resolve; });
        await frame.contentDocument.fonts.ready;
        for (const width of widths) {
            frame.style.width = `${width}px`;
            const faults = measure.tooWide(frame.contentDocument);
            if (faults.length) found[`${address}, ${width} px`] = faults;
        }
    }
    return found;
}"""


@pytest.fixture(scope="module", params=[True, False], ids=["own face", "DejaVu"])
def browser(request: pytest.FixtureRequest, executable: str) -> Iterator[Browser]:
    """Start the browser, with the fonts that pages bring along and once more without."""
    with launched(executable, own_face=request.param) as running:
        yield running


@pytest.fixture(scope="module")
def sheet(browser: Browser, site: str) -> Iterator[Page]:
    """Give an empty page of the site that pages can be laid into."""
    with visitor(browser) as visit, visit(f"{site}/search.html", width=1400) as opened:
        opened.page.set_content("<title>Frame</title>")
        opened.page.add_script_tag(path=MEASURE)
        yield opened.page


@pytest.mark.parametrize("kind", KINDS)
def test_every_width(kind: str, sheet: Page, site: str) -> None:
    sheet.evaluate(FRAME, f"{site}/{KINDS[kind]}")
    faults = sheet.evaluate(FAULTS, WIDTHS)
    assert not faults, "\n".join(f"{width} px: {found}" for width, found in faults.items())


@pytest.mark.parametrize("browser", [False], ids=["DejaVu"], indirect=True)
def test_every_chart_fits(sheet: Page, site: str, built: Path) -> None:
    """Every page with a chart fits a phone and a desk without the book's own face, too."""
    pages = [
        path.relative_to(built).as_posix()
        for folder in ("chapters", "figures")
        for path in sorted(built.rglob(f"{folder}/**/*.html"))
        if b'class="chart-drawing"' in path.read_bytes()
    ]
    assert len(pages) > 95
    faults = sheet.evaluate(STILL, [[f"{site}/{page}" for page in pages], [360, 1280]])
    assert not faults, "\n".join(f"{where}: {found}" for where, found in faults.items())
