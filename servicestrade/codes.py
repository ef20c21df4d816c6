"""The code lists in ``data/codes``: names and definitions in English and Chinese."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from servicestrade.errors import DataError, unknown
from servicestrade.paths import data_dir

LISTS = (
    "areas",
    "bounds",
    "breakdowns",
    "counted",
    "divisors",
    "flows",
    "indicators",
    "measures",
    "organisations",
    "qualifiers",
    "roles",
    "stages",
    "statuses",
    "units",
)

Code = Mapping[str, str]


@cache
def code_list(name: str) -> Mapping[str, Code]:
    """Return one code list.

    Parameters
    ----------
    name : str
        One of `LISTS`.

    Returns
    -------
    mapping of str to mapping
        The rows by code, in the order of the file; each row has at least
        ``name_en``, ``name_zh``, ``definition`` and ``source``.

    Raises
    ------
    UnknownError
        If there is no such list.
    DataError
        If a code stands twice.

    Examples
    --------
    >>> code_list("flows")["exports"]["name_zh"]
    '出口'
    """
    if name not in LISTS:
        raise unknown("code list", name, LISTS)
    path = data_dir() / "codes" / f"{name}.csv"
    rows: dict[str, Code] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            if row["code"] in rows:
                raise DataError(
                    f"{path.name}, row {number}: code {row['code']!r} stands twice; delete one"
                )
            rows[row["code"]] = MappingProxyType(row)
    return MappingProxyType(rows)


def code(list_name: str, value: str) -> Code:
    """Return one row of a code list, or raise an error that names the nearest codes."""
    rows = code_list(list_name)
    try:
        return rows[value]
    except KeyError:
        raise unknown(f"code in {list_name}", value, rows) from None


def name(list_name: str, value: str, lang: str) -> str:
    """Return the name of a code in ``"en"`` or ``"zh"``; empty for an empty code."""
    return code(list_name, value)[f"name_{lang}"] if value else ""
