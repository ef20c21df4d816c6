"""The checks that close a chapter: how many of its statistics have rules, and their verdicts."""

from collections import Counter
from functools import cache

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from servicestrade.audit.report import audited
from servicestrade.audit.rules import CHAIN, FAILS, HOLDS
from servicestrade.audit.verdicts import verdicts_of
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.errata import of_chapter
from servicestrade.site.addresses import METHOD, rules_page, to_finding, to_page
from servicestrade.site.inventory import chapter_of
from servicestrade.site.nodes import GeneratedNode, add_generated
from servicestrade.site.templating import render
from servicestrade.site.text.strings import Language, language_of, say
from servicestrade.site.text.typography import typographic_html


class PageChecksNode(GeneratedNode):
    """What the rules found in a chapter, at the end of its page."""


class CloseWithChecks(SphinxPostTransform):
    """Add the checks to the end of each chapter, before the list of its numbers."""

    default_priority = 6
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Put the checks at the end of the page's first section, which is the page."""
        number = chapter_of(self.env.docname)
        section = next(self.document.findall(nodes.section), None)
        if number is not None and section is not None:
            section += PageChecksNode(chapter=number)


@cache
def chapter_counts(chapter: int) -> Counter[str]:
    """Count the statistics of a chapter, those that have rules, and these rules by verdict.

    Examples
    --------
    >>> counts = chapter_counts(24)
    >>> counts["statistics"], counts["rules"]
    (1, 0)
    """
    ids = [item.id for item in ledger().values() if item.chapter == chapter]
    rules = {verdict.rule.id: verdict for id in ids for verdict in verdicts_of().get(id, ())}
    outcomes = Counter(verdict.outcome for verdict in rules.values())
    return Counter(
        statistics=len(ids), touched=sum(id in verdicts_of() for id in ids), rules=len(rules)
    ) + Counter(dict(outcomes))


def setup(app: Sphinx) -> None:
    """Register transform and node, and audit the report before the work is split up."""
    app.add_post_transform(CloseWithChecks)
    add_generated(app, PageChecksNode, _html)
    app.connect("builder-inited", lambda app: audited())


def _html(app: Sphinx, page: str, node: PageChecksNode) -> str:
    """Return the checks of a chapter."""
    language = language_of(app.config.language)
    number = node["chapter"]
    findings = of_chapter(number)
    key = {0: "checks_none", 1: "checks_one"}.get(len(findings), "checks_some")
    method = ""
    if METHOD in app.env.all_docs:
        method = Markup('<a href="{}">{}</a>').format(
            to_page(app.builder, page, METHOD), say("checks_method", language)
        )
    return render(
        "page-checks.html",
        title=say(key, language, count=len(findings)),
        said=_counts_sentence(number, language),
        method=method,
        rules=to_page(app.builder, page, rules_page(number)) if chapter_counts(number) else "",
        rules_said=say("rules_of_chapter", language),
        findings=[
            {
                "address": to_finding(app.builder, page, finding.id),
                "title": typographic_html(finding.title[language], language),
                "tags": f"{say(f'kind_{finding.kind}', language)} · "
                f"{say(f'severity_{finding.severity}', language)}",
            }
            for finding in findings
        ],
    )


def _counts_sentence(chapter: int, language: Language) -> str:
    """Return the counts of a chapter in words."""
    counts = chapter_counts(chapter)
    if not counts["statistics"]:
        return say("checks_empty", language)
    touched = say("checks_touched", language, all=counts["statistics"], touched=counts["touched"])
    if not counts["rules"]:
        return touched
    verdicts = say(
        "checks_verdicts",
        language,
        rules=counts["rules"],
        holds=counts[HOLDS],
        chain=counts[CHAIN],
        fails=counts[FAILS],
    )
    return f"{touched}{'' if language == 'zh' else ' '}{verdicts}"
