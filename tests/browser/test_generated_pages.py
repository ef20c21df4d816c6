"""Visit every page of a figure, a table and of rules.

They are made alike: every one is opened, and axe-core judges some of each kind.
"""

from pathlib import Path

import pytest

from servicestrade.registers.figures import figures
from tests.browser.test_pages import TURNS
from tests.browser.visits import Page, report
from tests.chromium import Visitor

EVERY = 8
LEAST = {"figures": len(figures()), "rules": 20}


@pytest.mark.parametrize("folder", LEAST)
def test_pages(folder: str, site: str, built: Path, visit: Visitor) -> None:
    names = [path.relative_to(built).as_posix() for path in sorted(built.glob(f"{folder}/*.html"))]
    assert len(names) >= LEAST[folder]
    pages = [
        Page(name) if at % EVERY else Page(name, *TURNS[at // EVERY % len(TURNS)])
        for at, name in enumerate(names)
    ]
    found = report(pages, site, built, visit)
    assert not found, found
