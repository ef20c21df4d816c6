"""Write texts with links as HTML for one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape
from sphinx.builders import Builder

from servicestrade.ledger.phrases import phrase
from servicestrade.site.addresses import GLOSSARY, to_number, to_page
from servicestrade.site.text import markup
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.typography import (
    FIGURE,
    TERM,
    sentence,
    typographic,
    typographic_html,
    unbroken,
)


@dataclass(frozen=True)
class Writer:
    """Writes links with addresses relative to one page.

    Attributes
    ----------
    builder : Builder
        The builder, which knows how it names its pages.
    page : str
        The page that has the links.
    language : {"en", "zh"}
        The language of the page.
    homes : mapping of str to str
        The home page of each figure, by its id.
    chapters : mapping of int to str
        The page of each chapter of the report, by its number.
    """

    builder: Builder
    page: str
    language: Language
    homes: Mapping[str, str]
    chapters: Mapping[int, str] = field(default_factory=dict)

    def number_attributes(self, record: str) -> dict[str, str]:
        """Return the attributes of a number's link in running text.

        The link is out of the tab order: the list that closes the page has the same links.
        """
        text = record_text(record, self.language)
        return {
            "class": "number",
            "href": to_number(self.builder, self.page, record),
            "tabindex": "-1",
            "data-record": record,
            "title": f"{text.label} — {text.place}",
        }

    def number(self, record: str, text: str) -> Markup:
        """Return the link of a number."""
        return _link(self.number_attributes(record), unbroken(text))

    def html(self, text: str) -> Markup:
        """Return a text of the registry as finished HTML, with its links resolved."""
        # The text is finished as a whole, so that a quote before a link becomes an opening one.
        finished = typographic(text, self.language)
        return markup.html(
            finished, self._linked, lambda words: typographic_html(words, self.language)
        )

    def place(self, record: str) -> Markup:
        """Return where a record stands, or what it was computed from, with links."""
        text = record_text(record, self.language)
        words = typographic_html(text.place, self.language)
        place = _link({"href": text.url}, words) if text.url else words
        if not text.operands:
            return place
        separator = phrase("punctuation", "list_comma", self.language)
        operands = (
            _link(
                {"href": to_number(self.builder, self.page, id)},
                record_text(id, self.language).value,
            )
            for id in text.operands
        )
        return Markup("{}{}{}").format(
            place, say("from", self.language), Markup(separator).join(operands)
        )

    def chapter_place(self, record: str) -> Markup:
        """Return the place of a record, linked to the page of its chapter if that is another."""
        text = record_text(record, self.language)
        page = (
            self.chapters.get(text.chapter) if text.chapter and text.basis == "reported" else None
        )
        if page in (None, self.page):
            return self.place(record)
        return _link({"href": to_page(self.builder, self.page, page)}, text.place)

    def chapter_title(self, number: int) -> Markup:
        """Return a chapter's heading, with a link if the book has its page."""
        name = say("chapter", self.language, number=number)
        if number not in self.chapters:
            return escape(name)
        page = self.chapters[number]
        words = typographic(self.builder.env.titles[page].astext(), self.language)
        address = to_page(self.builder, self.page, page)
        return Markup('{}: <a href="{}">{}</a>').format(name, address, words)

    def noted(self, record: str, place: Markup) -> Markup:
        """Return a record's place, followed by its note if it has one."""
        note = record_text(record, self.language).note
        if not note:
            return place
        gap = "" if self.language == "zh" else " "
        remark = typographic_html(note[0].upper() + note[1:], self.language)
        return Markup("{}{}{}").format(sentence(place, self.language), gap, remark)

    def _linked(self, kind: markup.Kind, target: str, text: str) -> Markup:
        if kind == "number":
            return self.number(target, text)
        if kind == "term":
            address = to_page(self.builder, self.page, GLOSSARY, target)
            return _link({"class": TERM, "href": address}, text)
        home = self.homes.get(target, self.page)
        address = to_page(self.builder, self.page, home, target)
        return _link({"class": FIGURE, "href": address}, text)


def opened(attributes: Mapping[str, str]) -> Markup:
    """Return the start tag of a link.

    Examples
    --------
    >>> opened({"href": "a?b&c"})
    Markup('<a href="a?b&amp;c">')
    """
    pairs = (Markup(' {}="{}"').format(name, value) for name, value in attributes.items())
    return Markup("<a{}>").format(Markup("").join(pairs))


def _link(attributes: Mapping[str, str], text: str) -> Markup:
    return Markup("{}{}</a>").format(opened(attributes), text)
