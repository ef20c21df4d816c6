"""A page for each figure: the figure, its description, its data and its reference."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

import servicestrade as st
from servicestrade.site import markup
from servicestrade.site.addresses import figure_page, to_page
from servicestrade.site.figure_html import figure_html, writer_for
from servicestrade.site.shown import Figure, figures
from servicestrade.site.strings import say
from servicestrade.site.templating import render


def setup(app: Sphinx) -> None:
    """Register the pages."""
    app.connect("html-collect-pages", _pages)


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, content and template of each page."""
    for figure in figures(app.env):
        yield figure_page(figure.id), _context(app, figure), "page.html"


def _context(app: Sphinx, figure: Figure) -> dict[str, Any]:
    """Return what the theme's template of a page needs to know."""
    page = figure_page(figure.id)
    writer = writer_for(app, page)
    language = writer.language
    meta = st.figure(figure.id)
    name = meta.name(language)
    home = app.env.titles[figure.page].astext()
    body = render(
        "figure-page.html",
        name=name,
        figure=figure_html(app, figure, page),
        description_title=say("description", language),
        description=writer.html(meta.description[language]),
        home=say("home", language, title=home),
        address=to_page(app.builder, page, figure.page, figure.id),
    )
    title = f"{name}: {markup.plain(meta.title[language])}"
    alt = markup.plain(meta.alt[language])
    return {
        "title": title,
        "body": body,
        "metatags": Markup('<meta name="description" content="{}">').format(alt),
    }
