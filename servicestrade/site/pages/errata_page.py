"""The page of errata: each finding with both values, its evidence and this edition's reading.

The directive ``errata``, without arguments, inserts it. ``errata.csv`` and ``errata.json`` beside
the page have the same findings. Any page can link a finding, as it can a figure.
"""

from itertools import chain, groupby
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from servicestrade.audit.verdicts import verdicts
from servicestrade.language.prose import without_links
from servicestrade.ledger.phrases import phrase
from servicestrade.registers.errata import KINDS, SEVERITIES, Finding, findings
from servicestrade.site.addresses import ERRATA
from servicestrade.site.figures.html import writer_for
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages import errata_files
from servicestrade.site.pages.written_last import WrittenLast, add_directive, filter_attributes
from servicestrade.site.templating import render
from servicestrade.site.text import markup
from servicestrade.site.text.finding_values import printed_and_implied
from servicestrade.site.text.rule_words import count_rules, evidence
from servicestrade.site.text.strings import Language, language_of, say
from servicestrade.site.text.suspect_words import suspect_groups, suspect_ids
from servicestrade.site.text.typography import sentence, typographic_html
from servicestrade.site.text.writer import Writer

CHOICES = {"kind": KINDS, "severity": SEVERITIES, "confidence": ("high", "medium", "low")}
"""What the findings can be filtered by."""


class ErrataNode(GeneratedNode):
    """The errata; its children are a paragraph for each finding."""


class Errata(WrittenLast):
    """The directive ``errata``."""

    node = ErrataNode

    def make_node(self) -> nodes.Element:
        """Make the node, with a target for each finding that any page can link."""
        language = language_of(self.config.language)
        records: dict[str, str] = {}
        whole = self.node(records=records)
        for finding in findings().values():
            text = f"{finding.title[language]}: {without_links(finding.text[language])}"
            # Not to be translated: the data have these words in both languages.
            place = nodes.paragraph(text, text, names=[finding.id], translatable=False)
            whole += place
            self.state.document.note_explicit_target(place, place)
            ruled = (id for rule in finding.rules for id in verdicts()[rule].rule.statistics)
            texts = (finding.text, finding.decision, finding.reason, finding.unruled)
            linked = (id for words in texts for id in markup.linked_records(words.get("en", "")))
            for record in chain(linked, finding.statistics, ruled, suspect_ids(finding)):
                records.setdefault(record, finding.id)
        return whole


def setup(app: Sphinx) -> None:
    """Register the directive, its node and the files beside the page."""
    add_directive(app, "errata", Errata, _html)
    app.connect("build-finished", _write)


def _html(app: Sphinx, page: str, node: ErrataNode) -> str:
    """Return the findings, chapter by chapter."""
    writer = writer_for(app, page)
    language = writer.language
    chapters = [
        {
            "id": f"errata-chapter-{number}",
            "name": say("chapter", language, number=number),
            "title": writer.chapter_title(number),
            "findings": [_finding(finding, writer) for finding in group],
        }
        for number, group in groupby(findings().values(), lambda finding: finding.chapter)
    ]
    choices = [
        (
            name,
            say(f"erratum_{name}", language),
            [(value, _label(name, value, language)) for value in values],
        )
        for name, values in CHOICES.items()
    ]
    return render(
        "errata.html",
        filter=filter_attributes("errata", language),
        say=lambda key: say(key, language),
        choices=choices,
        chapters=chapters,
    )


def _label(name: str, value: str, language: Language) -> str:
    return say(f"{name}_{value}", language)


def _finding(finding: Finding, writer: Writer) -> dict[str, object]:
    """Return a finding, for the template."""
    language = writer.language
    tags = [_label(name, getattr(finding, name), language) for name in CHOICES]
    others = [str(number) for number in finding.place.chapters if number != finding.chapter]
    if others:
        numbers = phrase("punctuation", "list_comma", language).join(others)
        tags.append(say("also_chapters", language, numbers=numbers))
    quote = finding.place.quote
    decision, reason = (
        sentence(writer.html(text[language]), language)
        for text in (finding.decision, finding.reason)
    )
    gap = "" if language == "zh" else " "
    return {
        "id": finding.id,
        "facets": {name: getattr(finding, name) for name in CHOICES},
        "title": typographic_html(finding.title[language], language),
        "tags": " · ".join(tags),
        "quote": typographic_html(say("printed_words", language, quote=quote), language)
        if quote
        else "",
        "text": writer.html(finding.text[language]),
        "values": printed_and_implied(finding, writer),
        "decision": Markup("{}{}{}{}").format(say("decision", language), decision, gap, reason),
        "evidence": say("evidence", language, count=count_rules(len(finding.rules), language)),
        "rules": [evidence(verdicts()[rule], writer) for rule in finding.rules],
        "accused": suspect_groups(finding, writer),
        "source": _source(finding, language),
        "unruled": writer.html(finding.unruled[language]) if finding.unruled else "",
    }


def _source(finding: Finding, language: Language) -> Markup:
    """Return the other document that a finding rests on, with a link if it has an address."""
    if not finding.source:
        return Markup()
    words = typographic_html(finding.source[language], language)
    if "url" in finding.source:
        words = Markup('<a href="{}">{}</a>').format(finding.source["url"], words)
    return Markup("{}{}").format(say("source", language), words)


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the page, where the book has it."""
    if exception is not None or app.builder.format != "html" or ERRATA not in app.env.all_docs:
        return
    folder = Path(app.outdir) / Path(ERRATA).parent
    for name, content in errata_files.files().items():
        (folder / name).write_bytes(content)
