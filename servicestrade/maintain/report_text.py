"""The report's text, for those who have it, to check that each numeral stands where it should.

The text is no part of the project. The environment variable ``SERVICESTRADE_SOURCE`` names it
to the test that uses this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from servicestrade.files.errors import DataError

VARIABLE = "SERVICESTRADE_SOURCE"
SHA256 = "0cbcf53bd290a71ae484d87adb5901b99a0ef8904195d07e64058b05aa32d01f"


def read_report(path: Path) -> str:
    """Return the report's text.

    Parameters
    ----------
    path : pathlib.Path
        The text, UTF-8, from which the numerals were taken.

    Raises
    ------
    DataError
        If the file cannot be read or is another text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error}); name it in {VARIABLE}") from None
    digest = sha256(content).hexdigest()
    if digest != SHA256:
        raise DataError(
            f"{path} is not the report's text: its sha256 is {digest}, not {SHA256}; name the "
            f"text of which data/numerals.csv counts the characters in {VARIABLE}"
        )
    return content.decode("utf-8")


def misplaced(text: str, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """List the rows whose `printed` does not stand at their `offset`.

    Examples
    --------
    >>> misplaced("rose by 8.3%", [{"offset": "8", "printed": "8.4"}])
    ["offset 8: the report has '8.3', not '8.4'"]
    """
    return [
        f"offset {start}: the report has {actual!r}, not {row['printed']!r}"
        for row in rows
        for start in [int(row["offset"])]
        if (actual := text[start : start + len(row["printed"])]) != row["printed"]
    ]
