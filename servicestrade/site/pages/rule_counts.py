"""The rules on the method page: single ones with their numbers, and the counts of all.

The directive ``audit-rule`` inserts the rule whose id is its argument. ``rule-counts`` inserts the
counts by kind and verdict, and says how much of the report the rules cover.
"""

from collections import Counter

from docutils import nodes
from sphinx.application import Sphinx

from servicestrade.audit.report import audited
from servicestrade.audit.verdicts import verdicts, verdicts_of
from servicestrade.files.errors import unknown
from servicestrade.ledger.phrases import phrases
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.errata import findings
from servicestrade.site.figures.html import writer_for
from servicestrade.site.nodes import GeneratedNode
from servicestrade.site.pages.written_last import WrittenLast, add_directive
from servicestrade.site.templating import render
from servicestrade.site.text.rule_words import OUTCOMES, evidence
from servicestrade.site.text.strings import Language, language_of, say

COLUMNS = ("kind", "rules", "holds", "chain", "fails")


class AuditRuleNode(GeneratedNode):
    """A rule with its numbers; its attribute ``rule`` is the rule's id."""


class RuleCountsNode(GeneratedNode):
    """The table of the rules by kind and verdict."""


class AuditRule(WrittenLast):
    """The directive ``audit-rule``."""

    node = AuditRuleNode
    required_arguments = 1

    def make_node(self) -> nodes.Element:
        """Make the node; an unknown rule is an error at the directive."""
        rule = self.arguments[0]
        if rule not in verdicts():
            raise self.error(str(unknown("rule", rule, verdicts())))
        return self.node(rule=rule)


class RuleCounts(WrittenLast):
    """The directive ``rule-counts``."""

    node = RuleCountsNode


def setup(app: Sphinx) -> None:
    """Register the directives and their nodes."""
    add_directive(app, "audit-rule", AuditRule, _rule_html)
    add_directive(app, "rule-counts", RuleCounts, _counts_html)


def counts_by_kind() -> dict[str, list[int]]:
    """Return the number of rules, and of each verdict, by kind of rule; frequent kinds first.

    Examples
    --------
    >>> all(number == sum(parts) for number, *parts in counts_by_kind().values())
    True
    """
    kinds = Counter(verdict.rule.kind for verdict in audited().verdicts)
    each = Counter((verdict.rule.kind, verdict.outcome) for verdict in audited().verdicts)
    order = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    return {kind: [kinds[kind], *(each[kind, outcome] for outcome in OUTCOMES)] for kind in order}


def _rule_html(app: Sphinx, page: str, node: AuditRuleNode) -> str:
    """Return a rule with its numbers."""
    rule = evidence(verdicts()[node["rule"]], writer_for(app, page))
    return render("rule.html", rule=rule)


def _counts_html(app: Sphinx, page: str, node: RuleCountsNode) -> str:
    """Return the table and the sentence about what the rules cover."""
    language = language_of(app.config.language)
    rows = counts_by_kind()
    every = Counter(verdict.outcome for verdict in audited().verdicts)
    totals = [every.total(), *(every[outcome] for outcome in OUTCOMES)]
    coverage = say(
        "counts_coverage",
        language,
        touched=_number(sum(id in verdicts_of() for id in ledger()), language),
        tied=_number(sum(_tied(id) for id in ledger()), language),
        all=_number(len(ledger()), language),
        findings=sum(bool(finding.rules) for finding in findings().values()),
        errata=len(findings()),
    )
    return render(
        "rule-counts.html",
        name=say("counts", language),
        columns=[say(f"counts_{name}", language) for name in COLUMNS],
        rows=[
            (phrases("rules")[kind][language], [_number(count, language) for count in counts])
            for kind, counts in rows.items()
        ],
        total=say("counts_total", language),
        totals=[_number(total, language) for total in totals],
        said=coverage,
    )


def _tied(id: str) -> bool:
    """Tell whether a rule relates a statistic to another one."""
    return any(len(verdict.rule.statistics) > 1 for verdict in verdicts_of().get(id, ()))


def _number(number: int, language: Language) -> str:
    return f"{number:,}" if language == "en" else str(number)
