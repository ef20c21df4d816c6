"""An installed Chromium or Chrome, and pages served on loopback for it.

The tests and the benchmarks open pages by this module. It lets nothing out of the machine: no
other host has an address. Nor does it let the machine's own fonts in: beside the fonts that a page
brings along the browser has a plain Latin one, and one of boxes as wide as Chinese characters are.
"""

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
LOOPBACK = "127.0.0.1"
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {LOOPBACK}",
)
PATIENCE_MS = 120_000  # until a page counts as dead; long, for busy machines
FONTS = Path(__file__).parent / "browser" / "vendor"
CHINESE = (*range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFF61))
# Returns the id of the first chart that does not become interactive.
SCROLL = """async (patience) => {
    for (const chart of document.querySelectorAll('figure.chart')) {
        chart.scrollIntoView({block: 'center', behavior: 'instant'});
        const end = performance.now() + patience;
        while (!chart.hasAttribute('data-chart-ready')) {
            if (performance.now() > end) return chart.id;
            await new Promise(requestAnimationFrame);
        }
    }
    scrollTo(0, document.body.scrollHeight);
}"""


@dataclass
class Visit:
    """One page in a tab of its own, and all that happens in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Keep all requests from now on, and all that goes wrong."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("response", self._on_response)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))

    def _on_response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST:
            self.errors.append(f"{response.status} for {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text}")

    def foreign(self) -> list[str]:
        """List the requests to any host but loopback."""
        return [url for url in self.requests if is_foreign(url)]

    def scroll(self) -> None:
        """Go from chart to chart until each is interactive, then to the end of the page."""
        dead = self.page.evaluate(SCROLL, PATIENCE_MS)
        if dead is not None:
            self.errors.append(f"the chart {dead} did not become interactive")


Visitor = Callable[..., AbstractContextManager[Visit]]


def is_foreign(url: str) -> bool:
    """Tell whether an address would leave this machine."""
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "about"} and parts.hostname != LOOPBACK


def weight(urls: Iterable[str], folder: Path) -> int:
    """Sum the bytes that addresses of a served folder put on the wire, each as by gzip -9."""
    paths = [unquote(urlsplit(url).path) for url in urls if urlsplit(url).hostname == LOOPBACK]
    files = [folder / path.strip("/") for path in paths]
    return sum(compressed(file / "index.html" if file.is_dir() else file) for file in files)


@cache
def compressed(file: Path) -> int:
    """Count the bytes of a file after gzip -9."""
    return len(gzip.compress(file.read_bytes(), compresslevel=9))


def find_browser() -> str | None:
    """Find an installed browser of the Chromium kind."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def require_browser(executable: str | None, *, ci: bool) -> str:
    """Give the browser that was found; without one skip the test, or fail it under CI."""
    if executable is None:
        reason = "no Chromium or Chrome is installed: the browser tests did not run"
        if ci:
            pytest.fail(reason)
        pytest.skip(reason)
    return executable


def use_fonts(folder: Path) -> dict[str, str]:
    """Return the environment in which a browser on Linux has the fonts of the tests alone."""
    draw_boxes(folder / "boxes.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{FONTS}</dir><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>"
        "</fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}


def draw_boxes(file: Path) -> None:
    """Write a font whose Chinese characters are all one box, as wide as they are."""
    pen = TTGlyphPen(None)
    pen.moveTo((60, -60))
    for corner in ((60, 820), (940, 820), (940, -60)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap(dict.fromkeys(CHINESE, "box"))
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 60)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(file)


@contextmanager
def launched(executable: str, *, own_face: bool = True) -> Iterator[Browser]:
    """Run the browser.

    Parameters
    ----------
    executable : str
        Where it is.
    own_face : bool, default True
        Whether it takes the fonts that pages bring along.
    """
    arguments = ARGUMENTS if own_face else (*ARGUMENTS, "--disable-remote-fonts")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=arguments, env=use_fonts(Path(folder))
        )
        with browser:
            yield browser


@contextmanager
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Give a function that opens an address in a tab of its own.

    The tab's cache is empty, unless the call says `warm=True`: such visits share one tab, which
    is light and on screen again for each.
    """
    contexts = ExitStack()
    warm_tabs: dict[bool, Visit] = {}

    def context(width: int, height: int, script: bool) -> BrowserContext:
        made = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script
        )
        made.set_default_timeout(PATIENCE_MS)
        return made

    def warm_tab(width: int, height: int, script: bool) -> Visit:
        if script not in warm_tabs:
            tabs = contexts.enter_context(context(width, height, script))
            warm_tabs[script] = Visit(tabs.new_page())
            warm_tabs[script].listen()
        tab = warm_tabs[script]
        tab.page.goto("about:blank")
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
        tab.requests.clear()
        tab.errors.clear()
        return tab

    @contextmanager
    def visit(
        url: str, *, width: int = 1280, height: int = 800, script: bool = True, warm: bool = False
    ) -> Iterator[Visit]:
        if warm:
            opened = warm_tab(width, height, script)
            opened.page.goto(url, wait_until="load")
            yield opened
            return
        with context(width, height, script) as tabs, tabs.new_page() as page:
            opened = Visit(page)
            opened.listen()
            page.goto(url, wait_until="load")
            yield opened

    with contexts:
        yield visit


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a word."""

    def log_message(self, *_: object) -> None:
        """Write no log."""


class Server(ThreadingHTTPServer):
    """Serve without a word of tabs that were closed before they had all that they asked for."""

    def handle_error(self, *_: object) -> None:
        """Keep to what the browser tells: it gives an error for all that it lacks."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and give its address, without a slash at the end."""
    with Server((LOOPBACK, 0), partial(QuietHandler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
