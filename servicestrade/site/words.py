"""Words with links, as HTML of one page."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape
from sphinx.builders import Builder

from servicestrade.site import markup
from servicestrade.site.addresses import to_number, to_page
from servicestrade.site.lines import line
from servicestrade.site.strings import Language, say


@dataclass(frozen=True)
class Writer:
    """Writes links as they must read on one page.

    Attributes
    ----------
    builder : Builder
        The builder, which knows how it names its pages.
    page : str
        The page that bears the links.
    language : {"en", "zh"}
        The language of the page.
    homes : mapping of str to str
        The home page of each figure, by its id.
    """

    builder: Builder
    page: str
    language: Language
    homes: Mapping[str, str]

    def number_attributes(self, record: str) -> dict[str, str]:
        """Return the attributes of a number's link in running text.

        The link stays out of the tab order: the list that closes the page has them all.
        """
        said = line(record, self.language)
        return {
            "class": "number",
            "href": to_number(self.builder, self.page, record),
            "tabindex": "-1",
            "data-record": record,
            "title": f"{said.label} — {said.place}",
        }

    def number(self, record: str, text: str) -> Markup:
        """Return the link of a number."""
        return _link(self.number_attributes(record), text)

    def html(self, text: str) -> Markup:
        """Return words of the registry, their links to numbers and figures made addresses."""
        return markup.html(text, self._linked)

    def place(self, record: str) -> Markup:
        """Return where a record stands, or what it was made from, with links to that."""
        said = line(record, self.language)
        place = _link({"href": said.url}, said.place) if said.url else escape(said.place)
        if not said.operands:
            return place
        separator = "、" if self.language == "zh" else ", "
        operands = (
            _link({"href": to_number(self.builder, self.page, id)}, line(id, self.language).value)
            for id in said.operands
        )
        return Markup("{}{}{}").format(
            place, say("from", self.language), Markup(separator).join(operands)
        )

    def noted(self, record: str, place: Markup) -> Markup:
        """Return a record's place, followed by its note where it has one."""
        note = line(record, self.language).note
        stop = "。" if self.language == "zh" else ". "
        return Markup("{}{}{}").format(place, stop, note[0].upper() + note[1:]) if note else place

    def _linked(self, kind: markup.Kind, target: str, text: str) -> Markup:
        if kind == "number":
            return self.number(target, text)
        home = self.homes.get(target, self.page)
        return _link({"href": to_page(self.builder, self.page, home, target)}, text)


def opened(attributes: Mapping[str, str]) -> Markup:
    """Return the start tag of a link.

    Examples
    --------
    >>> opened({"href": "a?b&c"})
    Markup('<a href="a?b&amp;c">')
    """
    written = (Markup(' {}="{}"').format(name, value) for name, value in attributes.items())
    return Markup("<a{}>").format(Markup("").join(written))


def _link(attributes: Mapping[str, str], text: str) -> Markup:
    return Markup("{}{}</a>").format(opened(attributes), text)
