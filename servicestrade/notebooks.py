"""Renew the outputs that the notebooks keep: ``python -m servicestrade.notebooks [FILE ...]``.

The site is built from stored outputs and nbval compares them with fresh ones, so they are
rewritten only here, in one form: sorted keys, no timings, no traces of the machine.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from servicestrade.errors import DataError
from servicestrade.files import write_whole
from servicestrade.paths import data_dir
from servicestrade.reading import read_json
from servicestrade.registers import read_yaml
from servicestrade.whole import read_all

SECONDS_A_CELL = 600  # it only ends what hangs
KEPT_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def pages(root: Path) -> list[str]:
    """Return the pages of the book in their order, without the endings of their files.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the book.

    Raises
    ------
    DataError
        If the contents of the book cannot be read.
    """
    contents = read_yaml(root / "_toc.yml", "_toc.yml")
    return [re.sub(r"\.(ipynb|md)$", "", name) for name in _named(contents)]


def _named(contents: object) -> Iterator[str]:
    """Yield the pages that a piece of the contents names."""
    if isinstance(contents, dict):
        yield from (str(contents[key]) for key in ("root", "file") if key in contents)
        contents = list(contents.values())
    if isinstance(contents, list):
        for piece in contents:
            yield from _named(piece)


def book_notebooks() -> list[Path]:
    """Return every notebook of the book, the landing page first."""
    root = data_dir().parent
    files = (root / f"{name}.ipynb" for name in pages(root))
    return [file for file in files if file.is_file()]


def read(path: Path) -> dict[str, Any]:
    """Read a notebook.

    Raises
    ------
    DataError
        If the file is no notebook.
    """
    notebook = read_json(path, str(path))
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise DataError(f"{path} is no notebook (it has no cells); restore it from the repository")
    return notebook


def renew(path: Path) -> bool:
    """Execute one notebook and store its outputs.

    Parameters
    ----------
    path : pathlib.Path
        The notebook; it is rewritten whole or not at all.

    Returns
    -------
    bool
        Whether anything changed.

    Raises
    ------
    DataError
        If the file is no notebook, if a cell fails (the message names the error), or if the file
        cannot be written.
    """
    notebook = nbformat.reads(json.dumps(read(path)), as_version=4)
    client = NotebookClient(
        notebook, timeout=SECONDS_A_CELL, resources={"metadata": {"path": str(path.parent)}}
    )
    try:
        client.execute()
    except CellExecutionError as error:
        lines = str(error).strip().splitlines()
        raise DataError(f"{path}: a cell fails with {lines[-1]}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise DataError(f"{path}: a cell does not end: {error}") from None
    before = path.read_bytes()
    after = _normal(json.loads(nbformat.writes(notebook))).encode()
    if b"\r\n" in before:
        after = after.replace(b"\n", b"\r\n")
    if after == before:
        return False
    write_whole(path, after)
    return True


def _normal(notebook: dict[str, object]) -> str:
    """Write a notebook without what differs from run to run."""
    notebook["metadata"] = KEPT_METADATA
    cells = notebook["cells"]
    assert isinstance(cells, list)
    for cell in cells:
        tags = cell["metadata"].get("tags")
        cell["metadata"] = {"tags": tags} if tags else {}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Renew the named notebooks, or all of the book."""
    try:
        read_all()
        for path in [Path(name) for name in arguments] or book_notebooks():
            print(f"{path}: {'renewed' if renew(path) else 'unchanged'}")
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
