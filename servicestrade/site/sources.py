"""Check contents and notebooks for authors' mistakes before any page is read.

A build would ignore some of them (a chart whose output is missing) and fail on others with a
message that does not say how to mend them.
"""

import ast
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

from servicestrade.charts.display import MIME as CHART_TYPE
from servicestrade.files.errors import DataError
from servicestrade.files.notebooks import page_names, read_notebook
from servicestrade.files.text_files import read_text
from servicestrade.frames.table import MIME as TABLE_TYPE
from servicestrade.registers.figures import figures
from servicestrade.registers.reference import chapters

ENDINGS = (".ipynb", ".md")
_ADDRESS = re.compile(r"[A-Za-z0-9._/-]+")
_STORE = "run `make outputs`"


def source_faults(root: Path) -> list[str]:
    """Return what is wrong with the contents and the notebooks, and how to mend it.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the book.
    """
    try:
        named = page_names(root)
        parse_toc_yaml(root / "_toc.yml")
        faults, homes = [*_of_contents(root, named)], dict[str, str]()
        for name in named:
            if (root / f"{name}.ipynb").is_file():
                faults += _of_notebook(root, f"{name}.ipynb", homes)
            else:
                faults += _of_text(root, f"{name}.md")
        # Figures that seem to be missing may be in a notebook that has a fault.
        return faults or [*_unshown(named, homes)]
    except MalformedError as error:
        return [f"_toc.yml is malformed: {error}; mend it there"]
    except DataError as error:
        return [str(error)]


def _of_contents(root: Path, named: list[str]) -> Iterator[str]:
    """Yield what is wrong with the contents."""
    for name in named:
        if not _ADDRESS.fullmatch(name):
            yield (
                f"_toc.yml: {name!r} cannot be the address of a page: name the file with letters "
                "of the English alphabet, digits, '-', '_' and '.' alone"
            )
        elif not any((root / f"{name}{ending}").is_file() for ending in ENDINGS):
            yield (
                f"_toc.yml names {name}, but there is no {name}.ipynb or {name}.md: add the file "
                "or take the entry out"
            )
    for chapter in chapters().values():
        file = root / f"{chapter.page}.ipynb"
        if file.is_file() and chapter.page not in named:
            yield (
                f"_toc.yml lacks {chapter.page}, the page of chapter {chapter.chapter}: "
                f"add the entry or take {file.name} away"
            )


def _of_text(root: Path, name: str) -> Iterator[str]:
    """Yield what is wrong with a page of text, if it is there."""
    if (root / name).is_file():
        try:
            read_text(root / name, name)
        except DataError as error:
            yield str(error)


def _of_notebook(root: Path, name: str, homes: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with a notebook, and note where each figure stands."""
    try:
        cells = read_notebook(root / name)["cells"]
    except DataError as error:
        yield str(error).replace(str(root / name), name)
        return
    if (root / name).read_bytes().startswith(BOM_UTF8):
        yield f"{name} begins with a byte order mark: {_STORE}, which saves it without"
    for number, cell in enumerate(cells, start=1):
        if cell.get("cell_type") != "code":
            continue
        where = f"{name}, cell {number}"
        outputs = cell.get("outputs", [])
        if any(output.get("output_type") == "error" for output in outputs):
            yield f"{where}: its stored output is an error: mend the cell, then {_STORE}"
            continue
        shown = [id for output in outputs if (id := _figure(output.get("data", {})))]
        expected = _expected("".join(cell.get("source", [])))
        if expected and not outputs:
            yield f"{where}: its output is not stored: {_STORE}"
        elif expected and expected not in ([""], shown):
            yield (
                f"{where}: it makes {' and '.join(expected)}, but its stored output is "
                f"{' and '.join(shown) or 'no figure'}: {_STORE}"
            )
        for id in shown:
            if (home := homes.setdefault(id, where)) != where:
                yield f"{where}: {id} stands in {home} already: link it there, [...](#{id})"


def _figure(data: dict[str, Any]) -> str:
    """Return the id of the figure that an output shows, if it does."""
    chart, table = data.get(CHART_TYPE, {}), data.get(TABLE_TYPE, {})
    return str(chart.get("usermeta", {}).get("id", "") or table.get("id", ""))


def _expected(source: str) -> list[str]:
    """Return the figures that the last line of a cell shows; an empty name is any other output.

    Examples
    --------
    >>> _expected('charts.bars(data, figure="fig-1-2")')
    ['fig-1-2']
    >>> _expected("data"), _expected("data = 1")
    ([''], [])
    """
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return []  # a command of IPython; other errors show when the outputs are made
    if not lines or not isinstance(lines[-1], ast.Expr):
        return []
    named = [
        word.value.value
        for word in ast.walk(lines[-1])
        if isinstance(word, ast.keyword)
        and word.arg == "figure"
        and isinstance(word.value, ast.Constant)
    ]
    return [str(name) for name in named] or [""]


def _unshown(named: list[str], homes: dict[str, str]) -> Iterator[str]:
    """Yield the registered figures that no page shows, for the chapters that the book has."""
    for id, meta in figures().items():
        chapter = chapters().get(meta.chapter)
        if id not in homes and (chapter is None or chapter.page in named):
            yield (
                f"figures.yml: no page shows {id}: show it in a cell with figure={id!r} "
                "or take it out of the register"
            )
