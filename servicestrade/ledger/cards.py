"""Small HTML forms of records, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from servicestrade.ledger.codes import names_of
from servicestrade.ledger.dimensions import DIMENSIONS, Coded


def card(title: str, lines: Iterable[tuple[str, str]]) -> str:
    """Write heads and texts as a captioned table without style or script."""
    rows = "".join(
        f'<tr><th scope="row">{escape(head)}</th><td>{escape(text)}</td></tr>'
        for head, text in lines
    )
    return f"<table><caption>{escape(title)}</caption><tbody>{rows}</tbody></table>"


def coded_lines(item: Coded) -> Iterator[tuple[str, str]]:
    """Yield the dimensions that a record has, each code with its English name."""
    for one in DIMENSIONS:
        value = str(getattr(item, one.name))
        if value and value != "0":
            names = names_of(one.codes, value, "en") if one.codes else ""
            yield one.name, f"{value} ({names})" if names not in ("", value) else value
