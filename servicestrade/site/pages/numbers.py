"""The page of all numbers: one line for each record, whose anchor is its permanent address.

The directive ``numbers-list``, without arguments, inserts the list. It works without scripts;
``filter.js`` adds a field that filters the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from servicestrade.audit.verdicts import verdicts_of
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.records import Record
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.errata import of_statistic
from servicestrade.site.addresses import rules_page, to_finding, to_page
from servicestrade.site.figures.html import writer_for
from servicestrade.site.inventory import PageInventory, chapter_of, chapter_pages, pages
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages.written_last import WrittenLast, add_directive, filter_attributes
from servicestrade.site.templating import render
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.rule_words import count_verdicts
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.typography import sentence, typographic, typographic_html
from servicestrade.site.text.writer import Writer


class NumbersListNode(GeneratedNode):
    """The list of all numbers."""


class NumbersList(WrittenLast):
    """The directive ``numbers-list``."""

    node = NumbersListNode


@dataclass(frozen=True)
class Section:
    """A section of the list.

    Attributes
    ----------
    id : str
        Its anchor.
    name : str
        Its name in the list of sections.
    title : Markup
        Its heading, with a link to the chapter if the book has it.
    records : list of Record
        Its records, in the order of the report or of the data.
    """

    id: str
    name: str
    title: Markup
    records: list[Record]


def sections(env: BuildEnvironment, writer: Writer) -> Iterator[Section]:
    """Yield the sections of the list: the chapters, then the records that are not printed.

    A chapter of the book without statistics has a section without lines.
    """
    language = writer.language
    by_chapter: dict[int, list[Record]] = {}
    others: dict[str, list[Record]] = {"derived": [], "external": []}
    for item in records().values():
        if item.chapter is not None and item.basis == "reported":
            by_chapter.setdefault(item.chapter, []).append(item)
        else:
            others["derived" if item.basis == "derived" else "external"].append(item)
    homes = chapter_pages(env)
    for number in sorted({*by_chapter, *homes}):
        name = say("chapter", language, number=number)
        title = writer.chapter_title(number)
        yield Section(f"chapter-{number}", name, title, by_chapter.get(number, []))
    for basis, items in others.items():
        name = say(f"{basis}_records", language)
        yield Section(f"{basis}-records", name, escape(name), items)


def places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return where the book shows each record: page and anchor, by id.

    This is the page of the chapter that prints it. If that page does not show it, it is the first
    page that does, chapters before others.
    """
    shown, homes = pages(env), chapter_pages(env)
    order = [homes[number] for number in sorted(homes)]
    order += [name for name in sorted(shown) if name not in order]
    shown_at: dict[str, tuple[str, str]] = {}
    for name in order:
        for record, anchor in shown.get(name, PageInventory()).records.items():
            if record not in shown_at or chapter_of(name) == records()[record].chapter:
                shown_at[record] = name, anchor
    return shown_at


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    add_directive(app, "numbers-list", NumbersList, _html)


def _html(app: Sphinx, page: str, node: NumbersListNode) -> str:
    """Return the list."""
    writer = writer_for(app, page)
    shown = places(app.env)
    listed = [
        {
            "id": section.id,
            "name": section.name,
            "title": section.title,
            "lines": [_line(item, shown.get(item.id), writer) for item in section.records],
        }
        for section in sections(app.env, writer)
    ]
    words = {
        "parts": say("parts", writer.language),
        "filter": filter_attributes("numbers", writer.language),
        "empty": say("no_numbers", writer.language),
    }
    return render("numbers.html", sections=listed, **words)


def _line(item: Record, shown: tuple[str, str] | None, writer: Writer) -> dict[str, object]:
    """Return a line: value, label, the place of the record or its operands, and its note."""
    language = writer.language
    text = record_text(item.id, language)
    other: Language = "en" if language == "zh" else "zh"
    rest = writer.noted(item.id, writer.place(item.id))
    if item.basis == "reported":
        rest = _checked(item.id, rest, writer)
    if shown is not None:
        title = typographic(writer.builder.env.titles[shown[0]].astext(), language)
        address = to_page(writer.builder, writer.page, *shown)
        link = Markup('<a href="{}">{}</a>').format(address, say("shown_in", language, title=title))
        gap = "" if language == "zh" else " "
        rest = Markup("{}{}{}").format(sentence(rest, language), gap, link)
    return {
        "id": text.id,
        "value": text.value,
        "label": typographic_html(text.label, language),
        "other": record_text(item.id, other).label,
        "interval": text.interval,
        "rest": rest,
    }


def _checked(id: str, rest: Markup, writer: Writer) -> Markup:
    """Add the verdicts of the rules on a printed number, and links to findings about it."""
    language = writer.language
    gap = "" if language == "zh" else " "
    rules, chapter = verdicts_of().get(id, ()), ledger()[id].chapter
    verdict = escape(say("no_rules", language))
    if rules:
        verdict = escape(count_verdicts(rules, language))
    if rules and chapter in writer.chapters:
        address = to_page(writer.builder, writer.page, rules_page(chapter), id)
        verdict = Markup('<a href="{}">{}</a>').format(address, verdict)
    words = Markup("{}{}{}").format(sentence(rest, language), gap, sentence(verdict, language))
    for finding in of_statistic(id):
        address = to_finding(writer.builder, writer.page, finding.id)
        words += Markup('{}<a href="{}">{}</a>').format(gap, address, say("erratum", language))
    return words
