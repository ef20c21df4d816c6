"""The code lists as frames, with how many records bear each code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

import pandas as pd

from servicestrade.files.errors import unknown
from servicestrade.ledger.catalogue import drawable_records
from servicestrade.ledger.codes import LISTS, code_list
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS


def codes(name: str = "") -> pd.DataFrame:
    """Return a code list, or the list of all lists.

    Parameters
    ----------
    name : str, optional
        A list, such as ``areas``, or a dimension that takes its codes from it, such as ``area``
        or ``counterpart``; without one the lists themselves are returned.

    Returns
    -------
    pandas.DataFrame
        A row for each code: `code`, its names and definitions in both languages, its source, what
        else the list says (for areas `iso3`, `m49` and `members`) and `records`: how many records
        have the code in the dimension asked for, or in any that takes it. Without a name, a row
        for each list: `list`, `dimensions` and `codes` (how many).

    Raises
    ------
    UnknownError
        If there is no such list; the message names the nearest.

    Notes
    -----
    The code of the world is ``W1``. In SDMX's list of areas it is ``W0``, and ``W1`` is the rest
    of the world there: change the code before you join SDMX data by it. In `m49` the world is
    ``001``.

    Examples
    --------
    >>> import servicestrade as st
    >>> st.codes("flow")[["code", "name_en", "name_zh"]].head(2)
          code  name_en name_zh
    0  exports  exports      出口
    1  imports  imports      进口
    """
    if name == "":
        return _lists()
    known = {*LISTS, *CODE_LISTS}
    if not isinstance(name, str) or name not in known:
        raise unknown("code list", name, known)
    list_name = CODE_LISTS.get(name, name)
    columns = [name] if name in CODE_LISTS else _dimensions(list_name)
    counts = Counter[str]()
    for column in columns:
        counts.update(_counted()[column])
    frame = pd.DataFrame([dict(row) for row in code_list(list_name).values()])
    return frame.assign(records=[counts[code] for code in frame["code"]])


def _lists() -> pd.DataFrame:
    rows = [(name, ", ".join(_dimensions(name)), len(code_list(name))) for name in LISTS]
    return pd.DataFrame(rows, columns=["list", "dimensions", "codes"])


def _dimensions(list_name: str) -> list[str]:
    return [one.name for one in DIMENSIONS if one.codes == list_name]


@cache
def _counted() -> Mapping[str, Counter[str]]:
    """Count the records of each code by dimension; one with several codes counts for each."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in CODE_LISTS}
    for item in drawable_records():
        for name, counter in counts.items():
            counter.update(set(getattr(item, name).split()))
    return counts
