"""A page for each figure: the figure, its description, its data and its reference."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

import servicestrade as st
from servicestrade.language.prose import without_links
from servicestrade.site.addresses import figure_page, to_page
from servicestrade.site.figures.html import figure_html, writer_for
from servicestrade.site.inventory import Figure, book_figures
from servicestrade.site.shell import ContentsPart, contents
from servicestrade.site.templating import render
from servicestrade.site.text.strings import language_of, say
from servicestrade.site.text.typography import typographic


def setup(app: Sphinx) -> None:
    """Register the pages, and what their frame shows."""
    app.connect("html-collect-pages", _pages)
    # after the frame has set the contents of all pages
    app.connect("html-page-context", _place_in_contents, priority=910)


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, content and template of each page."""
    shown = book_figures(app.env)
    for number, figure in enumerate(shown):
        context = _context(app, figure)
        context["prev"] = _neighbour(app, figure, shown[number - 1 : number])
        context["next"] = _neighbour(app, figure, shown[number + 1 : number + 2])
        yield figure_page(figure.id), context, "page.html"


def _context(app: Sphinx, figure: Figure) -> dict[str, Any]:
    """Return the variables of the template of a page."""
    page = figure_page(figure.id)
    writer = writer_for(app, page)
    language = writer.language
    meta = st.figure(figure.id)
    name = meta.name(language)
    body = render(
        "figure-page.html",
        name=name,
        figure=figure_html(app, figure, page),
        description_title=say("description", language),
        description=writer.html(meta.description[language]),
        breadcrumb=say("breadcrumb", language),
        part=next((part.title for part in _contents_for(app, figure) if part.open), ""),
        home=typographic(app.env.titles[figure.page].astext(), language),
        address=to_page(app.builder, page, figure.page, figure.id),
    )
    title = f"{name}: {typographic(without_links(meta.title[language]), language)}"
    alt = typographic(without_links(meta.alt[language]), language)
    return {
        "title": title,
        "body": body,
        "metatags": Markup('<meta name="description" content="{}">').format(alt),
    }


def _neighbour(app: Sphinx, figure: Figure, others: list[Figure]) -> dict[str, str] | None:
    """Return the link to the previous or the next figure, if there is one."""
    if not others:
        return None
    address = to_page(app.builder, figure_page(figure.id), figure_page(others[0].id))
    name = st.figure(others[0].id).name(language_of(app.config.language))
    return {"link": address, "title": name}


def _contents_for(app: Sphinx, figure: Figure) -> list[ContentsPart]:
    """Return the contents of the book for a figure's page, with its chapter as the current page."""
    name = st.figure(figure.id).name(language_of(app.config.language))
    return [
        replace(
            part,
            entries=[
                replace(entry, sections=[(f"#{figure.id}", name)]) if entry.current else entry
                for entry in part.entries
            ],
        )
        for part in contents(app.env, figure.page)
    ]


def _place_in_contents(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Mark the chapter of a figure's page in the contents."""
    for figure in book_figures(app.env):
        if pagename == figure_page(figure.id):
            context["contents"] = _contents_for(app, figure)
