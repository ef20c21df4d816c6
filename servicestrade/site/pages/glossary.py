"""The glossary, and the links to its terms: ``[offshore](#term-offshore)``.

The directive ``terms``, without arguments, inserts it. Any page can link a term, as it can a
figure; the link has the definition as its title. MyST warns about links to unknown terms.
"""

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from servicestrade.language.prose import without_links
from servicestrade.ledger.phrases import phrase
from servicestrade.registers.reference import Term, glossary, terms
from servicestrade.site.addresses import to_page
from servicestrade.site.figures.html import writer_for
from servicestrade.site.inventory import chapter_of, pages
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages.written_last import WrittenLast, add_directive, filter_attributes
from servicestrade.site.templating import render
from servicestrade.site.text.strings import Language, language_of, say
from servicestrade.site.text.typography import TERM, sentence, typographic, typographic_html
from servicestrade.site.text.writer import Writer


class GlossaryNode(GeneratedNode):
    """The glossary; its children are a paragraph for each term."""


class Glossary(WrittenLast):
    """The directive ``terms``."""

    node = GlossaryNode

    def make_node(self) -> nodes.Element:
        """Make the node, with a target for each term that any page can link."""
        whole = self.node()
        language = language_of(self.config.language)
        for term in terms().values():
            text = f"{term.en} {term.zh}: {without_links(term.definition[language])}"
            # Not to be translated: the data have these words in both languages.
            place = nodes.paragraph(text, text, names=[term.anchor], translatable=False)
            whole += place
            self.state.document.note_explicit_target(place, place)
        return whole


class MarkTerms(SphinxPostTransform):
    """Give each link to a term its class, and the definition as its title."""

    default_priority = 31  # after references are resolved
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Mark the links of one page."""
        language = language_of(self.config.language)
        known = {term.anchor: term for term in terms().values()}
        for reference in self.document.findall(nodes.reference):
            anchor = str(reference.get("refid") or reference.get("refuri", "")).rpartition("#")[2]
            if anchor in known:
                reference["classes"].append(TERM)
                reference["reftitle"] = typographic(
                    without_links(known[anchor].definition[language]), language
                )


def uses(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the pages that link each term, by its anchor; the chapters first, in their order."""
    linking: dict[str, list[str]] = {}
    for name in sorted(pages(env), key=lambda name: (chapter_of(name) or len(terms()), name)):
        for anchor in pages(env)[name].terms:
            linking.setdefault(anchor, []).append(name)
    return linking


def setup(app: Sphinx) -> None:
    """Register the directive, its node and the look of the links."""
    add_directive(app, "terms", Glossary, _html)
    app.add_post_transform(MarkTerms)


def _html(app: Sphinx, page: str, node: GlossaryNode) -> str:
    """Return the glossary."""
    writer = writer_for(app, page)
    language = writer.language
    used = uses(app.env)
    subjects = [
        {
            "id": subject.id,
            "title": subject.title[language],
            "terms": [_term(term, used.get(term.anchor, []), writer) for term in subject.terms],
        }
        for subject in glossary()
    ]
    words = {"filter": filter_attributes("terms", language), "name": say("subjects", language)}
    return render("glossary.html", subjects=subjects, **words)


def _term(term: Term, used: list[str], writer: Writer) -> dict[str, object]:
    """Return an entry: the term in both languages, its definition and source, and its uses."""
    language = writer.language
    other: Language = "en" if language == "zh" else "zh"
    names = {"en": typographic(term.en, "en"), "zh": term.zh}
    facts = [
        _labelled("definition_after", typographic_html(term.source[language], language), language)
    ]
    if term.codes:
        facts.append(Markup(say("term_statistics", language, count=term.statistics)))
    if used:
        links = (_link(page, writer) for page in used)
        listed = Markup(phrase("punctuation", "list_comma", language)).join(links)
        facts.append(_labelled("used_in", listed, language))
    return {
        "anchor": term.anchor,
        "name": names[language],
        "other": "" if names["en"] == names["zh"] else names[other],
        "other_language": "en" if other == "en" else "zh-Hans",
        "definition": writer.html(term.definition[language]),
        "facts": Markup("" if language == "zh" else " ").join(facts),
    }


def _labelled(key: str, words: Markup, language: Language) -> Markup:
    """Return words as a sentence after a label."""
    return Markup("{}{}").format(say(key, language), sentence(words, language))


def _link(page: str, writer: Writer) -> Markup:
    """Return a link to a page, by its title."""
    title = typographic(writer.builder.env.titles[page].astext(), writer.language)
    return Markup('<a href="{}">{}</a>').format(to_page(writer.builder, writer.page, page), title)
