"""The map of the report: each chapter, its contributor, its place and what this edition adds.

The directive ``report-map``, without arguments, inserts it.
"""

from collections import Counter
from itertools import groupby

from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from servicestrade.ledger.statistics import ledger
from servicestrade.registers.figures import FigureMeta, figures
from servicestrade.registers.reference import Chapter, chapters
from servicestrade.site.addresses import to_page
from servicestrade.site.figures.html import writer_for
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages.written_last import WrittenLast, add_directive
from servicestrade.site.templating import render
from servicestrade.site.text.strings import say
from servicestrade.site.text.typography import typographic, typographic_html
from servicestrade.site.text.writer import Writer

COLUMNS = ("title", "contributor", "report_page", "page", "statistics", "figures", "added")


class ReportMapNode(GeneratedNode):
    """The table of the report's chapters."""


class ReportMap(WrittenLast):
    """The directive ``report-map``."""

    node = ReportMapNode


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    add_directive(app, "report-map", ReportMap, _html)


def counts() -> dict[str, Counter[int]]:
    """Count the statistics, the report's figures and this edition's figures of each chapter.

    Examples
    --------
    >>> counts()["figures"][2]
    4
    """
    shown = figures().values()
    return {
        "statistics": Counter(item.chapter for item in ledger().values()),
        "figures": Counter(meta.chapter for meta in shown if _is_of_report(meta)),
        "added": Counter(meta.chapter for meta in shown if not _is_of_report(meta)),
    }


def _is_of_report(meta: FigureMeta) -> bool:
    """Tell whether a figure or table is one of the report: those of this edition are lettered."""
    return meta.id.rpartition("-")[2].isdigit()


def _html(app: Sphinx, page: str, node: ReportMapNode) -> str:
    """Return the table."""
    writer = writer_for(app, page)
    language = writer.language
    counted = counts()
    parts = [
        {
            "title": name or say("no_part", language),
            "rows": [_row(chapter, counted, app.env, writer) for chapter in group],
        }
        for name, group in groupby(chapters().values(), lambda item: item.part[language])
    ]
    return render(
        "report-map.html",
        name=say("report_map", language),
        columns=[say(f"map_{key}", language) for key in COLUMNS],
        parts=parts,
        total=say("map_total", language),
        totals=[
            format(count.total(), "," if language == "en" else "") for count in counted.values()
        ],
    )


def _row(
    chapter: Chapter, counted: dict[str, Counter[int]], env: BuildEnvironment, writer: Writer
) -> dict[str, object]:
    """Return a chapter's row, with a link to its page if the book has it."""
    page = Markup()
    if chapter.page in env.titles:
        title = typographic(env.titles[chapter.page].astext(), writer.language)
        address = to_page(writer.builder, writer.page, chapter.page)
        page = Markup('<a href="{}">{}</a>').format(address, title)
    return {
        "number": chapter.chapter,
        "title": typographic_html(chapter.title["zh"], writer.language),
        "rendering": typographic_html(chapter.title["en"], "en") if writer.language == "en" else "",
        "contributor": escape(chapter.contributor[writer.language]),
        "report_page": chapter.report_page,
        "page": page,
        "counts": [counted[key][chapter.chapter] for key in counted],
    }
