"""What authors may do wrong: one message with its mend, and nothing half-written."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from servicestrade.files import notebooks
from servicestrade.files.errors import DataError
from servicestrade.files.writing import write_whole
from servicestrade.maintain import command
from servicestrade.site.sources import source_faults

pytestmark = pytest.mark.slow

CASE = "chapters/cases/18-arbitration"
CHART = "chapters/cases/19-qualifications"


@pytest.fixture
def sources(root: Path, tmp_path: Path) -> Path:
    """Give a copy of the contents and the pages."""
    shutil.copy(root / "_toc.yml", tmp_path)
    for name in ("index.ipynb", "numbers.md"):
        shutil.copy(root / name, tmp_path)
    shutil.copytree(root / "chapters", tmp_path / "chapters")
    return tmp_path


def edit(file: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change the cells of a notebook."""
    notebook = json.loads(file.read_text("utf-8"))
    change(notebook["cells"])
    file.write_text(json.dumps(notebook), "utf-8")


def chart_cells(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the code cells that have an output."""
    return [cell for cell in cells if cell.get("outputs")]


def without_output(sources: Path) -> None:
    edit(sources / f"{CHART}.ipynb", lambda cells: chart_cells(cells)[0].update(outputs=[]))


def output_of_other_source(sources: Path) -> None:
    def swap(cells: list[dict[str, Any]]) -> None:
        one, two = chart_cells(cells)[:2]
        one["outputs"], two["outputs"] = two["outputs"], one["outputs"]

    edit(sources / f"{CHART}.ipynb", swap)


def failed_output(sources: Path) -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
    edit(sources / f"{CHART}.ipynb", lambda cells: chart_cells(cells)[0].update(outputs=[error]))


def twice(sources: Path) -> None:
    edit(sources / f"{CHART}.ipynb", lambda cells: cells.append(chart_cells(cells)[0]))


def nowhere(sources: Path) -> None:
    edit(sources / f"{CHART}.ipynb", lambda cells: cells.remove(chart_cells(cells)[0]))


def rewrite(page: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return a change of the bytes of a notebook."""

    def apply(sources: Path) -> None:
        file = sources / f"{page}.ipynb"
        file.write_bytes(change(file.read_bytes()))

    return apply


def conflict(content: bytes) -> bytes:
    first, second, *rest = content.splitlines(keepends=True)
    marks = [b"<<<<<<< HEAD\n", second, b"=======\n", second, b">>>>>>> other\n"]
    return b"".join([first, *marks, *rest])


def conflict_in_text(sources: Path) -> None:
    file = sources / "numbers.md"
    file.write_bytes(conflict(file.read_bytes()))


def page_without_file(sources: Path) -> None:
    (sources / f"{CASE}.ipynb").rename(sources / "away.ipynb")


def file_without_page(sources: Path) -> None:
    file = sources / "_toc.yml"
    file.write_text(file.read_text("utf-8").replace(f"      - file: {CASE}\n", ""), "utf-8")


def strange_name(name: str) -> Callable[[Path], None]:
    """Return a change that adds a page of that name to the contents."""

    def apply(sources: Path) -> None:
        shutil.copy(sources / "numbers.md", sources / "chapters" / f"{name}.md")
        with (sources / "_toc.yml").open("a", encoding="utf-8") as stream:
            stream.write(f"      - file: {json.dumps('chapters/' + name)}\n")

    return apply


def broken_contents(sources: Path) -> None:
    (sources / "_toc.yml").write_text("format: jb-book\nroot: [\n", "utf-8")


MISTAKES: dict[str, tuple[Callable[[Path], None], str]] = {
    "output deleted": (without_output, f"{CHART}.ipynb, cell 4: its output is not stored: run"),
    "outputs swapped": (
        output_of_other_source,
        f"{CHART}.ipynb, cell 4: it makes fig-19-a, but its stored output is tab-19-a: run",
    ),
    "error stored": (failed_output, f"{CHART}.ipynb, cell 4: its stored output is an error: mend"),
    "figure twice": (twice, f"fig-19-a stands in {CHART}.ipynb, cell 4 already: link it there"),
    "figure nowhere": (nowhere, "figures.yml: no page shows fig-19-a: show it in a cell"),
    "byte order mark": (
        rewrite(CASE, lambda content: b"\xef\xbb\xbf" + content),
        f"{CASE}.ipynb begins with a byte order mark: run `make outputs`",
    ),
    "no JSON": (rewrite(CASE, lambda content: content[:900]), f"{CASE}.ipynb, line "),
    "no notebook": (rewrite(CASE, lambda _: b"[]"), f"{CASE}.ipynb is no notebook"),
    "not UTF-8": (
        rewrite(CASE, lambda content: content + "é".encode("latin-1")),
        "not in UTF-8",
    ),
    "conflict": (
        rewrite(CASE, conflict),
        f"{CASE}.ipynb, line 2: '<<<<<<< HEAD' was left by an unfinished merge",
    ),
    "conflict in a text": (
        conflict_in_text,
        "numbers.md, line 2: '<<<<<<< HEAD' was left by an unfinished merge",
    ),
    "page without file": (page_without_file, f"_toc.yml names {CASE}, but there is no {CASE}"),
    "file without page": (file_without_page, f"_toc.yml lacks {CASE}, the page of chapter 18: add"),
    "broken contents": (broken_contents, "_toc.yml, line 3, column 1: no YAML"),
    **{
        f"page called {name}": (
            strange_name(name),
            "cannot be the address of a page: name the file",
        )
        for name in ("02-china copy", "a(1)", "it's", "$HOME", "a#b", "中国")
    },
}


def test_the_book_is_right(sources: Path) -> None:
    assert source_faults(sources) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_message(name: str, sources: Path) -> None:
    make, message = MISTAKES[name]
    make(sources)
    said = [fault for fault in source_faults(sources) if message in fault]
    assert len(said) == 1, source_faults(sources)
    assert len(source_faults(sources)) <= 2  # two swapped outputs are both wrong


def test_a_stray_file_is_no_page(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("02-china copy", "a(1)", "it's", "$HOME", "a#b", "中国"):
        (sources / "chapters" / f"{name}.ipynb").write_bytes(b"no notebook")
    assert source_faults(sources) == []
    monkeypatch.setattr(notebooks, "data_dir", lambda: sources / "data")
    names = [file.name for file in notebooks.book_notebooks()]
    assert names[0] == "index.ipynb"
    assert "27-afterword.ipynb" in names
    assert "a(1).ipynb" not in names


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """Give a notebook of one cell without its output."""
    file = tmp_path / "it's a (1).ipynb"
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": []}
    whole = {"cells": [cell | {"source": ["1 + 1"]}], "metadata": {}, "nbformat": 4}
    file.write_bytes(json.dumps(whole | {"nbformat_minor": 5}, indent=1).encode() + b"\n")
    return file


def test_outputs_keep_the_line_ends_and_drop_the_mark(notebook: Path) -> None:
    notebook.write_bytes(b"\xef\xbb\xbf" + notebook.read_bytes().replace(b"\n", b"\r\n"))
    assert command.main(["outputs", str(notebook)]) == 0
    content = notebook.read_bytes()
    assert content.startswith(b"{\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert json.loads(content)["cells"][0]["outputs"][0]["data"] == {"text/plain": ["2"]}


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("fails", ["write_bytes", "replace"])
def test_on_a_full_disk_the_file_stays_as_it_was(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("as it was")
    monkeypatch.setattr(Path, fails, full)
    with pytest.raises(DataError, match=r"table\.csv: the disk is full: make room"):
        write_whole(file, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]
    assert file.read_text() == "as it was"


def test_outputs_on_a_full_disk(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = notebook.read_bytes()
    monkeypatch.setattr(Path, "replace", full)
    assert command.main(["outputs", str(notebook)]) == 2
    assert capsys.readouterr().err == f"{notebook}: the disk is full: make room and run it again\n"
    assert notebook.read_bytes() == before
    assert [*notebook.parent.iterdir()] == [notebook]


def test_the_ledger_on_a_full_disk(
    data_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in data_copy.glob("*.csv")}
    monkeypatch.setattr(Path, "write_bytes", full)
    assert command.main(["assemble"]) != 0
    assert "statistics.csv: the disk is full: make room" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in data_copy.glob("*.csv")} == before
    assert not [*data_copy.glob(".*")]


def copy_project(root: Path, folder: Path) -> None:
    """Copy what a build needs."""
    for name in ("servicestrade", "data", "assets", "chapters"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in root.glob("*.*"):
        if file.is_file():
            shutil.copy(file, folder)


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project, in a folder with a name that a shell would trip over."""
    folder = tmp_path_factory.mktemp("it's $HOME's (1) # 书")
    copy_project(root, folder)
    shutil.copy(root / "Makefile", folder)
    return folder


def build(
    project: Path, prepare: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Build the book of a project."""
    command = [sys.executable, "-P", "-B", "servicestrade/site/book.py"]
    return subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, preexec_fn=prepare
    )


def test_a_mistake_ends_the_build_and_leaves_the_site(project: Path) -> None:
    file = project / f"{CASE}.ipynb"
    content = file.read_bytes()
    site = project / "_build" / "html"
    site.mkdir(parents=True)
    (site / ".built").write_text("{}")
    file.write_bytes(b"{")
    try:
        run = build(project)
    finally:
        file.write_bytes(content)
    assert run.returncode == 2
    assert run.stderr.startswith(f"{CASE}.ipynb, line 1, column 2: no JSON")
    assert run.stderr.count("\n") == 1
    assert [one.name for one in site.iterdir()] == [".built"]


def test_a_disk_that_fills_while_the_book_is_built(project: Path) -> None:
    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    shutil.rmtree(project / "_build", ignore_errors=True)
    run = build(project, small_files_only)
    assert run.returncode == 2
    assert "files may not grow so large here: raise the limit" in run.stderr
    assert "Traceback" not in run.stderr
    left = {one.name for one in (project / "_build").iterdir()}
    assert not left & {"html", "html.part", ".doctrees"}
    assert not list((project / "_build").rglob("*.part"))


def copy_make(root: Path, project: Path) -> None:
    """Copy what `make book` needs before it builds anything."""
    shutil.copytree(root / "servicestrade", project / "servicestrade")
    for name in ("Makefile", "pyproject.toml", "requirements-book.txt"):
        shutil.copy(root / name, project)


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root writes all")
def test_a_read_only_checkout(root: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        copy_make(root, project)
        project.chmod(0o555)
        another = ["setpriv", "--reuid", "65534", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*another, "make", "book"]
        run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        assert run.returncode == 2
        assert run.stderr.startswith(f"{project} is read-only: copy the project to a folder of you")
        assert "Traceback" not in run.stderr
        assert not (project / ".venv").exists()
        project.chmod(0o755)


def test_a_folder_that_setuptools_refuses(root: Path, tmp_path: Path) -> None:
    project = tmp_path / "a $x"
    project.mkdir()
    copy_make(root, project)
    run = subprocess.run(["make", "book"], cwd=project, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith(f"{project}: setuptools takes no dollar in a path: move")
    assert not (project / ".venv").exists()
