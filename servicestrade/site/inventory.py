"""The figures, tables and records that each page of the book shows.

They are collected while pages are read and kept in Sphinx's environment, so that generated pages
and downloads also cover the pages that are not read again.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Literal

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util import logging

from servicestrade.files.paths import data_dir
from servicestrade.registers.figures import figure as registered
from servicestrade.site.nodes import FigureNode, GeneratedNode
from servicestrade.site.text import markup
from servicestrade.site.text.links import link_fault, number_of

SHOWN_WORDS = ("title", "subtitle", "caption", "note", "source")
"""The texts of the registry that are shown with a figure on its home page."""

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figure:
    """A chart or a table of the registry, as a page shows it.

    Attributes
    ----------
    id : str
        Its id in the registry, and its anchor.
    kind : {"chart", "table"}
        What it is.
    page : str
        The document that shows it.
    content : str
        The chart's specification or the table's content, as JSON.
    """

    id: str
    kind: Literal["chart", "table"]
    page: str
    content: str

    @property
    def records(self) -> list[str]:
        """The ids of the records that it draws or lists, in its order, each once."""
        content = json.loads(self.content)
        if self.kind == "chart":
            return list(dict.fromkeys(content["usermeta"]["records"]))
        cells = (cell["record"] for row in content["rows"] for cell in row["cells"])
        return list(dict.fromkeys(record for record in cells if record))


@dataclass
class PageInventory:
    """The figures, records and terms of one page.

    Attributes
    ----------
    figures : list of Figure
        Its figures and tables in their order.
    records : dict of str to str
        By the id of a record, the anchor of the first place on the page that shows it.
    terms : list of str
        The anchors of the terms that it links, each once.
    faulty : bool
        Whether it has a faulty link to a number. Such a page is read again by the next build, so
        that it gives its warning again.
    """

    figures: list[Figure] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)
    terms: list[str] = field(default_factory=list)
    faulty: bool = False


def pages(env: BuildEnvironment) -> dict[str, PageInventory]:
    """Return the inventory of each page, by the name of its document."""
    shown: dict[str, PageInventory] = env.__dict__.setdefault("servicestrade_pages", {})
    return shown


def book_figures(env: BuildEnvironment) -> list[Figure]:
    """Return every figure and table of the book, in the order of the pages."""
    shown, order = pages(env), _reading_order(env)
    names = sorted(shown, key=lambda name: (order.get(name, len(order)), name))
    return [figure for name in names for figure in shown[name].figures]


def _reading_order(env: BuildEnvironment) -> dict[str, int]:
    """Return the position of each page in the book's contents."""
    relations = env.collect_relations()
    return {name: number for number, name in enumerate(relations)}


class InventoryCollector(EnvironmentCollector):
    """Keeps `pages` up to date."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page that is removed or read again."""
        pages(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
    ) -> None:
        """Take over the pages that another process has read."""
        theirs = pages(other)
        pages(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Record what a page shows, and that it must be read again when the data change."""
        env = app.env
        page = PageInventory()
        for node in doctree.findall():
            if isinstance(node, FigureNode):
                _note_figure(page, node, env.docname)
            elif isinstance(node, GeneratedNode):
                records: dict[str, str] = node.get("records", {})
                for record, anchor in records.items():
                    page.records.setdefault(record, anchor)
            elif isinstance(node, nodes.reference) and (link := number_of(node)):
                _note_number(page, node, *link)
            elif isinstance(node, addnodes.pending_xref) and node["reftarget"].startswith("term-"):
                page.terms.append(node["reftarget"])
        page.terms = list(dict.fromkeys(page.terms))
        if page.figures or page.records or page.terms or page.faulty:
            pages(env)[env.docname] = page
        # The checks at the end of a chapter depend on the data even if it shows no number.
        if env.docname in pages(env) or chapter_of(env.docname) is not None:
            for file in data_files():
                env.note_dependency(file)

    def get_outdated_docs(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Return the pages that must be read again to give their warnings again."""
        return [name for name, page in pages(env).items() if page.faulty]


def chapter_of(page: str) -> int | None:
    """Return the number of the chapter that a page covers; None if the page is no chapter.

    Examples
    --------
    >>> chapter_of("chapters/overview/02-services-trade")
    2
    >>> chapter_of("numbers") is None
    True
    """
    match = re.search(r"(?:^|/)chapters/(?:.*/)?(\d\d)-[^/]+$", page)
    return int(match[1]) if match else None


def chapter_pages(env: BuildEnvironment) -> dict[int, str]:
    """Return the page of each chapter of the report, by its number."""
    numbered = ((chapter_of(name), name) for name in sorted(env.all_docs))
    return {number: name for number, name in numbered if number is not None}


def data_files() -> list[str]:
    """Return the data files that pages depend on: all but the raw entries."""
    folder = data_dir()
    files = (file for file in folder.rglob("*") if file.suffix in {".csv", ".yml"})
    return sorted(str(file) for file in files if "entry" not in file.relative_to(folder).parts)


def setup(app: Sphinx) -> None:
    """Register the collector and the checks that need the whole book."""
    app.add_env_collector(InventoryCollector)
    app.connect("env-check-consistency", _check_homes)


def _note_figure(page: PageInventory, node: FigureNode, docname: str) -> None:
    """Record a figure, the records that it shows and those that its texts link."""
    figure = Figure(node["figure"], node["kind"], docname, node["content"])
    page.figures.append(figure)
    words = registered(figure.id)
    linked = [id for key in SHOWN_WORDS for id in markup.linked_records(getattr(words, key)["en"])]
    for record in (*figure.records, *linked):
        page.records.setdefault(record, figure.id)


def _note_number(page: PageInventory, reference: nodes.reference, scheme: str, record: str) -> None:
    """Record a link to a number; the first link to a record gets its anchor on the page."""
    if link_fault(reference, scheme, record):
        page.faulty = True
    elif record not in page.records:
        anchor = f"number-{len(page.records) + 1}"
        page.records[record] = anchor
        reference["ids"].append(anchor)


def _check_homes(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about a figure on two pages: links to it can lead to one of them only."""
    homes: dict[str, str] = {}
    for figure in book_figures(env):
        if homes.setdefault(figure.id, figure.page) != figure.page:
            _LOGGER.warning(
                "%s stands in %s already; link it there: [...](#%s)",
                figure.id,
                homes[figure.id],
                figure.id,
                location=figure.page,
                type="servicestrade",
                subtype="figure",
            )
