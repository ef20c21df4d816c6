"""Links of numbers in the prose: ``[USD 889.11 billion](stat:cn-services-trade-total-2022)``.

A number is an ordinary Markdown link whose target is its record. The link is given the address of
the record's line on the numbers page, or a warning says where it stands and what is wrong with it.
"""

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

import servicestrade as st
from servicestrade.language.prose import SCHEMES
from servicestrade.site.nodes import NumberNode, add_enclosing
from servicestrade.site.text.strings import language_of
from servicestrade.site.text.writer import Writer, opened

_LOGGER = logging.getLogger(__name__)


def number_of(reference: nodes.reference) -> tuple[str, str] | None:
    """Return the scheme and the record's id of a link to a number; None for any other link.

    Examples
    --------
    >>> number_of(nodes.reference(refuri="stat:cn-services-trade-total-2022"))
    ('stat', 'cn-services-trade-total-2022')
    """
    scheme, _, record = reference.get("refuri", "").partition(":")
    return (scheme, record) if scheme in SCHEMES else None


def link_fault(reference: nodes.reference, scheme: str, record: str) -> str:
    """Return what is wrong with a link to a number, or an empty string."""
    if any(isinstance(parent, nodes.title) for parent in _ancestors(reference)):
        return (
            f"no number may be linked in a heading: write {reference.astext()!r} without its link"
        )
    try:
        basis = st.record(record).basis
    except st.UnknownError as error:
        return str(error)
    if basis not in SCHEMES[scheme]:
        right = next(name for name, bases in SCHEMES.items() if basis in bases)
        return f"{record} is a {basis} record: link it as {right}:{record}"
    return ""


class LinkNumbers(SphinxPostTransform):
    """Turn each link to a number into one that leads to its record."""

    # after myst-nb has chosen the outputs of cells, before Sphinx resolves other references
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Replace the links of the page; faulty ones become plain text."""
        for reference in list(self.document.findall(nodes.reference)):
            link = number_of(reference)
            if link is None:
                continue
            scheme, record = link
            wrong = link_fault(reference, scheme, record)
            if wrong:
                _LOGGER.warning(wrong, location=reference, type="servicestrade", subtype="number")
            anchors, reference["ids"] = reference["ids"], []
            if wrong or self.app.builder.format != "html":
                reference.replace_self(reference.children)
            else:
                number = NumberNode("", "", *reference.children, record=record, ids=anchors)
                reference.replace_self(number)


def setup(app: Sphinx) -> None:
    """Register the transform, the node that it makes and the two schemes."""
    app.add_post_transform(LinkNumbers)
    add_enclosing(app, NumberNode, _visit_html, _depart_html)
    app.connect("config-inited", _allow_schemes)


def _allow_schemes(app: Sphinx, config: Config) -> None:
    """Add the two schemes to those that MyST accepts in links."""
    known = config.myst_url_schemes
    schemes = known if isinstance(known, dict) else dict.fromkeys(known)
    config.myst_url_schemes = {**schemes, **dict.fromkeys(SCHEMES)}


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes that enclose `node`, the nearest first."""
    parent: nodes.Node | None = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _visit_html(translator: HTML5Translator, node: NumberNode) -> None:
    """Open the link."""
    language = language_of(translator.config.language)
    writer = Writer(translator.builder, translator.docnames[-1], language, {})
    anchor = {"id": node["ids"][0]} if node["ids"] else {}
    translator.body.append(opened(anchor | writer.number_attributes(node["record"])))


def _depart_html(translator: HTML5Translator, node: NumberNode) -> None:
    """Close the link."""
    translator.body.append("</a>")
