"""Write a file whole or not at all, and explain in words why one cannot be written."""

from __future__ import annotations

import csv
import errno
import io
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from servicestrade.files.errors import DataError

_DENIED = "access is denied: make it yours, or work in a copy of the project that is"
_MENDS = {
    errno.ENOSPC: "the disk is full: make room and run it again",
    errno.EDQUOT: "your share of the disk is full: make room and run it again",
    errno.EFBIG: "files may not grow so large here: raise the limit (ulimit -f) and run it again",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "the disk is read-only: work in a copy of the project elsewhere",
}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    The content is written to a temporary file with a unique name, which then replaces the file.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder must be there.
    content : bytes
        Its new content.

    Raises
    ------
    DataError
        If it cannot be written; the file is then as it was before.
    """
    aside = path.with_name(f".{path.name[:80]}.{uuid.uuid4().hex}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        raise DataError(failure(error, path)) from None
    finally:
        aside.unlink(missing_ok=True)


def csv_content(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    r"""Return the content of a CSV file with plain newlines as line ends.

    Parameters
    ----------
    columns : sequence of str
        The header.
    rows : iterable of iterable
        The cells of each row, in the order of the columns.

    Examples
    --------
    >>> csv_content(["id", "note"], [["a", "one, two"]])
    b'id,note\na,"one, two"\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def failure(error: OSError, path: Path | str) -> str:
    """Return a message that says why a file or folder cannot be used, and what mends it.

    Parameters
    ----------
    error : OSError
        What went wrong.
    path : pathlib.Path or str
        The file or folder.

    Examples
    --------
    >>> failure(OSError(errno.ENOSPC, "No space left on device"), "data/labels.csv")
    'data/labels.csv: the disk is full: make room and run it again'
    """
    return f"{path}: {_MENDS.get(error.errno or 0, error.strerror or str(error))}"
