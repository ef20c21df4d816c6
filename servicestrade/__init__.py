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

from servicestrade.audit.report import Audit, audit
from servicestrade.files.errors import DataError, UnknownError
from servicestrade.frames.choices import EmptySelection
from servicestrade.frames.lists import codes
from servicestrade.frames.search import search
from servicestrade.frames.select import points, select, series, statistics
from servicestrade.frames.wide import wide
from servicestrade.language.format import format_record
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.records import BASES, Record
from servicestrade.ledger.statistics import Statistic, statistic

if TYPE_CHECKING:
    from servicestrade import charts
    from servicestrade.frames.describe import Description, describe
    from servicestrade.frames.table import table
    from servicestrade.registers.figures import FigureMeta, figure

    __version__: str

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

# Who only selects data need not wait for what these import, such as the registers.
_WHEN_NAMED = {
    "Description": "servicestrade.frames.describe",
    "FigureMeta": "servicestrade.registers.figures",
    "describe": "servicestrade.frames.describe",
    "figure": "servicestrade.registers.figures",
    "table": "servicestrade.frames.table",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import what is named for the first time."""
        if name == "charts":
            return import_module("servicestrade.charts")
        if name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415

            return version("servicestrade")
        if name in _WHEN_NAMED:
            return getattr(import_module(_WHEN_NAMED[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
