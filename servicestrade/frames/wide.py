"""Lay a frame out with a dimension in its columns, and never two values in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from servicestrade.files.errors import DataError, unknown
from servicestrade.ledger.dimensions import DIMENSIONS

_TIMES = ("period", "year", "base_period")
_TELLING = tuple(one.name for one in DIMENSIONS)


def wide(
    frame: pd.DataFrame,
    *,
    rows: str | Sequence[str],
    columns: str | Sequence[str],
    values: str = "value",
) -> pd.DataFrame:
    """Pivot a frame of records, and refuse to merge different ones.

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
        One cell a record; missing where there is none.

    Raises
    ------
    DataError
        If two records fall into one cell, or one column of numbers has several units; the
        message says in what they differ.

    Examples
    --------
    >>> from servicestrade.frames.select import select
    >>> trade = select(indicator="services_trade", area="CN", breakdown="", counterpart="",
    ...                flow=["exports", "imports"], measure="level", period=[2021, 2022])
    >>> wide(trade, rows="flow", columns="period")  # doctest: +NORMALIZE_WHITESPACE
    period     2021    2022
    flow
    exports  3941.0  4240.6
    imports  4270.0  4650.5
    """
    along = [rows] if isinstance(rows, str) else list(rows)
    across = [columns] if isinstance(columns, str) else list(columns)
    for name in (*along, *across, values):
        if name not in frame.columns:
            raise unknown("column", name, [str(column) for column in frame.columns])
    _check_cells(frame, [*along, *across])
    if values in ("value", "low", "high"):
        _check_units(frame, across)
    laid = frame.pivot(index=along, columns=across, values=values)
    if len(along) == 1:
        laid = laid.reindex(_in_order(frame[along[0]]))
        laid.index.name = along[0]
    if len(across) == 1:
        laid = laid.reindex(columns=_in_order(frame[across[0]]))
        laid.columns.name = across[0]
    return laid


def _in_order(column: pd.Series) -> list[Any]:
    """Return each value once: times from the first to the last, others as they appear."""
    found = list(dict.fromkeys(column))
    return sorted(found) if column.name in _TIMES else found


def _check_cells(frame: pd.DataFrame, keys: Sequence[str]) -> None:
    for cell, found in frame.groupby(list(keys), sort=False):
        if len(found) > 1:
            one, other = (found.iloc[at] for at in (0, 1))
            differ = [name for name in _TELLING if one[name] != other[name]] or ["basis"]
            where = ", ".join(map(str, cell))
            raise DataError(
                f"{one['id']} and {other['id']} fall into one cell ({where}); they differ in "
                f"{', '.join(differ)}: select one value of that, or put it in rows or "
                "columns"
            )


def _check_units(frame: pd.DataFrame, across: Sequence[str]) -> None:
    unit = ["unit", "unit_mult", "counted", "per"]
    for column, found in frame.groupby(list(across), sort=False):
        units = found[unit].drop_duplicates()
        if len(units) > 1:
            told = " and ".join(
                f"{row['unit']} times ten to the {row['unit_mult']} {row['counted']}".strip()
                for row in units.head(2).to_dict("records")
            )
            raise DataError(
                f"column {', '.join(map(str, column))} would hold {told}; select one unit, or take "
                "values='amount' or 'text_en'"
            )
