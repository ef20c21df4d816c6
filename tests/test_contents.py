"""The book is whole: each chapter of the report, each figure, and what README counts of them."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from servicestrade.charts.display import MIME as CHART
from servicestrade.frames.table import MIME as TABLE
from tests.audit.counts import RULES

CHAPTERS = range(1, 28)
AFTERWORD = 27
PARTS = {"overview": 4, "outsourcing": 2, "sectors": 10, "cases": 10, "chapters": 1}
REPORT_FIGURE = re.compile(r"(fig|tab)-(\d+)-\d+")
IN_WORDS = {10: "ten"}


def pages(root: Path, pattern: str) -> list[str]:
    """List the pages of the chapters that a pattern names, as the contents call them."""
    found = (path for path in root.glob(pattern) if ".ipynb_checkpoints" not in path.parts)
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in found)


def table(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "data" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def figures(root: Path) -> dict[str, dict[str, object]]:
    content: dict[str, dict[str, object]] = yaml.safe_load(
        (root / "data/figures.yml").read_text("utf-8")
    )
    return content


@pytest.fixture(scope="module")
def listed(root: Path) -> list[str]:
    """Give the pages of the contents in their order."""
    parts = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))["parts"]
    return [entry["file"] for part in parts for entry in part["chapters"]]


def test_every_chapter_of_the_report_has_its_notebook(root: Path) -> None:
    notebooks = pages(root, "chapters/**/*.ipynb")
    numbers = [int(re.search(r"/(\d\d)-[a-z-]+$", page)[1]) for page in notebooks]
    assert sorted(numbers) == list(CHAPTERS)
    assert Counter(page.split("/")[-2] for page in notebooks) == PARTS
    named = {int(row["chapter"]): row["page"] for row in table(root, "chapters.csv")}
    assert named == dict(zip(numbers, notebooks, strict=True))


def test_every_page_stands_once_in_the_contents(root: Path, listed: list[str]) -> None:
    there = [*pages(root, "chapters/**/*.ipynb"), *pages(root, "chapters/**/*.md"), "numbers"]
    assert sorted(listed) == sorted(there)
    told = [page for page in listed if re.search(r"/\d\d-", page)]
    assert told == sorted(told, key=lambda page: page.rpartition("/")[2])


def test_every_page_has_one_title(root: Path, listed: list[str]) -> None:
    for page in [*listed, "index"]:
        path = root / f"{page}.ipynb"
        if path.exists():
            cells = json.loads(path.read_text("utf-8"))["cells"]
            text = "\n\n".join(
                "".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"
            )
        else:
            text = (root / f"{page}.md").read_text("utf-8")
        prose = re.sub(r"(?ms)^(```|:::).*?^\1", "", text)
        heads = re.findall(r"^# +(\S.*)$", prose, flags=re.MULTILINE)
        assert len(heads) == 1, f"{page} has the titles {heads}"
        assert prose.lstrip().startswith(("# ", "(", "---")), (
            f"{page} does not begin with its title"
        )


def shown(notebook: Path) -> list[str]:
    """List the figures and tables of a notebook's outputs."""
    outputs = (
        output.get("data", {})
        for cell in json.loads(notebook.read_text("utf-8"))["cells"]
        for output in cell.get("outputs", ())
    )
    return [
        data[CHART]["usermeta"]["id"] if CHART in data else data[TABLE]["id"]
        for data in outputs
        if CHART in data or TABLE in data
    ]


def test_every_figure_stands_in_the_notebook_of_its_chapter(root: Path) -> None:
    notebooks = {
        row["chapter"]: root / f"{row['page']}.ipynb" for row in table(root, "chapters.csv")
    }
    homes = {"0": root / "index.ipynb"} | notebooks
    standing = {number: sorted(shown(path)) for number, path in homes.items()}
    registered: dict[str, list[str]] = {number: [] for number in homes}
    for id, entry in figures(root).items():
        registered[str(entry["chapter"])].append(id)
    assert standing == {number: sorted(ids) for number, ids in registered.items()}


def test_the_figures_of_the_report_are_all_there(root: Path) -> None:
    ids = [id for id in figures(root) if REPORT_FIGURE.fullmatch(id)]
    charts = [id for id in ids if id.startswith("fig")]
    assert sorted(charts) == sorted(
        f"fig-{part}-{n}" for part, last in ((1, 6), (2, 18)) for n in range(1, last + 1)
    )
    assert sorted(set(ids) - set(charts)) == ["tab-2-1", "tab-2-2", "tab-3-1"]


def counts(root: Path) -> dict[str, int]:
    """Count what README counts; what it calls some is told in hundreds."""
    ids = [id for id in figures(root) if REPORT_FIGURE.fullmatch(id)]
    notebooks = pages(root, "chapters/**/*.ipynb")
    return {
        r"([\d,]+) numerals": len(table(root, "numerals.csv")),
        r"with (\d+) chapters": len(set(CHAPTERS) - {AFTERWORD}),
        r"(\d+) charts": sum(id.startswith("fig") for id in ids),
        r"(\d+) tables": sum(id.startswith("tab") for id in ids),
        r"(\w+) industries": sum("/sectors/" in page for page in notebooks),
        r"(\w+) pilot\s+cases": sum("/cases/" in page for page in notebooks),
        r"some ([\d,]+) statistics": round(len(table(root, "statistics.csv")), -2),
        r"[Ss]ome ([\d,]+) rules": round(RULES, -2),
    }


def test_readme_counts_what_is_there(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    for pattern, number in counts(root).items():
        told = set(re.findall(pattern, text))
        assert told == {IN_WORDS.get(number, f"{number:,}")}, f"README.md: {pattern} is {told}"


@pytest.mark.parametrize("name", ["data/README.md", "data/CODEBOOK.md", "CHANGELOG.md"])
def test_the_other_texts_count_the_same(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    told = re.findall(r"([\d,]+)\s+numerals", text)
    assert told
    assert set(told) == {f"{len(table(root, 'numerals.csv')):,}"}
