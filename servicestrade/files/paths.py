"""Where the data tables are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import os
from pathlib import Path

from servicestrade.files.errors import DataError

VARIABLE = "SERVICESTRADE_DATA"
_PACKAGE = Path(__file__).resolve().parents[1]


def data_dir() -> Path:
    """Return the folder of the data tables.

    The environment variable ``SERVICESTRADE_DATA`` may name another folder: a copy of ``data/``
    with a changed value, to see what follows from it. Each table is read once per process, so the
    variable must be set before that.

    Returns
    -------
    pathlib.Path
        The folder that the variable names, else ``data/`` of the checkout, or
        ``servicestrade/data/`` of an installed wheel.

    Raises
    ------
    DataError
        If the folder does not hold the ledger.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if (Path(named) / "statistics.csv").is_file():
            return Path(named)
        raise DataError(
            f"{VARIABLE} names {named}, which holds no statistics.csv: name a copy of the "
            "project's folder data, or unset the variable"
        )
    for folder in (_PACKAGE.parent / "data", _PACKAGE / "data"):
        if (folder / "statistics.csv").is_file():
            return folder
    raise DataError(
        f"no data tables beside {_PACKAGE}: install the package with its data, "
        "or work in a full checkout"
    )
