"""A chart or a table of the registry as HTML, for its home page and for its own page."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

import servicestrade as st
from servicestrade.records import BASES
from servicestrade.site import drawing, markup
from servicestrade.site.addresses import figure_page, to_file, to_page
from servicestrade.site.citation import citation
from servicestrade.site.figure_tables import behind, laid_out
from servicestrade.site.nodes import FigureNode, add
from servicestrade.site.shown import Figure, figures
from servicestrade.site.strings import language_of, say
from servicestrade.site.templating import render
from servicestrade.site.words import Writer

FILES = {"chart": ("csv", "svg", "png", "vl.json", "zip"), "table": ("csv",)}
"""The files that a figure offers, by its kind; `servicestrade.site.downloads` writes them."""


def writer_for(app: Sphinx, page: str) -> Writer:
    """Return what writes the links of a page."""
    homes = {figure.id: figure.page for figure in figures(app.env)}
    return Writer(app.builder, page, language_of(app.config.language), homes)


def figure_html(app: Sphinx, figure: Figure, page: str) -> Markup:
    """Return a figure whole: head, drawing or table, caption, data, files and citation.

    Parameters
    ----------
    app : Sphinx
        The build.
    figure : Figure
        The figure and its content.
    page : str
        The page that it is written for: its home, or its own page, where its data lie open.
    """
    writer = writer_for(app, page)
    language = writer.language
    meta = st.figure(figure.id)
    content = json.loads(figure.content)
    said = {key: writer.html(getattr(meta, key)[language]) for key in ("title", "subtitle")}
    caption = Markup("<b>{}</b> {}").format(
        meta.name(language), writer.html(meta.caption[language])
    )
    bases = {st.record(record).basis for record in figure.records}
    values: dict[str, Any] = {
        "id": figure.id,
        "kind": figure.kind,
        "say": lambda key: say(key, language),
        **said,
        "caption": caption,
        "bases": [basis for basis in BASES if basis in bases],
        "recovered": _recovered(content, meta.original_points, writer),
        "note": _labelled("note", writer.html(meta.note[language]), writer),
        "source": _labelled("source", writer.html(meta.source[language]), writer),
        "files": _files(figure, writer),
        "citation": cite(app, figure),
        "alone": page == figure_page(figure.id),
    }
    if figure.kind == "table":
        table = laid_out(content, meta.name(language), writer)
        return render("figure.html", table=table, **values)
    drawings = {width: _drawing(app, figure, content, width, writer) for width in drawing.WIDTHS}
    data = behind(figure.records, meta.name(language), writer)
    return render("figure.html", data_table=data, **drawings, **values)


def cite(app: Sphinx, figure: Figure) -> str:
    """Return the reference to a figure, with its address where the site has one."""
    language = language_of(app.config.language)
    meta = st.figure(figure.id)
    base = app.config.html_baseurl
    address = base.rstrip("/") + "/" + figure_page(figure.id) + ".html" if base else ""
    title = markup.plain(meta.title[language])
    return citation(Path(app.srcdir), meta.name(language), title, address)


def setup(app: Sphinx) -> None:
    """Register the node of a figure."""
    add(app, FigureNode, _visit_html, None)


def _visit_html(translator: HTML5Translator, node: FigureNode) -> None:
    """Write the figure."""
    page = translator.docnames[-1]
    figure = Figure(node["figure"], node["kind"], page, node["content"])
    translator.body.append(figure_html(translator.builder.app, figure, page))
    raise nodes.SkipNode


def _drawing(
    app: Sphinx, figure: Figure, content: dict[str, Any], width: drawing.Width, writer: Writer
) -> dict[str, str | Markup]:
    """Return one layout of a chart: its picture, and the address of its interactive twin."""
    alt = markup.plain(st.figure(figure.id).alt[writer.language])
    svg = drawing.draughtsman(app).inline(content, width, figure.id, alt)
    address = to_file(writer.builder, writer.page, figure.id, f"{width}.vg.json")
    return {"svg": Markup(svg), "address": address}


def _recovered(content: dict[str, Any], original: int | None, writer: Writer) -> str:
    """Say how many points of the report's own chart are shown; nothing for other figures."""
    if original is None:
        return ""
    shown = content["usermeta"]["recovered"]
    return say("recovered", writer.language, shown=shown, original=original)


def _labelled(key: str, words: Markup, writer: Writer) -> Markup:
    """Put ``Source:`` or ``Note:`` before words; nothing before none."""
    label = say(key, writer.language)
    return Markup("{}{}").format(label, words) if words else words


def _files(figure: Figure, writer: Writer) -> list[dict[str, str | bool]]:
    """Return the files of a figure, and its page where that is another one."""
    files: list[dict[str, str | bool]] = [
        {
            "label": say(suffix, writer.language),
            "address": to_file(writer.builder, writer.page, figure.id, suffix),
            "download": True,
        }
        for suffix in FILES[figure.kind]
    ]
    if writer.page != figure_page(figure.id):
        address = to_page(writer.builder, writer.page, figure_page(figure.id))
        label = say(f"{figure.kind}_page", writer.language)
        files.append({"label": label, "address": address, "download": False})
    return files
