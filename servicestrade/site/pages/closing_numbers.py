"""The folded list that closes a page: all numbers on it, in reach of the keyboard."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from servicestrade.site.addresses import to_number
from servicestrade.site.inventory import chapter_of, pages
from servicestrade.site.nodes import GeneratedNode, add_generated
from servicestrade.site.templating import render
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.strings import language_of, say


class PageNumbersNode(GeneratedNode):
    """The folded list of a page's numbers."""


class CloseWithNumbers(SphinxPostTransform):
    """Add the list to the end of each page that shows numbers."""

    default_priority = 6
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Put the list at the end of the page's first section, which is the page."""
        page = pages(self.env).get(self.env.docname)
        section = next(self.document.findall(nodes.section), None)
        if page is not None and page.records and section is not None:
            section += PageNumbersNode()


def setup(app: Sphinx) -> None:
    """Register the transform and its node."""
    app.add_post_transform(CloseWithNumbers)
    add_generated(app, PageNumbersNode, _html)


def _html(app: Sphinx, page: str, node: PageNumbersNode) -> str:
    """Return the list."""
    language = language_of(app.config.language)
    lines = [
        {"value": text.value, "label": text.label, "address": to_number(app.builder, page, text.id)}
        for text in (record_text(record, language) for record in pages(app.env)[page].records)
    ]
    key = "numbers_of_page" if chapter_of(page) is None else "numbers_of_chapter"
    title = say(key, language, count=len(lines))
    return render("page-numbers.html", title=title, lines=lines)
