"""Change one value in a copy of the ledger, and see that prose and notebooks notice."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from servicestrade.language.format import format_record
from servicestrade.language.prose import Page, links, page_problems, read_page
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.statistics import Statistic, ledger

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 1800  # it only ends what hangs


def told_and_shown(page: Page) -> list[Statistic]:
    """List the printed statistics that a page links in its prose and shows in its outputs."""
    linked = {link.id for cell in page.cells for link in links(cell)}
    found = [ledger()[id] for id in sorted(linked & page.shown & ledger().keys())]
    return [item for item in found if item.in_digits and not item.same_as]


@pytest.fixture(scope="module")
def smallest(root: Path) -> tuple[Path, Statistic]:
    """Give the smallest chapter that tells and shows a statistic, and the first of these."""
    notebooks = sorted(root.glob("chapters/**/[!.]*.ipynb"), key=lambda p: (p.stat().st_size, p))
    for path in notebooks:
        found = told_and_shown(read_page(path))
        if found:
            return path, found[0]
    pytest.fail(
        f"none of the {len(notebooks)} notebooks in chapters/ links a statistic that its outputs "
        "show: write a chapter, and renew its outputs by servicestrade outputs"
    )


@pytest.fixture
def changed(smallest: tuple[Path, Statistic], data_copy: Path) -> tuple[Path, str]:
    """Give that chapter and the id, once the last digit of the value is another in the data."""
    path, item = smallest
    value = str(item.value)
    other = value[:-1] + str((int(value[-1]) + 5) % 10)
    table = data_copy / "statistics.csv"
    # The numeral as printed and the value agree; a fall has a sign.
    printed, another = (number.removeprefix("-") for number in (value, other))
    old = f",{printed},true,{item.chapter},{value},"
    new = f",{another},true,{item.chapter},{other},"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    lines = [line.replace(old, new) if line.startswith(f"{item.id},") else line for line in lines]
    table.write_text("".join(lines), "utf-8")
    assert str(ledger()[item.id].value) == other
    return path, item.id


def test_prose_sees_a_changed_value(changed: tuple[Path, str]) -> None:
    path, id = changed
    wanted = f"is not the record, {format_record(record(id))} ({id})"
    assert [found for found in page_problems(read_page(path)) if wanted in found]


def test_nbval_sees_a_changed_value(changed: tuple[Path, str], root: Path) -> None:
    """The notebook is run once, in a process of its own that reads the changed data."""
    path, id = changed
    command = [sys.executable, "-m", "pytest", "-vv", "--nbval", "--nbval-current-env"]
    command += ["--nbval-cell-timeout", "600", str(path)]
    run = subprocess.run(
        command,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        env=os.environ | {"PYTEST_ADDOPTS": ""},
        check=False,
    )
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
    assert "Cell outputs differ" in run.stdout
    # Chinese keeps the printed scale, in words as in the head of a column
    number = re.search(r"\d[\d,.]*", format_record(record(id), "zh"))
    assert number
    assert number[0] in run.stdout, "the cells differ, but not in the changed value"
