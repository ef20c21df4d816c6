"""Renderers for myst-nb of the outputs of chart cells and table cells.

The two classes are entry points of the group ``myst_nb.mime_renderers``. They make a node from an
output while a page is read; its HTML is made when the page is written.
"""

import json
from collections.abc import Sequence
from typing import ClassVar, Literal

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.util import logging

import servicestrade as st
from servicestrade.charts.display import MIME as CHART_TYPE
from servicestrade.frames.table import MIME as TABLE_TYPE
from servicestrade.language.prose import without_links
from servicestrade.site.nodes import FigureNode
from servicestrade.site.text.strings import language_of

_LOGGER = logging.getLogger(__name__)


class ChartRenderer:
    """Makes a figure of the output of a chart cell."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = [
        ("*", CHART_TYPE, 1),
    ]

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """Return the figure's node, or None for an output of another type."""
        if inline or data.mime_type != CHART_TYPE:
            return None
        return _figure(renderer, data, "chart", data.content.get("usermeta", {}).get("id", ""))


class TableRenderer:
    """Makes a table of the output of a table cell."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = [
        ("*", TABLE_TYPE, 1),
    ]

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """Return the table's node, or None for an output of another type."""
        if inline or data.mime_type != TABLE_TYPE:
            return None
        return _figure(renderer, data, "table", data.content.get("id", ""))


def _figure(
    renderer: NbElementRenderer, data: MimeData, kind: Literal["chart", "table"], figure: str
) -> list[nodes.Element]:
    """Return the node of a figure and register its label, so that any page can link it."""
    document = renderer.renderer.document
    env = document.settings.env
    try:
        meta = st.figure(figure)
    except st.UnknownError as error:
        where = (env.docname, data.line)
        _LOGGER.warning(
            "%s: name a figure of data/figures.yml in the cell, or enter it there",
            error,
            location=where,
            type="servicestrade",
            subtype="figure",
        )
        return []
    content = json.dumps(data.content, ensure_ascii=False, sort_keys=True)
    node = FigureNode("", figure=figure, kind=kind, content=content, names=[figure])
    # These words are for search and for formats without pictures. They are not translated, since
    # the registry has them in both languages.
    language = language_of(env.config.language)
    texts = [without_links(words[language]) for words in (meta.caption, meta.title, meta.alt)]
    for text in (f"{meta.name(language)} {texts[0]}", *texts[1:]):
        node += nodes.paragraph(text, text, translatable=False)
    document.note_explicit_target(node, node)
    return [node]
