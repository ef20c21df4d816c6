"""A record as text in one language: for lists, table cells and titles of links."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from servicestrade.language.format import MINUS, amount, format_record
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.provenance import provenance
from servicestrade.ledger.records import Record
from servicestrade.site.text.strings import Language, say

_AMOUNT = re.compile(r"([^\d+\u2212]*)([+\u2212]?[\d,.]*\d)(.*)")


@dataclass(frozen=True)
class RecordText:
    """A record in words.

    Attributes
    ----------
    id : str
        Its id, which is the anchor of its line on the numbers page.
    basis : str
        What it rests on.
    chapter : int or None
        The chapter of the report that prints it.
    value : str
        Its value, with unit.
    label : str
        What it measures.
    place : str
        Where in the report it stands; for an external record the source that prints it.
    interval : str
        For a derived record the interval that rounding allows; empty for others, and if both ends
        are written like the value.
    operands : tuple of str
        The ids of the records that a derived one is computed from.
    url : str
        The address of an external record's source.
    note : str
        What one must know to read it correctly.
    """

    id: str
    basis: str
    chapter: int | None
    value: str
    label: str
    place: str
    interval: str
    operands: tuple[str, ...]
    url: str
    note: str


def interval_text(item: Record, language: Language) -> str:
    """Return the interval of a value, to the digits of the value, with its unit.

    Parameters
    ----------
    item : Record
        Any record.
    language : {"en", "zh"}
        The language of the unit.

    Returns
    -------
    str
        Empty if both ends are the same to those digits.

    Examples
    --------
    >>> interval_text(record("cn-services-trade-exports-2021"), "en")
    'USD 394.1–394.3 billion'
    """
    low, high = (_amount(item, end, language) for end in (item.interval.low, item.interval.high))
    if low == high:
        return ""
    least, most = _AMOUNT.fullmatch(low), _AMOUNT.fullmatch(high)
    if not least or not most or least.group(1, 3) != most.group(1, 3) or MINUS in low + high:
        return say("range", language, low=low, high=high)
    dash = "—" if language == "zh" else "\u2013"
    return f"{least[1]}{least[2]}{dash}{most[2].lstrip('+')}{most[3]}"


def _amount(item: Record, value: Fraction, language: Language) -> str:
    """Return an end of an interval, written like the record's own value."""
    return amount(replace(item, value=value), language)


@cache
def record_text(id: str, language: Language) -> RecordText:
    """Return a record as text in one language.

    Raises
    ------
    UnknownError
        If there is no such record; the message names the nearest ids.
    """
    item = record(id)
    return RecordText(
        id=item.id,
        basis=item.basis,
        chapter=item.chapter,
        value=format_record(item, language),
        label=item.label_zh if language == "zh" else item.label_en,
        place=provenance(item, language),
        interval=interval_text(item, language) if item.basis == "derived" else "",
        operands=tuple(dict.fromkeys(REFERENCE.findall(item.formula))),
        url=item.url,
        note=item.note_zh if language == "zh" else item.note_en,
    )
