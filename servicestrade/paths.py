"""Where the data tables are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from servicestrade.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """Return the folder of the data tables.

    Returns
    -------
    pathlib.Path
        ``data/`` of the checkout, or ``servicestrade/data/`` of an installed wheel.

    Raises
    ------
    DataError
        If neither holds the ledger.
    """
    for folder in (_PACKAGE.parent / "data", _PACKAGE / "data"):
        if (folder / "statistics.csv").is_file():
            return folder
    raise DataError(
        f"no data tables beside {_PACKAGE}: install the package with its data, "
        "or work in a full checkout"
    )
