"""Renew the outputs that the notebooks keep: ``python -m servicestrade.notebooks [FILE ...]``.

The site is built from stored outputs and nbval compares them with fresh ones, so they are
rewritten only here, in one form: sorted keys, no timings, no traces of the machine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from servicestrade.errors import DataError
from servicestrade.paths import data_dir
from servicestrade.reading import read_text
from servicestrade.whole import read_all

SECONDS_A_CELL = 60
KEPT_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def book_notebooks() -> list[Path]:
    """Return every notebook of the book, the landing page first."""
    root = data_dir().parent
    return [root / "index.ipynb", *sorted((root / "chapters").rglob("[!.]*.ipynb"))]


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
        If a cell fails; the message names the cell and the error.
    """
    before = read_text(path, str(path))
    notebook = nbformat.reads(before, as_version=4)
    client = NotebookClient(
        notebook, timeout=SECONDS_A_CELL, resources={"metadata": {"path": str(path.parent)}}
    )
    try:
        client.execute()
    except CellExecutionError as error:
        lines = str(error).strip().splitlines()
        raise DataError(f"{path}: a cell fails with {lines[-1]}") from None
    after = _normal(json.loads(nbformat.writes(notebook)))
    if after == before:
        return False
    partial = path.with_suffix(".partial")
    partial.write_text(after, "utf-8")
    partial.replace(path)
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
        paths = [Path(name) for name in arguments] or book_notebooks()
        for path in paths:
            print(f"{path}: {'renewed' if renew(path) else 'unchanged'}")
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
