"""What all tests share."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from servicestrade.files import paths
from servicestrade.maintain import report_text

ROOT = Path(__file__).resolve().parents[1]
HAS_SOURCE = bool(os.environ.get(report_text.VARIABLE))
# Without the report's text it cannot be compared; a line at the end of the tests says so.
collect_ignore = [] if HAS_SOURCE else ["maintain/test_report_text.py"]
# No verdict may depend on chance, or on how busy the machine is.
settings.register_profile("book", deadline=None, derandomize=True, database=None)
settings.load_profile("book")
# Slow: a browser, the built site, and books that a test builds.
SLOW_FIXTURES = {"book", "browser", "built", "made", "twins"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the edit loop do without what takes long."""
    parser.addoption("--quick", action="store_true", help="run no test that builds or browses")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, if that was asked for."""
    if config.getoption("quick"):
        slow = [item for item in items if is_slow(item)]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def is_slow(item: pytest.Item) -> bool:
    """Tell whether a test builds, browses, or is marked as one that takes long."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(SLOW_FIXTURES & fixtures or item.get_closest_marker("slow"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped, each reason once, and whether the report's text was at hand."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in sorted({report.longrepr[2] for report in skipped}):
        terminalreporter.write_line(reason, yellow=True)
    if not HAS_SOURCE:
        terminalreporter.write_line(
            f"source audit not run: {report_text.VARIABLE} names no text of the report", yellow=True
        )


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def built(root: Path) -> Path:
    """Give the folder of the built site."""
    site = root / "_build" / "html"
    if not (site / ".built").exists():
        pytest.fail("the site is not built, or its last build failed: run `make book`")
    return site


def forget() -> None:
    """Empty the caches of the package, so that its tables are read anew."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "servicestrade"]:
        for thing in vars(sys.modules[name]).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


@pytest.fixture
def data_copy(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the data that a test may change; until its end the package reads that."""
    folder = tmp_path / "data"
    shutil.copytree(root / "data", folder)
    monkeypatch.setenv(paths.VARIABLE, str(folder))
    forget()
    yield folder
    forget()
