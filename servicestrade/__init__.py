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
from importlib.metadata import version
from typing import TYPE_CHECKING

from servicestrade.audit.report import Audit, audit
from servicestrade.files.errors import DataError, UnknownError
from servicestrade.frames.choices import EmptySelection
from servicestrade.frames.describe import Description, describe
from servicestrade.frames.lists import codes
from servicestrade.frames.search import search
from servicestrade.frames.select import points, select, series, statistics
from servicestrade.frames.table import table
from servicestrade.frames.wide import wide
from servicestrade.language.format import format_record
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.records import BASES, Record
from servicestrade.ledger.statistics import Statistic, statistic
from servicestrade.registers.figures import FigureMeta, figure

if TYPE_CHECKING:
    from servicestrade import charts
else:

    def __getattr__(name: str) -> object:
        """Import the charts when they are first named: who reads data need not wait for Altair."""
        if name == "charts":
            return import_module("servicestrade.charts")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__version__ = version("servicestrade")

__all__ = [
    "BASES",
    "Audit",
    "DataError",
    "Description",
    "EmptySelection",
    "FigureMeta",
    "Record",
    "Statistic",
    "UnknownError",
    "audit",
    "charts",
    "codes",
    "describe",
    "figure",
    "format_record",
    "points",
    "record",
    "search",
    "select",
    "series",
    "statistic",
    "statistics",
    "table",
    "wide",
]
