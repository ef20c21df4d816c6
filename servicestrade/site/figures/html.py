"""A chart or a table of the registry as HTML, for its home page and for its own page."""

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

import servicestrade as st
from servicestrade.language.prose import without_links
from servicestrade.ledger.records import BASES
from servicestrade.site.addresses import figure_page, to_file, to_page
from servicestrade.site.figures.citation import citation
from servicestrade.site.figures.data_tables import basis_samples, chart_data_table, registry_table
from servicestrade.site.figures.pictures import WIDTHS, Width, chart_drawer
from servicestrade.site.inventory import Figure, book_figures, chapter_pages
from servicestrade.site.nodes import FigureNode, add_generated
from servicestrade.site.templating import render
from servicestrade.site.text.finding_values import finding_notes
from servicestrade.site.text.strings import language_of, say
from servicestrade.site.text.typography import (
    FIGURE,
    sentence,
    typographic,
    typographic_html,
    unbroken,
)
from servicestrade.site.text.writer import Writer

FILES = {"chart": ("csv", "svg", "png", "vl.json", "zip"), "table": ("csv",)}
"""The files that a figure offers, by its kind; `downloads` writes them."""


def writer_for(app: Sphinx, page: str) -> Writer:
    """Return the writer of the links of a page."""
    homes = {figure.id: figure.page for figure in book_figures(app.env)}
    language = language_of(app.config.language)
    return Writer(app.builder, page, language, homes, chapter_pages(app.env))


def figure_html(app: Sphinx, figure: Figure, page: str) -> Markup:
    """Return a figure whole: head, drawing or table, caption, data, files and citation.

    Parameters
    ----------
    app : Sphinx
        The build.
    figure : Figure
        The figure and its content.
    page : str
        The page that it is written for: its home, or its own page, where its data are unfolded.
    """
    writer = writer_for(app, page)
    language = writer.language
    meta = st.figure(figure.id)
    content = json.loads(figure.content)
    titles = {key: writer.html(getattr(meta, key)[language]) for key in ("title", "subtitle")}
    bases = {st.record(record).basis for record in figure.records}
    shown_bases = [basis for basis in BASES if basis in bases]
    values: dict[str, Any] = {
        "id": figure.id,
        "kind": figure.kind,
        "say": lambda key: say(key, language),
        **titles,
        "caption": _caption(meta, writer),
        "bases": [] if shown_bases == ["reported"] else shown_bases,
        "recovered": _recovered(content, meta.original_points, writer),
        "note": _labelled("note", writer.html(meta.note[language]), writer),
        "errata": finding_notes(figure.records, writer),
        "source": _labelled("source", writer.html(meta.source[language]), writer),
        "files": _files(figure, writer),
        "citation": typographic_html(cite(app, figure), language),
        "alone": page == figure_page(figure.id),
    }
    if figure.kind == "table":
        table = registry_table(content, meta.name(language), writer)
        return render("figure.html", table=table, samples=basis_samples(content, writer), **values)
    drawings = {width: _drawing(app, figure, content, width, writer) for width in WIDTHS}
    data = chart_data_table(figure.records, meta.name(language), writer)
    choices = _choices(content, writer)
    return render("figure.html", data_table=data, choices=choices, **drawings, **values)


def cite(app: Sphinx, figure: Figure) -> str:
    """Return the reference to a figure, with a full address if the site has one."""
    language = language_of(app.config.language)
    meta = st.figure(figure.id)
    base = app.config.html_baseurl
    address = (f"{base.rstrip('/')}/" if base else "") + f"{figure_page(figure.id)}.html"
    return citation(
        Path(app.srcdir),
        language,
        name=meta.name(language),
        title=typographic(without_links(meta.title[language]), language),
        book=typographic(app.config.html_title, language),
        address=address,
    )


def setup(app: Sphinx) -> None:
    """Register the node of a figure."""
    add_generated(app, FigureNode, _node_html)


def _node_html(app: Sphinx, page: str, node: FigureNode) -> str:
    return figure_html(app, Figure(node["figure"], node["kind"], page, node["content"]), page)


def _drawing(
    app: Sphinx, figure: Figure, content: dict[str, Any], width: Width, writer: Writer
) -> dict[str, str | Markup]:
    """Return one layout of a chart: its picture, and the address of its interactive twin."""
    alt = typographic(without_links(st.figure(figure.id).alt[writer.language]), writer.language)
    svg = chart_drawer(app).inline(content, width, figure.id, alt)
    address = to_file(writer.builder, writer.page, figure.id, f"{width}.vg.json")
    return {"svg": Markup(svg), "address": address}


def _choices(content: dict[str, Any], writer: Writer) -> list[str]:
    """Return the choices of a chart's switch; none if it has no switch."""
    labels = [label for param in content.get("params", []) for label in param["bind"]["labels"]]
    texts = content["usermeta"]["texts"]
    return labels if writer.language == "en" else [texts[label] for label in labels]


def _caption(meta: st.FigureMeta, writer: Writer) -> Markup:
    """Return number and caption; the report's own caption is marked as a quotation."""
    language = writer.language
    name = Markup('<b class="{}">{}</b>').format(FIGURE, unbroken(meta.name(language)))
    caption = writer.html(meta.caption[language])
    if meta.original_points is None:
        return Markup("{} {}").format(name, caption)
    return Markup(say("in_report", language, name=name, caption=caption))


def _recovered(content: dict[str, Any], original: int | None, writer: Writer) -> str:
    """Say how many points of the report's own chart are shown; empty for other figures."""
    if original is None:
        return ""
    shown = content["usermeta"]["recovered"]
    return say("recovered", writer.language, shown=shown, original=original)


def _labelled(key: str, words: Markup, writer: Writer) -> Markup:
    """Return words as a sentence after a label such as ``Source:``; empty if there are none."""
    label = say(key, writer.language)
    return Markup("{}{}").format(label, sentence(words, writer.language)) if words else words


def _files(figure: Figure, writer: Writer) -> list[dict[str, str | bool]]:
    """Return the files of a figure, and its own page unless that is this page."""
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
