"""Drive an installed Chromium or Chrome over the built site, which is served on loopback.

The browser and the driver live as long as one test module: while they do, an event loop runs in
this thread, and the notebooks' kernels need one of their own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

BROWSERS = (
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
    # No other host is reachable, whatever the machine's network is.
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {LOOPBACK}",
)
PATIENCE_MS = 10_000
SCROLL = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
    }
}"""
CHARTS_READY = "() => !document.querySelector('figure.chart:not([data-chart-ready])')"


@dataclass
class Visit:
    """One page in a tab of its own, and all that happened in it."""

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
        """Read the page to its end, and wait until each of its charts is interactive."""
        self.page.evaluate(SCROLL)
        self.page.wait_for_function(CHARTS_READY, timeout=PATIENCE_MS)


def is_foreign(url: str) -> bool:
    """Tell whether an address would leave this machine."""
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "about"} and parts.hostname != LOOPBACK


def find_browser() -> str | None:
    """Find an installed browser of the Chromium kind."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a word."""

    def log_message(self, *_: object) -> None:
        """Write no log."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and give its address, without a slash at the end."""
    with ThreadingHTTPServer((LOOPBACK, 0), partial(QuietHandler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    """Serve the built site."""
    yield from serve(built)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the installed browser; without one, skip, or fail under CI."""
    executable = find_browser()
    if executable is None:
        reason = "no Chromium or Chrome is installed: the browser tests did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., AbstractContextManager[Visit]]]:
    """Give a function that opens an address in a tab of its own.

    The cache is empty, unless the call says `warm=True`: such tabs share one.
    """
    warm_contexts: dict[tuple[int, int, bool], BrowserContext] = {}

    def context(width: int, height: int, script: bool) -> BrowserContext:
        return browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script
        )

    @contextmanager
    def open_page(
        url: str, *, width: int = 1280, height: int = 800, script: bool = True, warm: bool = False
    ) -> Iterator[Visit]:
        key = (width, height, script)
        if warm and key not in warm_contexts:
            warm_contexts[key] = context(*key)
        owner = warm_contexts[key] if warm else context(*key)
        visit = Visit(owner.new_page())
        visit.listen()
        visit.page.goto(url, wait_until="load")
        yield visit
        visit.page.close()
        if not warm:
            owner.close()

    yield open_page
    for owner in warm_contexts.values():
        owner.close()
