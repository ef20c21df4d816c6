"""What the report implies for earlier years: values with their intervals.

The directive ``earlier-years``, without arguments, inserts the table. It gives two intervals for
each value: that of its own formula, and the narrower one that all rules together allow.
"""

import math
from dataclasses import replace

from sphinx.application import Sphinx

from servicestrade.language.format import amount
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.derive import previous_year
from servicestrade.ledger.records import Record
from servicestrade.site.addresses import to_number
from servicestrade.site.figures.html import writer_for
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages.written_last import WrittenLast, add_directive, filter_attributes
from servicestrade.site.templating import render
from servicestrade.site.text.record_text import interval_text
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.typography import typographic_html

COLUMNS = ("value", "plain", "narrowed", "shrunk")
_NOTICED = 0.05
_HALF = 0.5


class EarlierYearsNode(GeneratedNode):
    """The table of the values of earlier years."""


class EarlierYears(WrittenLast):
    """The directive ``earlier-years``."""

    node = EarlierYearsNode


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    add_directive(app, "earlier-years", EarlierYears, _html)


def shrunk() -> dict[str, float]:
    """Return by what part of its width the rules narrow the interval of each value.

    Returns
    -------
    dict of str to float
        By id, the most narrowed first; 0 where the rules add nothing.

    Examples
    --------
    >>> shrunk()["africa-services-trade-exports-2021-share"] > 0.9
    True
    """
    plain = {item.id: item.interval for item in previous_year() if item.interval.half_width}
    parts = {
        id: float(1 - record(id).interval.half_width / span.half_width)
        for id, span in plain.items()
    }
    return dict(sorted(parts.items(), key=lambda item: -round(item[1], 2)))


def _html(app: Sphinx, page: str, node: EarlierYearsNode) -> str:
    """Return the table."""
    writer = writer_for(app, page)
    language = writer.language
    parts = shrunk()
    plain = {item.id: item for item in previous_year()}
    return render(
        "earlier-years.html",
        name=say("earlier_years", language),
        filter=filter_attributes("earlier", language),
        said=say(
            "earlier_said",
            language,
            all=len(parts),
            noticed=sum(part > _NOTICED for part in parts.values()),
            half=sum(part > _HALF for part in parts.values()),
        ),
        columns=[say(f"earlier_{name}", language) for name in COLUMNS],
        rows=[
            {
                "address": to_number(writer.builder, writer.page, id),
                "label": typographic_html(
                    record(id).label_zh if language == "zh" else record(id).label_en, language
                ),
                "plain": _span(plain[id], _digits(id), language),
                "narrowed": _span(record(id), _digits(id), language),
                "part": f"{part:.0%}",
            }
            for id, part in parts.items()
        ],
    )


def _digits(id: str) -> int:
    """Return how many decimals distinguish the ends of the narrower interval."""
    width = 2 * float(record(id).interval.half_width)
    return max(record(id).decimals, 1 - math.floor(math.log10(width)))


def _span(item: Record, decimals: int, language: Language) -> str:
    exact = replace(item, decimals=decimals)
    return interval_text(exact, language) or amount(exact, language)
