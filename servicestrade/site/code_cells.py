"""Code on the site: folded, below its output.

Readers of the site come for the charts, so each cell shows its output first and its code in a fold
below. The code of a cell without output, such as the imports, goes into the fold of the next cell.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from servicestrade.ledger.phrases import phrases
from servicestrade.site.nodes import add_enclosing
from servicestrade.site.text.strings import language_of


class FoldNode(nodes.General, nodes.Element):
    """A fold with the code of one cell, and of the cells without output before it."""


class FoldCode(SphinxPostTransform):
    """Put the code of each cell into a fold below its output."""

    default_priority = 198  # myst-nb hides tagged cells at 199
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Fold the code of one page."""
        waiting: list[nodes.Node] = []
        cells = list(self.document.findall(nodes.container))
        for cell in [cell for cell in cells if cell.get("nb_element") == "cell_code"]:
            waiting += [child for child in cell.children if _is_source(child)]
            shown = [child for child in cell.children if not _is_source(child)]
            if shown and waiting:
                cell.children = []
                cell.extend([*shown, FoldNode("", *waiting)])
                waiting = []
            elif not shown:
                cell.parent.remove(cell)
        if waiting:
            self.document.append(FoldNode("", *waiting))


def _is_source(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_source"


def _visit_html(translator: HTML5Translator, node: FoldNode) -> None:
    word = phrases("frame")["code"][language_of(translator.config.language)]
    translator.body.append(f'<details class="code"><summary>{word}</summary>\n')


def _depart_html(translator: HTML5Translator, node: FoldNode) -> None:
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    """Register the fold and the transform that makes it."""
    add_enclosing(app, FoldNode, _visit_html, _depart_html)
    app.add_post_transform(FoldCode)
