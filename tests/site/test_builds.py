"""Whatever is rebuilt equals a build from nothing, byte for byte.

A small book of the project's own pages stands in two folders. After each change it is rebuilt in
the one and built from nothing in the other, in another process with another hash seed, time zone
and locale. It costs two short builds a round: `pytest tests/site/test_builds.py` runs it apart.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from servicestrade.site import book
from servicestrade.site.book import inputs, rewritten

POLICY, CASE, CHARTS = (
    "chapters/overview/04-policy",
    "chapters/cases/18-arbitration",
    "chapters/cases/19-qualifications",
)
THEME = "servicestrade/site/theme"
PAGES = [
    *(POLICY, CASE, CHARTS, "chapters/reference/glossary", "chapters/reference/errata"),
    "numbers",
]
ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
)


def write_contents(folder: Path, pages: list[str]) -> None:
    """Write the contents of the small book."""
    contents = {"format": "jb-book", "root": "index", "chapters": [{"file": p} for p in pages]}
    (folder / "_toc.yml").write_text(json.dumps(contents), "utf-8")


def copy_small(root: Path, folder: Path) -> None:
    """Copy what a few pages need, and write a short landing page with the chart of the real one."""
    for name in ("servicestrade", "data", "assets"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_config.yml", "CITATION.cff", "pyproject.toml", "requirements-book.txt"):
        shutil.copy(root / name, folder)
    for page in PAGES:
        for file in root.glob(f"{page}.*"):
            (folder / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / file.relative_to(root))
    write_contents(folder, PAGES)
    replace("chapters/reference/errata.md", "(method.md)", "(glossary.md)")(folder)
    landing = json.loads((root / "index.ipynb").read_text("utf-8"))
    title = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A small book"]}
    code = [cell for cell in landing["cells"] if cell["cell_type"] == "code"]
    landing["cells"] = [title, *code]
    (folder / "index.ipynb").write_text(json.dumps(landing), "utf-8")


# A short build spends most of its time on imports: one process does them, and its child builds.
# The child imports the project's own modules, from the folder that it builds.
BUILDER = """
import os, runpy, sys
import altair, jupyter_book.sphinx, myst_nb.sphinx_ext, pandas, sphinx.builders.html, vl_convert
for line in sys.stdin:
    folder = line.strip()
    child = os.fork()
    if child == 0:
        with open(f"{folder}.log", "w") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        os.chdir(folder)
        sys.path.insert(0, folder)
        runpy.run_path("servicestrade/site/book.py", run_name="__main__")
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Builder:
    """Builds the book in a folder, in processes with one hash seed, time zone and locale."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-c", BUILDER],
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> None:
        """Start to build."""
        assert self.process.stdin
        self.process.stdin.write(f"{self.folder}\n")
        self.process.stdin.flush()

    def finish(self) -> tuple[int, str]:
        """Wait for the end; return the exit status and what was said."""
        assert self.process.stdout
        status = int(self.process.stdout.readline())
        log = self.folder.with_name(f"{self.folder.name}.log").read_text("utf-8")
        return status, re.sub(r"\x1b\[[0-9;]*m", "", log)


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of each file of the site in a folder."""
    site = folder / "_build" / "html"
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


