"""The records of a figure as a CSV file, its columns named by SDMX's concepts."""

import servicestrade as st
from servicestrade.files.writing import csv_content
from servicestrade.language.format import displayed_value
from servicestrade.ledger.codes import code
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.strings import Language

COLUMNS = (
    "id",
    "INDICATOR",
    "BREAKDOWN",
    "MEASURE",
    "REF_AREA",
    "COUNTERPART_AREA",
    "ACCOUNTING_ENTRY",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "DECIMALS",
    "OBS_STATUS",
    "basis",
    "low",
    "high",
    "label",
    "source",
)
_SDMX_AREAS = {"W1": "W0"}  # W1 is the world in the ledger, but the rest of the world in SDMX
_MORE_DECIMALS = 2  # decimals of the ends of an interval beyond those of its value


def sdmx_csv(records: list[str], language: Language) -> bytes:
    """Return the records as CSV, one row each, in their order.

    Parameters
    ----------
    records : list of str
        The ids of the records.
    language : {"en", "zh"}
        The language of the labels and sources.
    """
    return csv_content(COLUMNS, (_row(st.record(record), language) for record in records))


def _row(item: st.Record, language: Language) -> list[str | int]:
    text = record_text(item.id, language)
    places = item.decimals + _MORE_DECIMALS
    return [
        item.id,
        item.indicator,
        item.breakdown,
        item.measure,
        _SDMX_AREAS.get(item.area, item.area),
        _SDMX_AREAS.get(item.counterpart, item.counterpart),
        code("flows", item.flow)["accounting_entry"] if item.flow else "",
        item.period,
        f"{displayed_value(item):f}",
        item.unit,
        item.unit_mult,
        item.decimals,
        item.status,
        item.basis,
        f"{float(item.interval.low):.{places}f}",
        f"{float(item.interval.high):.{places}f}",
        text.label,
        " ".join(part for part in (item.formula or text.place, text.url) if part),
    ]
