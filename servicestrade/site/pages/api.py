"""What the reference of the data module lists besides docstrings: columns and kinds of charts.

The page asks for the columns of a frame by the directive ``frame-columns`` and for the kinds of
charts by ``chart-kinds``; neither takes anything. Docstrings come by Sphinx's own autodoc.
"""

import inspect
from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from servicestrade import charts
from servicestrade.files.paths import data_dir
from servicestrade.files.text_files import read_json
from servicestrade.frames.columns import COLUMNS, MEANINGS

PACKAGE = "datapackage.json"
_TABLES = ("history", "statistics")


class FrameColumns(SphinxDirective):
    """The directive ``frame-columns``."""

    def run(self) -> list[nodes.Node]:
        """Make a table of the columns."""
        self.env.note_dependency(str(data_dir() / PACKAGE))
        lines = ["| Column | What it holds |", "| --- | --- |"]
        lines += [f"| `{name}` | {meaning} |" for name, meaning in meanings().items()]
        return self.parse_text_to_nodes("\n".join(lines))


class ChartKinds(SphinxDirective):
    """The directive ``chart-kinds``."""

    def run(self) -> list[nodes.Node]:
        """Make a list of the kinds, each with the first line of its docstring."""
        return self.parse_text_to_nodes("\n".join(_kinds()))


def meanings() -> dict[str, str]:
    """Return what each column of a frame holds; of those of the ledger the data package says it.

    Examples
    --------
    >>> meanings()["chapter"]
    'Chapter of the report, in its order.'
    """
    resources = {one["name"]: one for one in read_json(data_dir() / PACKAGE, PACKAGE)["resources"]}
    told = {
        field["name"]: field["description"]
        for table in _TABLES
        for field in resources[table]["schema"]["fields"]
    }
    return {column: MEANINGS.get(column) or told[column] for column in COLUMNS}


def _kinds() -> Iterable[str]:
    for name in charts.__all__:
        summary, *_ = (inspect.getdoc(getattr(charts, name)) or "").splitlines()
        yield f"- `{name}`: {summary}"


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("frame-columns", FrameColumns)
    app.add_directive("chart-kinds", ChartKinds)
