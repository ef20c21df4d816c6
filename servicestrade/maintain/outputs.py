"""Renew the outputs that the notebooks keep: ``servicestrade outputs [FILE ...]``.

The site is built from stored outputs, and nbval compares them with new ones. So they are written
only here, in one form: sorted keys, no timings, no traces of the machine.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from servicestrade.files.errors import DataError
from servicestrade.files.notebooks import read_notebook
from servicestrade.files.writing import write_whole

SECONDS_A_CELL = 600  # only to end cells that hang
KEPT_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


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
    notebook = nbformat.reads(json.dumps(read_notebook(path)), as_version=4)
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
    """Return a notebook as JSON, without what differs from run to run."""
    notebook["metadata"] = KEPT_METADATA
    cells = notebook["cells"]
    assert isinstance(cells, list)
    for cell in cells:
        tags = cell["metadata"].get("tags")
        cell["metadata"] = {"tags": tags} if tags else {}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
