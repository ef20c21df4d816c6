"""The Sphinx extension of the book: the only part of the project that knows Sphinx.

It reads charts, tables and numbers from the notebooks' outputs and links (`renderers`, `links`,
`shown`) and writes what a reader of the site gets of them: figures (`figure_html`), the page of
all numbers (`numbers_page`), the lists that close the pages (`page_numbers`), figure pages and
their files (`figure_pages`, `downloads`).
"""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from servicestrade.site import (
    downloads,
    figure_html,
    figure_pages,
    links,
    numbers_page,
    page_numbers,
    shown,
)

PARTS = (links, shown, figure_html, page_numbers, numbers_page, figure_pages, downloads)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of the extension."""
    # What a page holds depends on this code as well: when it changes, all pages are made anew.
    app.add_config_value("servicestrade_code", code_digest(), "env", str)
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def code_digest() -> str:
    """Return the hash of the package's own code and templates."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.suffix in {".py", ".html"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()
