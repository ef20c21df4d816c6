"""The Sphinx extension of the book: the only part of the project that knows Sphinx.

It reads charts, tables and numbers from the notebooks' outputs and links (`renderers`, `links`,
`shown`) and writes what a reader of the site gets of them: figures (`figure_html`), folded code
(`code_cells`), finished words (`typography`, `headings`), the pages that are written when the whole
book is known (`last`: `numbers_page`, `report_map`, `glossary_page`, `cases_page`, `errata_page`,
`rule_counts`, `earlier_years`), what closes the pages (`page_checks`, `page_numbers`), pages of
figures and their files (`figure_pages`, `downloads`) and of rules (`rules_pages`), all in one frame
(`shell`).
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

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
    typography,
)

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
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of the extension."""
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
