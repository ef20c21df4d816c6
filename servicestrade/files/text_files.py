"""Read a text file of the project, whatever an editor, a spreadsheet or a merge has done to it.

Every table, register and notebook is read here. It must be UTF-8. A byte order mark and the line
ends of other systems are dropped.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from servicestrade.files.errors import DataError

Json = Any
"""What a JSON or YAML file holds: mappings by text, lists, texts, numbers."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_XLSX = b"PK\x03\x04"
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_RESTORE = "restore it from the repository"


def read_text(path: Path, name: str) -> str:
    r"""Return the text of a file, its lines ended by ``\n``.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str
        What messages call it.

    Raises
    ------
    DataError
        If the file cannot be read, is empty or not in UTF-8, or a merge was left unfinished in it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{name} cannot be read ({error.strerror}); {_RESTORE}") from None
    if content.startswith(_XLSX):
        raise DataError(
            f"{name} is a spreadsheet's own file, not text; save it as CSV, comma-separated, UTF-8"
        )
    if content.startswith(_UTF16) or b"\0" in content:
        raise DataError(f"{name} is in UTF-16 or holds binary data; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{name}, line {line}: not in UTF-8, perhaps in GBK or another encoding of a "
            "spreadsheet; save the file as UTF-8"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DataError(f"{name} is empty; {_RESTORE}")
    if mark := _CONFLICT.search(text):
        line = text.count("\n", 0, mark.start()) + 1
        raise DataError(
            f"{name}, line {line}: {mark[0]!r} was left by an unfinished merge; keep one side and "
            "delete the marks"
        )
    return text


def read_json(path: Path, name: str) -> Json:
    """Return what a JSON file holds.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str
        What messages call it.

    Raises
    ------
    DataError
        If the file cannot be read or is no JSON.
    """
    try:
        return json.loads(read_text(path, name))
    except json.JSONDecodeError as error:
        raise DataError(
            f"{name}, line {error.lineno}, column {error.colno}: no JSON ({error.msg}); mend it "
            f"there, or {_RESTORE}"
        ) from None
