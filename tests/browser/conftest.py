"""Drive an installed Chromium or Chrome over the built site, which is served on loopback.

Browser and driver live as long as one test module: while they do, an event loop runs in this
thread, and the notebooks' kernels need one of their own.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import (
    PATIENCE_MS,
    Visitor,
    find_browser,
    launched,
    require_browser,
    served,
    visitor,
)

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    """Serve the built site."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="module")
def executable() -> str:
    """Find the installed browser; without one, skip, or fail under CI."""
    return require_browser(find_browser(), ci=os.environ.get("CI") == "true")


@pytest.fixture(scope="module")
def browser(executable: str) -> Iterator[Browser]:
    """Start the browser."""
    with launched(executable) as running:
        yield running


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Visitor]:
    """Give the function that opens pages."""
    with visitor(browser) as opener:
        yield opener
