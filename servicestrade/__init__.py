"""The statistics of China's report on trade in services 2022 as data.

Every printed statistic, what can be computed from them and what other public sources add, with
codes that join to the data of WTO, UNCTAD and IMF.

Examples
--------
>>> import servicestrade as st
>>> st.statistic("cn-services-trade-total-2022").value
Decimal('8891.1')
>>> st.format_record(st.record("cn-services-trade-total-2022"), "zh")
'8891.1亿美元'
"""

from importlib import import_module
from typing import TYPE_CHECKING

from servicestrade.files.errors import DataError, UnknownError
from servicestrade.frames import points, select, series, statistics
from servicestrade.language.format import format_record
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.records import Record
from servicestrade.ledger.statistics import Statistic, statistic
from servicestrade.registers.figures import FigureMeta, figure
from servicestrade.tables import table

if TYPE_CHECKING:
    from servicestrade import charts
else:

    def __getattr__(name: str) -> object:
        """Import the charts when they are first named: who reads data need not wait for Altair."""
        if name == "charts":
            return import_module("servicestrade.charts")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DataError",
    "FigureMeta",
    "Record",
    "Statistic",
    "UnknownError",
    "charts",
    "figure",
    "format_record",
    "points",
    "record",
    "select",
    "series",
    "statistic",
    "statistics",
    "table",
]
