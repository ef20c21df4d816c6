"""The Sphinx extension of the book: the only part of the project that knows Sphinx.

It reads charts, tables and numbers from the notebooks' outputs and links (`renderers`, `links`,
`shown`) and writes what a reader of the site gets of them: figures (`figure_html`), folded code
(`code_cells`), finished words (`typography`, `headings`), the pages that are written when the whole
book is known (`last`: `numbers_page`, `report_map`, `glossary_page`, `cases_page`, `errata_page`,
`rule_counts`, `earlier_years`), what closes the pages (`page_checks`, `page_numbers`), pages of
figures and their files (`figure_pages`, `downloads`) and of rules (`rules_pages`), all in one frame
(`shell`) with one look (`theme`).
"""

import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from servicestrade.errors import DataError
from servicestrade.site import (
    cases_page,
    code_cells,
    downloads,
    earlier_years,
    errata_page,
    figure_html,
    figure_pages,
    glossary_page,
    headings,
    last,
    links,
    numbers_page,
    page_checks,
    page_numbers,
    report_map,
    rule_counts,
    rules_pages,
    shell,
    shown,
    theme,
    typography,
)
from servicestrade.site.citation import cited_report
from servicestrade.whole import read_all

PARTS = (
    links,
    typography,
    headings,
    shown,
    figure_html,
    code_cells,
    page_checks,
    page_numbers,
    last,
    numbers_page,
    report_map,
    glossary_page,
    cases_page,
    errata_page,
    rule_counts,
    earlier_years,
    figure_pages,
    rules_pages,
    downloads,
    shell,
    theme,
)


def _read_data(app: Sphinx) -> None:
    """Read all data before the first page, or say what is broken and end.

    Jupyter Book answers any exception, even one of Sphinx's own, with a traceback.
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