class Twins:
    """The small book in two folders."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.kept, self.cold = folder / "kept", folder / "other place" / "cold"
        for one in (self.kept, self.cold):
            copy_small(root, one)
        self.builders = [
            Builder(one, environment)
            for one, environment in zip((self.kept, self.cold), ENVIRONMENTS, strict=True)
        ]
        self.build()

    def build(self) -> str:
        """Rebuild the one and build the other from nothing; return what the first says."""
        shutil.rmtree(self.cold / "_build", ignore_errors=True)
        for builder in self.builders:
            builder.start()
        ended = [builder.finish() for builder in self.builders]
        assert [status for status, _ in ended] == [0, 0], ended
        return ended[0][1]


@pytest.fixture(scope="module")
def twins(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Give the two books, both built."""
    books = Twins(root, tmp_path_factory.mktemp("books"))
    yield books
    for builder in books.builders:
        builder.process.communicate()


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return a change of a text in a file."""

    def change(folder: Path) -> None:
        file = folder / name
        text = file.read_text("utf-8")
        assert text.count(old) >= 1, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


def append(name: str, text: str) -> Callable[[Path], None]:
    """Return a change that adds a text to the end of a file."""

    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


def add_cell(page: str, text: str) -> Callable[[Path], None]:
    """Return a change that adds a paragraph to a notebook."""

    def change(folder: Path) -> None:
        file = folder / f"{page}.ipynb"
        notebook: dict[str, Any] = json.loads(file.read_text("utf-8"))
        cell = {"cell_type": "markdown", "id": "added", "metadata": {}, "source": [text]}
        notebook["cells"].append(cell)
        file.write_text(json.dumps(notebook), "utf-8")

    return change


def restore_older(folder: Path) -> None:
    """Bring back a file that is older than what was built since."""
    replace(f"{POLICY}.ipynb", "zyzzyva", "quagga")(folder)
    os.utime(folder / f"{POLICY}.ipynb", (0, 0))


def without_erratum(folder: Path) -> None:
    """Take the first finding, which rests on no rule, out of the register."""
    file = folder / "data" / "errata.yml"
    head, first, *rest = file.read_text("utf-8").split("\n- id: ")
    assert first.startswith("freight-rates\n")
    file.write_text("\n- id: ".join([head, *rest]), "utf-8")


def removed(page: str) -> Callable[[Path], None]:
    """Return a change that takes a page out of the book."""

    def change(folder: Path) -> None:
        write_contents(folder, [name for name in PAGES if name != page])
        (folder / f"{page}.ipynb").rename(folder / f"{page}.away")

    return change


def returned(page: str) -> Callable[[Path], None]:
    """Return the change that brings the page back, before all others."""

    def change(folder: Path) -> None:
        (folder / f"{page}.away").rename(folder / f"{page}.ipynb")
        write_contents(folder, [page, *(name for name in PAGES if name != page)])

    return change


def all_of(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return several changes as one."""

    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


@dataclass(frozen=True)
class Change:
    """A change: what it does, and what then stands in the site.

    Attributes
    ----------
    make : callable
        Makes it in the folder of a book.
    file, there, gone : str
        A file of the site, a text in it and one that is no longer there.
    """

    make: Callable[[Path], None]
    file: str
    there: str
    gone: str


