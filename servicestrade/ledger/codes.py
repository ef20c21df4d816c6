"""The code lists in ``data/codes``: names and definitions in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError, UnknownError, unknown
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS
from servicestrade.ledger.phrases import phrase

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
_IN_BASE = frozenset(one.name for one in DIMENSIONS if one.in_base)


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
        If the list is not as described.

    Examples
    --------
    >>> code_list("flows")["exports"]["name_zh"]
    '出口'
    """
    if name not in LISTS:
        raise unknown("code list", name, LISTS)
    rows = read_rows(f"codes/{name}.csv")
    return MappingProxyType({row["code"]: MappingProxyType(row) for _, row in rows})


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


def names_of(list_name: str, values: str, lang: str) -> str:
    """Return the names of codes that are joined by spaces, such as those of a breakdown.

    Examples
    --------
    >>> names_of("breakdowns", "ebops:SC digital:all", "zh").count("，")
    1
    """
    comma = phrase("punctuation", "comma", lang)
    return comma.join(name(list_name, one, lang) for one in values.split())


def check_codes(row: Mapping[str, str], where: str) -> None:
    """Refuse a row that holds a code of no list.

    Parameters
    ----------
    row : mapping of str to str
        Column name to text; of the columns in `CODE_LISTS` and ``base`` those it has are checked.
    where : str
        File and row, for the error message.

    Raises
    ------
    DataError
        With the place and the nearest codes.
    """
    for column, text in _coded(row, where):
        for value in text.split():
            try:
                code(CODE_LISTS[column], value)
            except UnknownError as error:
                raise DataError(
                    f"{where}: {error}; mend the row, or add the code to "
                    f"data/codes/{CODE_LISTS[column]}.csv"
                ) from None


def _coded(row: Mapping[str, str], where: str) -> Iterator[tuple[str, str]]:
    for column in CODE_LISTS:
        yield column, row.get(column, "")
    try:
        yield from base_parts(row.get("base", "")).items()
    except DataError as error:
        raise DataError(f"{where}: {error}") from None


def base_parts(base: str) -> dict[str, str]:
    """Split a base into its dimensions.

    Raises
    ------
    DataError
        If it does not begin with a dimension.

    Examples
    --------
    >>> base_parts("breakdown:delivery:offshore outsourcing:ITO area:CN")
    {'breakdown': 'delivery:offshore outsourcing:ITO', 'area': 'CN'}
    """
    parts: dict[str, str] = {}
    current = ""
    for word in base.split():
        dimension, _, rest = word.partition(":")
        if dimension in _IN_BASE:
            current = dimension
            parts[current] = rest
        elif current:
            parts[current] = f"{parts[current]} {word}".strip()
        else:
            raise DataError(f"base {base!r} names no dimension; write it as dimension:code")
    return parts
