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

from importlib.metadata import version

from servicestrade.audit.report import Audit, audit
from servicestrade.catalogue import record
from servicestrade.errors import DataError, UnknownError
from servicestrade.frames.describe import Description, describe
from servicestrade.frames.lists import codes
from servicestrade.frames.search import search
from servicestrade.frames.select import EmptySelection, points, select, series, statistics
from servicestrade.frames.wide import wide
from servicestrade.ledger import Statistic, statistic
from servicestrade.records import BASES, Record
from servicestrade.registry import FigureMeta, figure
from servicestrade.tables import table
from servicestrade.wording import format_record

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