NUMBER = "[USD 889.11 billion](stat:cn-services-trade-total-2022)"
OTHER = "[USD 424.06 billion](stat:cn-services-trade-exports-2022)"
ALL = ("index", *PAGES)
# The rounds follow in this order. The changes of a round are built together; each round names the
# pages that are read again for it.
ROUNDS: list[tuple[tuple[str, ...], dict[str, Change]]] = [
    (
        (POLICY, CASE),
        {
            "a paragraph with a number": Change(
                add_cell(POLICY, f"A zyzzyva said {NUMBER}."),
                *("searchindex.js", "zyzzyva", "quagga"),
            ),
            "a heading": Change(
                replace(f"{CASE}.ipynb", "# Shanghai opens its arbitration", "# Okapis open"),
                *(f"{CHARTS}.html", "Okapis open", "Shanghai opens its"),
            ),
        },
    ),
    (
        (POLICY,),
        {
            "the link of a number": Change(
                replace(f"{POLICY}.ipynb", NUMBER, OTHER),
                *(f"{POLICY}.html", "USD 424.06 billion", "USD 889.11 billion"),
            ),
            "a word, in a file with an older time": Change(
                restore_older, *("searchindex.js", "quagga", "zyzzyva")
            ),
        },
    ),
    (
        (),
        {
            "the frame": Change(
                replace(f"{THEME}/layout.html", "<body", '<body data-tried="yes"'),
                *("index.html", '<body data-tried="yes"', "<body>"),
            ),
            "a fragment": Change(
                replace(
                    f"{THEME}/fragments/figure.html", "<figcaption", '<figcaption data-tried="yes"'
                ),
                *("figures/tab-18-a.html", '<figcaption data-tried="yes"', "<figcaption>"),
            ),
            "a style sheet and a script": Change(
                all_of(
                    append(f"{THEME}/styles/print.css", "/* quagga */"),
                    append(f"{THEME}/static/site.js", "// quagga"),
                ),
                *("_static/site.js", "// quagga", "zyzzyva"),
            ),
        },
    ),
    (
        tuple(page for page in ALL if page != CHARTS),
        {
            "the reference": Change(
                replace("CITATION.cff", "version: 2022.0.0", "version: 2022.7.7"),
                *("figures/tab-18-a.html", "2022.7.7", "2022.0.0"),
            ),
            "words of a figure": Change(
                replace("data/figures.yml", "Arbitration in Shanghai, 2022", "Quaggas in Shanghai"),
                *(f"{CASE}.html", "Quaggas in Shanghai", "Arbitration in Shanghai, 2022"),
            ),
            "a datum": Change(
                replace("data/statistics.csv", ",72537,15,true,18,15,", ",72537,17,true,18,17,"),
                *("figures/tab-18-a.csv", ",17,", ",15,"),
            ),
            "an erratum": Change(
                without_erratum, *("chapters/reference/errata.json", "{", "freight-rates")
            ),
            "a term": Change(
                replace("data/glossary.yml", "The amount by which imports", "The quagga"),
                *(
                    "chapters/reference/glossary.html",
                    "The quagga exceed",
                    "by which imports exceed",
                ),
            ),
            "the name of a code": Change(
                replace("data/codes/counted.csv", "persons,persons,", "persons,quaggas,"),
                *("numbers.html", "17 quaggas", "15 persons"),
            ),
            "a page that is gone": Change(
                removed(CHARTS), *("searchindex.js", "18-arb", "19-qual")
            ),
        },
    ),
    (
        ALL,
        {
            "a page that is back, at another place": Change(
                returned(CHARTS), *("searchindex.js", "19-qual", "zyzzyva")
            ),
        },
    ),
]


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("chapters/cases/index.md", {"chapters/cases/index.md"}),
        ("index.ipynb", {"index.ipynb"}),
        (f"{THEME}/styles/page.css", set()),
        (f"{THEME}/fragments/figure.html", set()),
        (f"{THEME}/layout.html", set()),
        *(
            (name, None)
            for name in ("data/statistics.csv", "servicestrade/ledger/labels.py", "_toc.yml")
        ),
        *((name, None) for name in ("CITATION.cff", "pyproject.toml", "_config.yml", "Python")),
    ],
)
def test_what_is_read_again(name: str, again: set[str] | None) -> None:
    now = inputs()
    assert rewritten(now | {name: "before"}, now) == again
    without = {other: hash for other, hash in now.items() if other != name}
    # A new or removed file may concern any page; files of the theme are read by none.
    expected = again if again == set() else None
    assert rewritten(without, now) == rewritten(now, without) == expected


def test_a_site_that_is_not_whole_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "SITE", tmp_path)
    assert book.noted() is None
    (tmp_path / book.NOTE).write_text('{"Python": "3.')
    assert book.noted() is None


def test_the_same_book_is_built_the_same(twins: Twins) -> None:
    assert digests(twins.kept) == digests(twins.cold)


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_what_is_rebuilt_equals_a_build_from_nothing(number: int, twins: Twins) -> None:
    read, changes = ROUNDS[number]
    for change in changes.values():
        for folder in (twins.kept, twins.cold):
            change.make(folder)
    log = twins.build()
    assert set(re.findall(r"reading sources\.\.\. \[.*?\] (\S+)", log)) == set(read)
    for kind, change in changes.items():
        text = (twins.kept / "_build" / "html" / change.file).read_text("utf-8")
        assert change.there in text, kind
        assert change.gone not in text, kind
    assert digests(twins.kept) == digests(twins.cold)


def test_nothing_is_built_twice(twins: Twins) -> None:
    before = (twins.kept / "_build" / "html").stat()
    for file in twins.kept.glob("*.*"):
        file.touch()
    twins.builders[0].start()
    assert twins.builders[0].finish() == (0, f"The book: {twins.kept}/_build/html/index.html\n")
    after = (twins.kept / "_build" / "html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
