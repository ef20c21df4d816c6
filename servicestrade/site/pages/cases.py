"""The table of the pilot cases.

The directive ``cases``, without arguments, inserts it. It is complete without scripts;
``filter.js`` adds a search field and shows the choices that the page holds ready.
"""

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx

from servicestrade.ledger.phrases import phrase
from servicestrade.registers.reference import Case, cases, chapters, terms
from servicestrade.site.addresses import to_page
from servicestrade.site.figures.html import writer_for
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages.written_last import WrittenLast, add_directive, filter_attributes
from servicestrade.site.templating import render
from servicestrade.site.text import markup
from servicestrade.site.text.strings import say
from servicestrade.site.text.typography import typographic
from servicestrade.site.text.writer import Writer

TEXTS = ("obstacle", "action", "effect")
"""The texts of a case in the registry; they have links."""


class CasesNode(GeneratedNode):
    """The table of the pilot cases."""


class Cases(WrittenLast):
    """The directive ``cases``."""

    node = CasesNode

    def make_node(self) -> nodes.Element:
        """Make the node; it names the records that the table shows."""
        records: dict[str, str] = {}
        for case in cases():
            for text in TEXTS:
                for record in markup.linked_records(getattr(case, text)["en"]):
                    records.setdefault(record, _anchor(case))
        return self.node(records=records)


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    add_directive(app, "cases", Cases, _html)


def _anchor(case: Case) -> str:
    return f"case-{case.chapter}"


def _html(app: Sphinx, page: str, node: CasesNode) -> str:
    """Return the table."""
    writer = writer_for(app, page)
    language = writer.language
    themes = list(dict.fromkeys(case.theme[language] for case in cases()))
    modes = sorted({mode for case in cases() for mode in case.modes})
    return render(
        "cases.html",
        filter=filter_attributes("cases", language),
        name=say("cases", language),
        say=lambda key: say(key, language),
        rows=[_row(case, themes, writer) for case in cases()],
        modes={mode: _mode(mode, writer) for mode in modes},
        themes=themes,
    )


def _mode(mode: int, writer: Writer) -> str:
    """Return the name of a mode of supply, from the glossary."""
    term = terms()[f"mode-{mode}"]
    name = term.en if writer.language == "en" else term.zh
    return say("mode", writer.language, name=name, mode=mode)


def _row(case: Case, themes: list[str], writer: Writer) -> dict[str, object]:
    """Return a case as a row; if the book has its chapter, with the title of that, linked."""
    language = writer.language
    home = chapters()[case.chapter].page
    titles = writer.builder.env.titles
    title = escape(typographic(chapters()[case.chapter].title[language], language))
    if home in titles:
        words = typographic(titles[home].astext(), language)
        address = to_page(writer.builder, writer.page, home)
        title = Markup('<a href="{}">{}</a>').format(address, words)
    modes = Markup(phrase("punctuation", "list_comma", language)).join(
        writer.html(f"[{mode}](#{terms()[f'mode-{mode}'].anchor})") for mode in case.modes
    )
    return {
        "anchor": _anchor(case),
        "title": title,
        "place": case.place[language],
        "theme": case.theme[language],
        "theme_number": themes.index(case.theme[language]) + 1,
        "modes": modes,
        "mode_numbers": " ".join(str(mode) for mode in case.modes),
        "texts": [(f"case_{text}", writer.html(getattr(case, text)[language])) for text in TEXTS],
    }
