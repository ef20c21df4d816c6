"""Tiny books: a few cells, built by the extension alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

import servicestrade as st
from servicestrade.charts import trend
from servicestrade.charts.display import bundle

Cell = str | dict[str, Any]
CITATION = """
authors: [{name: Contributors to the executable edition}]
title: The executable edition
version: 2022.0.0
date-released: 2023-05-01
"""


@dataclass
class Book:
    """A book in a folder of its own: write its pages, build it, look at what was built."""

    folder: Path
    pages: list[str] = field(default_factory=list)
    app: Sphinx | None = None

    def write(self, name: str, *cells: Cell) -> None:
        """Write a notebook: text is a Markdown cell, a dictionary the output of a code cell."""
        notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python"}})
        for number, cell in enumerate(cells):
            if isinstance(cell, str):
                made = nbformat.v4.new_markdown_cell(cell)
            else:
                output = nbformat.v4.new_output("execute_result", data=cell, execution_count=1)
                made = nbformat.v4.new_code_cell("show()", execution_count=1, outputs=[output])
            made["id"] = f"cell-{number}"
            notebook.cells.append(made)
        path = self.folder / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
        if name not in self.pages:
            self.pages.append(name)

    def build(
        self,
        builder: str = "html",
        language: str = "en",
        citation: str = CITATION,
        settings: Mapping[str, object] = MappingProxyType({}),
    ) -> list[str]:
        """Build the book and return the warnings."""
        files = [{"file": name} for name in self.pages if name != "index"]
        toc = {"format": "jb-book", "root": "index", **({"chapters": files} if files else {})}
        (self.folder / "_toc.yml").write_text(json.dumps(toc))
        if citation:
            (self.folder / "CITATION.cff").write_text(citation)
        warnings = StringIO()
        locale.translators.clear()  # or the phrases of a Chinese book would stay for the next
        with patch_docutils(), docutils_namespace():
            self.app = Sphinx(
                self.folder,
                None,
                self.folder / "_build" / builder,
                self.folder / "_build" / f".doctrees-{builder}",
                builder,
                confoverrides={
                    "extensions": ["myst_nb", "sphinx_external_toc", "servicestrade.site"],
                    "exclude_patterns": ["_build"],
                    "html_theme": "servicestrade",
                    "language": language,
                    "nb_execution_mode": "off",
                    "nitpicky": True,
                    "project": "A book",
                    **settings,
                },
                status=None,
                warning=warnings,
            )
            self.app.build()
        return [line for line in strip_colors(warnings.getvalue()).splitlines() if line]

    def file(self, name: str, builder: str = "html") -> Path:
        """Return the path of something built."""
        return self.folder / "_build" / builder / name

    def page(self, name: str) -> BeautifulSoup:
        """Return a built page."""
        return BeautifulSoup(self.file(f"{name}.html").read_bytes(), "lxml")


@cache
def chart(figure: str = "fig-1-2") -> dict[str, Any]:
    """Return the output of a chart cell."""
    shown = st.series(
        indicator="services_trade",
        area="CN",
        breakdown="",
        flow=["exports", "imports"],
        measure=["level", "growth_yoy"],
        years=(2016, 2022),
    )
    return bundle(trend(shown, figure=figure).to_dict())


@cache
def table(figure: str = "tab-2-a") -> dict[str, Any]:
    """Return the output of a table cell."""
    flows = ["cn-services-trade-exports-2022", "cn-services-trade-imports-2022"]
    shown = st.points([*flows, "cn-services-trade-exports-2022-growth"])
    return dict(st.table(shown, figure=figure, rows="flow")._repr_mimebundle_())
