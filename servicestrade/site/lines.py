"""A record in the words of one language: what stands in a list, a table cell or a link's title."""

import re
from dataclasses import dataclass
from functools import cache

from servicestrade.catalogue import record
from servicestrade.places import place
from servicestrade.site.strings import Language
from servicestrade.wording import format_record, interval_text

_OPERAND = re.compile(r"\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Line:
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
        For a derived record the interval that rounding allows, else empty.
    operands : tuple of str
        The ids of the records that a derived one is computed from.
    url : str
        The address of an external record's source.
    note : str
        What must be known to read it right.
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


@cache
def line(id: str, language: Language) -> Line:
    """Return a record in the words of a language.

    Raises
    ------
    UnknownError
        If there is no such record; the message names the nearest ids.
    """
    item = record(id)
    return Line(
        id=item.id,
        basis=item.basis,
        chapter=item.chapter,
        value=format_record(item, language),
        label=item.label_zh if language == "zh" else item.label_en,
        place=place(item, language),
        interval=interval_text(item, language) if item.basis == "derived" else "",
        operands=tuple(dict.fromkeys(_OPERAND.findall(item.formula))),
        url=item.url,
        note=item.note,
    )
