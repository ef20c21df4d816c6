"""Headings: the links to sections have a name for screen readers, which cannot see their sign."""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from servicestrade.site.text.strings import language_of, say


class Translator(HTML5Translator):
    """Sphinx's HTML translator, with another link in headings."""

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Write the link to a section, with a name."""
        if not (node["ids"] and self.config.html_permalinks and self.builder.add_permalinks):
            return
        name = escape(say("permalink", language_of(self.config.language)))
        self.body.append(
            f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{name}" title="{name}">'
            f"{self.config.html_permalinks_icon}</a>"
        )


def setup(app: Sphinx) -> None:
    """Register the translator."""
    app.set_translator("html", Translator)
