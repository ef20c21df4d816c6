"""The document nodes of the site: what stands in a page until a builder writes it.

Every other format than HTML gets the children of a node and no more, so that no builder fails for
want of a chart.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[[Any, Any], None]


class GeneratedNode(nodes.General, nodes.Element):
    """A block whose HTML a function makes of the data when every page has been read.

    Its children are no part of that HTML: they are the targets of links, and the words that search
    and the other formats read. Its attribute ``records``, if it has one, gives for the id of each
    record that it shows the anchor where it does.
    """


Generated = TypeVar("Generated", bound=GeneratedNode)


class FigureNode(GeneratedNode):
    """A chart or table of the registry.

    Its attributes are ``figure`` (its id), ``kind`` (``"chart"`` or ``"table"``) and ``content``
    (JSON).
    """


class NumberNode(nodes.Inline, nodes.TextElement):
    """A number of the prose that links its record.

    Its attributes are ``record`` (the record's id) and ``ids`` where it is the record's first
    mention on the page.
    """


def add_generated(
    app: Sphinx, node: type[Generated], html: Callable[[Sphinx, str, Generated], str]
) -> None:
    """Register a node with the function that makes its HTML.

    Parameters
    ----------
    app : Sphinx
        The build.
    node : type
        The class of the node.
    html : callable
        Takes the build, the name of the page and the node.
    """

    def visit(translator: HTML5Translator, generated: Generated) -> None:
        page = translator.docnames[-1]
        translator.body.append(html(translator.builder.app, page, generated))
        raise nodes.SkipNode

    add_enclosing(app, node, visit, None)


def add_enclosing(
    app: Sphinx, node: type[nodes.Element], visit: Visitor, depart: Visitor | None
) -> None:
    """Register a node with what writes its start and its end in HTML, around its children.

    Parameters
    ----------
    app : Sphinx
        The build.
    node : type
        The class of the node.
    visit, depart : callable
        Visitors of a translator of docutils.
    """
    plain = (_children_only, _children_only)
    app.add_node(node, html=(visit, depart), latex=plain, text=plain, man=plain, texinfo=plain)


def _children_only(translator: SphinxTranslator, node: nodes.Element) -> None:
    """Write neither start nor end."""
