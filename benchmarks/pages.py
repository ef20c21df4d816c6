"""Weigh the pages of the built site as a browser loads them."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.chromium import Visitor, find_browser, launched, served, visitor, weight

SHOWN = 5


@dataclass(frozen=True)
class Load:
    """What one page asked for, before and after it was read to its end."""

    page: str
    first: int
    first_requests: int
    whole: int
    whole_requests: int
    foreign: int
    errors: int


def load(visit: Visitor, address: str, page: str, built: Path) -> Load:
    """Open a page, then read it to its end."""
    with visit(f"{address}/{page}") as opened:
        opened.page.wait_for_load_state("networkidle")
        first = list(opened.requests)
        opened.scroll()
        opened.page.wait_for_load_state("networkidle")
        whole = opened.requests
        return Load(
            page,
            weight(first, built),
            len(first),
            weight(whole, built),
            len(whole),
            len(opened.foreign()),
            len(opened.errors),
        )


def table(root: Path) -> list[list[str]]:
    """Give the heaviest pages when read to the end, each response counted as gzip -9."""
    executable = find_browser()
    if executable is None:
        sys.exit("no Chromium or Chrome is installed: the pages cannot be weighed")
    built = root / "_build" / "html"
    found = [path.relative_to(built).as_posix() for path in sorted(built.rglob("*.html"))]
    pages = [page for page in found if not page.startswith("_static/")]
    with served(built) as address, launched(executable) as browser, visitor(browser) as visit:
        loads = [load(visit, address, page, built) for page in pages]
    loads.sort(key=lambda one: (one.whole, one.first), reverse=True)
    head = ["", "KiB at first", "requests", "KiB when read", "requests", "other hosts", "errors"]
    rows = [
        [
            one.page,
            f"{one.first / 1024:.1f}",
            str(one.first_requests),
            f"{one.whole / 1024:.1f}",
            str(one.whole_requests),
            str(one.foreign),
            str(one.errors),
        ]
        for one in loads[:SHOWN]
    ]
    return [head, *rows]
