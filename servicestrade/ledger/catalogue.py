"""All records by one set of ids: printed, derived and external."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from servicestrade.files.errors import DataError, unknown
from servicestrade.ledger.derive import derived_records
from servicestrade.ledger.history import external_records
from servicestrade.ledger.records import BASES, Record, from_statistic
from servicestrade.ledger.statistics import ledger


@cache
def records() -> Mapping[str, Record]:
    """Return every record by id: the statistics in the order of the text, then the others.

    Raises
    ------
    DataError
        If a derived or external record bears the id of another.
    """
    rows = {item.id: from_statistic(item) for item in ledger().values()}
    for item in (*derived_records(), *external_records()):
        if item.id in rows:
            raise DataError(f"the id {item.id} stands for two records; rename the {item.basis} one")
        rows[item.id] = item
    return MappingProxyType(rows)


@cache
def drawable_records(*, repetitions: bool = False) -> tuple[Record, ...]:
    """Return the records that may be drawn: all but those that only serve to check others.

    Parameters
    ----------
    repetitions : bool, default False
        Whether all printings of a statistic are among them, or the principal one alone.
    """
    drawn = (item for item in records().values() if item.basis in BASES)
    return tuple(item for item in drawn if repetitions or not item.same_as)


def record(id: str) -> Record:
    """Return one record by its id.

    Parameters
    ----------
    id : str
        The id of a printed, derived or external record.

    Returns
    -------
    Record

    Raises
    ------
    UnknownError
        If there is none; the message names the nearest ids.

    Examples
    --------
    >>> import servicestrade as st
    >>> st.record("cn-services-trade-total-2022").label_en
    'China: services exports plus imports, 2022'
    """
    rows = records()
    if not isinstance(id, str) or id not in rows:
        raise unknown("record", id, rows)
    return rows[id]
