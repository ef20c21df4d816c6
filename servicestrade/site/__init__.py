"""The Sphinx extension of the book: the only part of the project that depends on Sphinx.

While pages are read, it takes charts, tables and numbers from the notebooks' outputs and links
(`figures.renderers`, `text.links`) and lists them by page (`inventory`). When pages are written, it
adds figures with their files (`figures`), folds code (`code_cells`), finishes the text (`text`),
generates whole pages and the blocks that close others (`pages`), and puts each page into one frame
(`shell`) with one look (`theme`). `make book` runs `book`.
"""

import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from servicestrade.audit.all_data import read_all
from servicestrade.files.errors import DataError
from servicestrade.site import code_cells, inventory, shell, theme
from servicestrade.site.figures import downloads, html
from servicestrade.site.figures.citation import cited_report
from servicestrade.site.pages import (
    api,
    cases,
    closing_checks,
    closing_numbers,
    earlier_years,
    errata_page,
    figure_pages,
    glossary,
    numbers,
    report_map,
    rule_counts,
    rule_pages,
    written_last,
)
from servicestrade.site.text import headings, links, typography

PARTS = (
    links,
    typography,
    headings,
    inventory,
    html,
    code_cells,
    closing_checks,
    closing_numbers,
    written_last,
    numbers,
    report_map,
    glossary,
    cases,
    errata_page,
    rule_counts,
    earlier_years,
    api,
    figure_pages,
    rule_pages,
    downloads,
    shell,
    theme,
)


def _read_data(app: Sphinx) -> None:
    """Read all data before the first page; if they are broken, print the error and exit.

    Jupyter Book would answer any exception, even one of Sphinx's own, with a traceback.
    """
    try:
        read_all()
        if (citation := Path(app.srcdir) / "CITATION.cff").is_file():
            cited_report(citation)
    except DataError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of the extension."""
    app.connect("builder-inited", _read_data, priority=0)
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
