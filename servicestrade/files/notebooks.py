"""The book's pages, in the order of its contents, and its notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.files.text_files import read_json
from servicestrade.files.yaml_registers import read_yaml


def page_names(root: Path) -> list[str]:
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
    """Yield the pages that a part of the contents names."""
    if isinstance(contents, dict):
        yield from (str(contents[key]) for key in ("root", "file") if key in contents)
        contents = list(contents.values())
    if isinstance(contents, list):
        for piece in contents:
            yield from _named(piece)


def book_notebooks() -> list[Path]:
    """Return every notebook of the book, the landing page first."""
    root = data_dir().parent
    files = (root / f"{name}.ipynb" for name in page_names(root))
    return [file for file in files if file.is_file()]


def read_notebook(path: Path) -> dict[str, Any]:
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
