"""The document nodes of our own: what stands in a page until a builder writes it.

Each has a visitor for HTML, which lives beside what it writes, and one plain visitor for every
other format: text, not markup, so that no builder fails for want of a chart.
"""

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator

Visitor = Callable[[Any, Any], None]


class FigureNode(nodes.General, nodes.Element):
    """A chart or table of the registry.

    Its attributes are ``figure`` (its id), ``kind`` (``"chart"`` or ``"table"``) and ``content``
    (JSON). Its one child is a caption, which search and other formats read.
    """


class NumberNode(nodes.Inline, nodes.TextElement):
    """A number of the prose that links its record.

    Its attributes are ``record`` (the record's id) and ``ids`` where it is the record's first
    mention on the page.
    """


class NumbersListNode(nodes.General, nodes.Element):
    """The list of all numbers, written when every page has been read."""


class ReportMapNode(nodes.General, nodes.Element):
    """The table of the report's chapters, written when every page has been read."""


class GlossaryNode(nodes.General, nodes.Element):
    """The glossary, written when every page has been read.

    Its children are a paragraph for each term: the target of its links, and what search reads.
    """


class CasesNode(nodes.General, nodes.Element):
    """The table of the pilot cases, written when every page has been read.

    Its attribute ``records`` gives, by the id of a record, the anchor of the row that shows it.
    """


class ErrataNode(nodes.General, nodes.Element):
    """The errata, written when every page has been read.

    Its children are a paragraph for each finding: the target of its links, and what search reads.
    Its attribute ``records`` gives, by the id of a record, the anchor of the finding that shows it.
    """


class RuleCountsNode(nodes.General, nodes.Element):
    """The table of the rules by kind and verdict."""


class AuditRuleNode(nodes.General, nodes.Element):
    """A rule with its numbers; its attribute ``rule`` is the rule's id."""


class EarlierYearsNode(nodes.General, nodes.Element):
    """The table of the values of earlier years, with what is left open of each."""


class PageChecksNode(nodes.General, nodes.Element):
    """What the rules found in a chapter; it stands at the end of the chapter's page."""


class PageNumbersNode(nodes.General, nodes.Element):
    """The folded list of a page's numbers that closes it."""


def add(app: Sphinx, node: type[nodes.Element], visit: Visitor, depart: Visitor | None) -> None:
    """Register a node with its visitors for HTML and plain ones for the other formats.

    Parameters
    ----------
    app : Sphinx
    node : type
        The class of the node.
    visit, depart : callable
        Write what opens and what closes the node in HTML. A visitor that writes the whole node
        raises ``SkipNode``; it needs none that departs.
    """
    plain = (_visit_plain, _depart_plain)
    app.add_node(node, html=(visit, depart), latex=plain, text=plain, man=plain, texinfo=plain)


def _visit_plain(translator: SphinxTranslator, node: nodes.Element) -> None:
    """Write the children alone."""


def _depart_plain(translator: SphinxTranslator, node: nodes.Element) -> None:
    """Write nothing after them."""
