"""Lay a frame out with a dimension in its columns, and never two values in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from servicestrade.files.errors import DataError, unknown
from servicestrade.frames.columns import NAMES
from servicestrade.ledger.dimensions import DIMENSIONS

_TIMES = ("period", "year", "base_period")
_UNIT = ("unit", "counted", "per")
_SCALED = (*_UNIT, "unit_mult")
_OF_A_UNIT = {"value": _SCALED, "low": _SCALED, "high": _SCALED, "amount": _UNIT}
_TELLING = tuple(one.name for one in DIMENSIONS)


def wide(
    frame: pd.DataFrame,
    *,
    rows: str | Sequence[str],
    columns: str | Sequence[str],
    values: str = "value",
) -> pd.DataFrame:
    """Lay a frame of records out with a dimension in its columns, and never merge two of them.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `select`, `series`, `points` or `statistics` return it.
    rows, columns : str or list of str
        Columns of the frame whose values make the rows and the columns, in order of appearance;
        times ascend.
    values : str, default "value"
        The column that fills the cells.

    Returns
    -------
    pandas.DataFrame
        One cell for each record; missing where there is none.

    Raises
    ------
    DataError
        If two records fall into one cell, or one column of numbers has several units; the
        message says in what they differ.
    UnknownError
        If the frame has no such column; the message names the nearest.

    Examples
    --------
    >>> import servicestrade as st
    >>> trade = st.select(
    ...     indicator="services_trade",
    ...     area="CN",
    ...     breakdown="",
    ...     counterpart="",
    ...     flow=["exports", "imports"],
    ...     measure="level",
    ...     period=[2021, 2022],
    ... )
    >>> st.wide(trade, rows="flow", columns="period")  # doctest: +NORMALIZE_WHITESPACE
    period     2021    2022
    flow
    exports  3941.0  4240.6
    imports  4270.0  4650.5
    """
    along = [rows] if isinstance(rows, str) else list(rows)
    across = [columns] if isinstance(columns, str) else list(columns)
    for name in (*along, *across, values):
        if name not in frame.columns:
            if name in NAMES:
                raise DataError(f"the frame has no {name}; select it with names=True")
            raise unknown("column", name, [str(column) for column in frame.columns])
    _check_cells(frame, [*along, *across])
    if values in _OF_A_UNIT:
        _check_units(frame, across, _OF_A_UNIT[values])
    laid = frame.pivot(index=along, columns=across, values=values)
    return laid.reindex(index=_in_order(frame, along), columns=_in_order(frame, across))


def _in_order(frame: pd.DataFrame, keys: Sequence[str]) -> pd.Index[Any]:
    """Return the values of some columns once: times from the first to the last, others as found."""
    found = frame[list(keys)].drop_duplicates()
    ranks = {
        key: {one: at for at, one in enumerate(_once(found[key], ascending=key in _TIMES))}
        for key in keys
    }
    rows = sorted(
        found.itertuples(index=False, name=None),
        key=lambda row: [ranks[key][one] for key, one in zip(keys, row, strict=True)],
    )
    if len(keys) == 1:
        only: pd.Index[Any] = pd.Index([row[0] for row in rows], name=keys[0])
        return only
    return pd.MultiIndex.from_tuples(rows, names=list(keys))


def _once(column: pd.Series, *, ascending: bool) -> list[Any]:
    found = list(dict.fromkeys(column))
    return sorted(found) if ascending else found


def _check_cells(frame: pd.DataFrame, keys: Sequence[str]) -> None:
    for cell, found in frame.groupby(list(keys), sort=False, dropna=False):
        if len(found) == 1:
            continue
        one, other = (found.iloc[at] for at in (0, 1))
        differ = [name for name in _TELLING if name in found and one[name] != other[name]]
        where = ", ".join(map(str, cell))
        if one["id"] == other["id"]:
            raise DataError(f"{one['id']} stands twice in the frame; keep one row of it")
        raise DataError(
            f"{one['id']} and {other['id']} fall into one cell ({where}); they differ in "
            f"{', '.join(differ) or 'basis'}: select one value of that, or put it in rows or "
            "columns"
        )


def _check_units(frame: pd.DataFrame, across: Sequence[str], unit: Sequence[str]) -> None:
    for column, found in frame.groupby(list(across), sort=False, dropna=False):
        units = found[list(unit)].drop_duplicates()
        if len(units) > 1:
            told = " and ".join(
                " ".join(str(one) for one in row if one != "") for row in units.head(2).values
            )
            raise DataError(
                f"column {', '.join(map(str, column))} would hold values in {told}; select one "
                "unit, put it in columns, or take values='amount' for one unit in several scales "
                "or values='text_en' for words"
            )
