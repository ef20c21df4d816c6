"""Linear programmes with sparse rows, solved by scipy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array

Ends = tuple[float, float]
"""The least and the largest value of an unknown."""

Table = tuple[csr_array, list[float]] | tuple[None, None]
"""The coefficients of some rows and their right sides, as scipy takes them."""


def table(rows: Sequence[tuple[Mapping[int, float], float]], width: int) -> Table:
    """Return rows as a sparse matrix with right sides; None for both without rows.

    Parameters
    ----------
    rows : sequence of tuple
        The coefficients of each row, by the position of their unknown, and its right side.
    width : int
        The number of unknowns.
    """
    if not rows:
        return None, None
    starts = [0]
    columns: list[int] = []
    values: list[float] = []
    for entries, _ in rows:
        columns += entries
        values += entries.values()
        starts.append(len(columns))
    matrix = csr_array((values, columns, starts), shape=(len(rows), width))
    return matrix, [right for _, right in rows]


def minimum(
    cost: NDArray[np.float64], equal: Table, upper: Table, limits: Sequence[Ends]
) -> OptimizeResult:
    """Minimise a cost.

    Parameters
    ----------
    cost : numpy.ndarray
        The coefficient of each unknown.
    equal, upper : Table
        The rows that equal their right sides, and those that are at most theirs.
    limits : sequence of tuple of float
        The ends of each unknown.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As `scipy.optimize.linprog` returns it.
    """
    return linprog(
        cost,
        A_eq=equal[0],
        b_eq=equal[1],
        A_ub=upper[0],
        b_ub=upper[1],
        bounds=limits,
        method="highs",
    )
