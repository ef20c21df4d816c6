"""The document nodes of the site: placeholders in a page until a builder writes it.

For formats other than HTML only the children of a node are written, so that their builders do not
fail on a chart.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[[Any, Any], None]


class GeneratedNode(nodes.General, nodes.Element):
    """A block whose HTML is made from the data after every page has been read.

    Its children are not part of that HTML: they are targets of links, and words for search and for
    other formats. Its attribute ``records``, if present, maps the id of each record that the block
    shows to the anchor that shows it.
    """


Generated = TypeVar("Generated", bound=GeneratedNode)


class FigureNode(GeneratedNode):
    """A chart or table of the registry.

    Its attributes are ``figure`` (its id), ``kind`` (``"chart"`` or ``"table"``) and ``content``
    (JSON).
    """


class NumberNode(nodes.Inline, nodes.TextElement):
    """A number in the prose, linked to its record.

    Its attributes are ``record`` (the record's id) and ``ids``, for the record's first mention on
    the page.
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
    """Register a node whose visitors write HTML before and after its children.

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
    """Write nothing before or after the children."""
