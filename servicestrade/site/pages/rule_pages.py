"""A page of rules for each chapter: every statistic with the rules about it and their verdicts.

The page of all numbers links there from each statistic; ``rules/rules.csv`` has all rules.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from servicestrade.audit.report import audited
from servicestrade.audit.rules import FAILS, Verdict
from servicestrade.audit.verdicts import verdicts_of
from servicestrade.ledger.phrases import phrases
from servicestrade.ledger.statistics import Statistic, ledger
from servicestrade.registers.errata import of_rule
from servicestrade.site.addresses import METHOD, rules_page, to_finding, to_number, to_page
from servicestrade.site.figures.html import writer_for
from servicestrade.site.inventory import chapter_pages
from servicestrade.site.pages.written_last import filter_attributes
from servicestrade.site.shell import contents
from servicestrade.site.templating import render
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.rule_words import OUTCOMES, count_verdicts, formula, sides, to_rule
from servicestrade.site.text.strings import language_of, say
from servicestrade.site.text.typography import typographic, typographic_html, unbroken
from servicestrade.site.text.writer import Writer

FILE = "rules/rules.csv"
"""All rules of the report with their verdicts."""


def setup(app: Sphinx) -> None:
    """Register the pages, their place in the contents and the file."""
    app.connect("html-collect-pages", _pages)
    # after the frame has set the contents of all pages
    app.connect("html-page-context", _place_in_contents, priority=910)
    app.connect("build-finished", _write)


def homes(env: BuildEnvironment) -> dict[int, str]:
    """Return the pages of the chapters that have statistics, by number."""
    stating = {item.chapter for item in ledger().values()}
    return {number: page for number, page in chapter_pages(env).items() if number in stating}


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, content and template of each page."""
    chapters = sorted(homes(app.env))
    after = dict(pairwise(chapters))
    before = {number: other for other, number in after.items()}
    for number in chapters:
        context = _context(app, number)
        context["prev"] = _neighbour(app, number, before.get(number))
        context["next"] = _neighbour(app, number, after.get(number))
        yield rules_page(number), context, "page.html"


def _context(app: Sphinx, chapter: int) -> dict[str, Any]:
    """Return the variables of the template of a page."""
    page = rules_page(chapter)
    writer = writer_for(app, page)
    language = writer.language
    items = [item for item in ledger().values() if item.chapter == chapter]
    home = homes(app.env)[chapter]
    title = say("rules_title", language, number=chapter)
    verdicts = {
        verdict.rule.id: verdict for item in items for verdict in verdicts_of().get(item.id, ())
    }
    body = render(
        "rules-page.html",
        say=lambda key: say(key, language),
        name=title,
        breadcrumb=say("breadcrumb", language),
        part=next((part.title for part in contents(app.env, home) if part.open), ""),
        home=typographic(app.env.titles[home].astext(), language),
        address=to_page(app.builder, page, home),
        counted=count_verdicts(verdicts.values(), language),
        method=to_page(app.builder, page, METHOD) if METHOD in app.env.all_docs else "",
        filter=filter_attributes("rules", language),
        outcomes=[(name, say(f"outcome_{name}", language)) for name in OUTCOMES.values()],
        statistics=[_statistic(item, writer) for item in items if item.id in verdicts_of()],
        untouched=[_number(item.id, writer) for item in items if item.id not in verdicts_of()],
    )
    described = f"{title}{say('colon', language)}{count_verdicts(verdicts.values(), language)}"
    return {
        "title": title,
        "body": body,
        "metatags": Markup('<meta name="description" content="{}">').format(described),
    }


def _number(id: str, writer: Writer) -> dict[str, object]:
    """Return a number of the chapter: its record's address, its value, what it measures."""
    text = record_text(id, writer.language)
    return {
        "address": to_number(writer.builder, writer.page, id),
        "value": text.value,
        "label": typographic_html(text.label, writer.language),
    }


def _statistic(item: Statistic, writer: Writer) -> dict[str, object]:
    """Return a statistic with its rules."""
    worst_first = [*reversed(OUTCOMES)]
    verdicts = sorted(
        verdicts_of()[item.id], key=lambda verdict: worst_first.index(verdict.outcome)
    )
    return _number(item.id, writer) | {
        "id": item.id,
        "outcomes": " ".join(dict.fromkeys(OUTCOMES[verdict.outcome] for verdict in verdicts)),
        "rules": [_rule(verdict, item, writer) for verdict in verdicts],
    }


def _rule(verdict: Verdict, item: Statistic, writer: Writer) -> dict[str, object]:
    """Return a rule; its numbers are links if its target is the statistic itself."""
    rule, language = verdict.rule, writer.language
    own = rule.target == item.id
    why = rule.why_zh if language == "zh" else rule.why_en
    return {
        "id": rule.id if own else "",
        "address": to_rule(rule, writer),
        "kind": phrases("rules")[rule.kind][language],
        "formula": formula(rule, writer, _link if own else _plain),
        "why": typographic_html(why, language),
        "outcome": OUTCOMES[verdict.outcome],
        "said": say(f"outcome_{OUTCOMES[verdict.outcome]}", language),
        "sides": sides(verdict, language) if verdict.outcome == FAILS else "",
        "errata": [
            to_finding(writer.builder, writer.page, finding.id) for finding in of_rule(rule.id)
        ],
    }


def _link(id: str, value: str, writer: Writer) -> Markup:
    """Return a number as an ordinary link, within the tab order: no list closes these pages."""
    address = to_number(writer.builder, writer.page, id)
    return Markup('<a href="{}">{}</a>').format(address, unbroken(value))


def _plain(id: str, value: str, writer: Writer) -> Markup:
    """Return a number without a link, for a rule that has its links with its target."""
    return escape(unbroken(value))


def _neighbour(app: Sphinx, chapter: int, other: int | None) -> dict[str, str] | None:
    """Return the link to the previous or the next page, if there is one."""
    if other is None:
        return None
    address = to_page(app.builder, rules_page(chapter), rules_page(other))
    return {
        "link": address,
        "title": say("rules_title", language_of(app.config.language), number=other),
    }


def _place_in_contents(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Mark the chapter of a page of rules in the contents."""
    for number, home in homes(app.env).items():
        if pagename == rules_page(number):
            context["contents"] = [
                replace(part, entries=[replace(entry, sections=[]) for entry in part.entries])
                for part in contents(app.env, home)
            ]


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file beside the pages, if there are any."""
    if exception is not None or app.builder.format != "html" or not homes(app.env):
        return
    rules = audited().rules()
    (Path(app.outdir) / FILE).write_text(rules.to_csv(index=False, lineterminator="\n"), "utf-8")
