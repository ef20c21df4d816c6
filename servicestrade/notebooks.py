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
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from servicestrade.errors import DataError
from servicestrade.files import write_whole
from servicestrade.paths import data_dir

SECONDS_A_CELL = 60
KEPT_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_CONFLICT = re.compile(r"^(<<<<<<<|>>>>>>>) ", re.MULTILINE)


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
    try:
        contents = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"_toc.yml cannot be read: {error}; mend it there") from None
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
    """Read a notebook; a byte order mark, which some editors add, is passed over.

    Raises
    ------
    DataError
        If the file is no notebook.
    """
    try:
        text = path.read_text("utf-8-sig")
        notebook: dict[str, Any] = json.loads(text)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 (byte {error.start}): save it so") from None
    except json.JSONDecodeError as error:
        if line := conflict(text):
            raise DataError(f"{path}, line {line}: settle git's conflict there") from None
        said = f"{path}, line {error.lineno}: no notebook ({error.msg})"
        raise DataError(f"{said}: restore it, or save it in JupyterLab") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise DataError(f"{path} is no notebook (it has no cells): restore it")
    return notebook


def conflict(text: str) -> int:
    r"""Return the line of the first mark that git leaves of a conflict; 0 where there is none.

    Examples
    --------
    >>> conflict("# Title\n<<<<<<< HEAD\n")
    2
    """
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


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
        for path in [Path(name) for name in arguments] or book_notebooks():
            print(f"{path}: {'renewed' if renew(path) else 'unchanged'}")
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
