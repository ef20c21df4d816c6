"""Directives for blocks that depend on the whole book, and so are written last.

Such a directive leaves a node in its page. The page is written again by every build that has read
any page.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from servicestrade.site.inventory import data_files
from servicestrade.site.nodes import GeneratedNode, add_generated
from servicestrade.site.text.strings import Language, say

_MARK = "servicestrade_written_last"


class WrittenLast(SphinxDirective):
    """A directive that inserts a block to be written last.

    Attributes
    ----------
    node : type
        The class of the node that it leaves in the page.
    """

    node: ClassVar[type[GeneratedNode]]

    def run(self) -> list[nodes.Node]:
        """Insert the node, and note that its page depends on the data and on the other pages."""
        self.env.metadata[self.env.docname][_MARK] = True
        for file in data_files():
            self.env.note_dependency(file)
        return [self.make_node()]

    def make_node(self) -> nodes.Element:
        """Make the node."""
        return self.node()


def add_directive(
    app: Sphinx, name: str, directive: type[WrittenLast], html: Callable[[Sphinx, str, Any], str]
) -> None:
    """Register a directive and its node.

    Parameters
    ----------
    app : Sphinx
        The build.
    name : str
        The name of the directive.
    directive : type
        Its class.
    html : callable
        Makes the HTML of its node; it takes the build, the name of the page and the node.
    """
    app.add_directive(name, directive)
    add_generated(app, directive.node, html)


def filter_attributes(what: str, language: Language) -> Markup:
    """Return the attributes of a block with the phrases that ``filter.js`` shows.

    Parameters
    ----------
    what : str
        What the lines are, as the keys of the phrases begin, such as ``"terms"``.
    language : {"en", "zh"}
        The language of the page.
    """
    count = say(f"{what}_filter_count", language, shown="{shown}", all="{all}")
    words = {
        "filter": say(f"{what}_filter", language),
        "count": count,
        "none": say(f"{what}_filter_none", language),
        "clear": say(f"{what}_filter_clear", language),
    }
    return Markup(" ").join(Markup('data-{}="{}"').format(*item) for item in words.items())


def setup(app: Sphinx) -> None:
    """Register what writes the pages again, and the script."""
    app.connect("env-get-updated", _always)
    app.connect("html-page-context", _add_script)


def _always(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return these pages, whatever page has been read."""
    return sorted(name for name, facts in env.metadata.items() if _MARK in facts)


def _add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: object
) -> None:
    """Load ``filter.js`` on pages that have something to filter."""
    if "data-filter=" in str(context.get("body", "")):
        app.add_js_file("filter.js", loading_method="defer")
