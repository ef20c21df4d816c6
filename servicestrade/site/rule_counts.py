"""What the method page shows of the rules: one with its numbers, and the counts of all.

A page of the book asks for a rule by the directive ``audit-rule`` with the rule's id, and for the
rules by kind and verdict and how much of the report they cover by ``rule-counts``.
"""

from collections import Counter

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from servicestrade.audit.rules import FAILS
from servicestrade.errata import audited, findings, rules_of, verdicts
from servicestrade.errors import unknown
from servicestrade.ledger import ledger
from servicestrade.site.errata_values import evidence
from servicestrade.site.figure_html import writer_for
from servicestrade.site.last import WrittenLast
from servicestrade.site.nodes import AuditRuleNode, RuleCountsNode, add
from servicestrade.site.page_checks import CHAIN, HOLDS
from servicestrade.site.strings import Language, language_of, say
from servicestrade.site.templating import render

COLUMNS = ("kind", "rules", "holds", "chain", "fails")

KINDS: dict[str, dict[Language, str]] = {
    "area_within": {
        "en": "A region is within its country or group",
        "zh": "地区不大于所属国家或组",
    },
    "at_least_one": {
        "en": "Each counted thing has at least one part",
        "zh": "每个单位至少对应一个",
    },
    "average": {"en": "Average is whole over number", "zh": "平均数等于总额除以个数"},
    "balance": {"en": "Balance is exports less imports", "zh": "差额等于出口减进口"},
    "bounds": {"en": "Lower end below upper end", "zh": "下限不高于上限"},
    "chained_growth": {"en": "Growth over two years", "zh": "两年累计增速"},
    "change": {"en": "Change is this year less last", "zh": "增减额等于两年之差"},
    "compound": {"en": "Average growth compounds to the value", "zh": "年均增速复合后与数值相符"},
    "contribution": {"en": "Contribution is gain over gain", "zh": "贡献率等于增量之比"},
    "counterpart_within": {
        "en": "A partner is within all partners",
        "zh": "单个伙伴不大于全部伙伴",
    },
    "falls": {"en": "What is said to fall falls", "zh": "所称下降确为下降"},
    "flow_total": {"en": "Trade is exports plus imports", "zh": "进出口等于出口加进口"},
    "flow_within": {"en": "One direction is within both", "zh": "单向不大于双向"},
    "gap": {"en": "Gap is one rate less the other", "zh": "增速差等于两增速之差"},
    "gaps_agree": {"en": "Rates less gaps give one rate", "zh": "各增速减去差距得同一增速"},
    "gdp": {"en": "Shares of GDP give one GDP", "zh": "各占比推得同一国内生产总值"},
    "growth": {"en": "Growth from two printed values", "zh": "增速与两年数值相符"},
    "growth_before": {"en": "Growth of the year before", "zh": "上年增速"},
    "growth_of_parts": {"en": "Growth of the whole from its parts", "zh": "总体增速由各部分推得"},
    "growth_of_sum": {"en": "Growth of trade from its flows", "zh": "进出口增速由两个流向推得"},
    "list": {"en": "A list has as many items as stated", "zh": "列举数目与所述相符"},
    "net_change": {"en": "New less gone is the change", "zh": "新增减退出等于增量"},
    "new_in_stock": {"en": "What is new is within the stock", "zh": "新增不大于存量"},
    "order": {"en": "Order as stated", "zh": "次序与所述相符"},
    "plausible": {"en": "Size is plausible", "zh": "数量级合理"},
    "quoted_twice": {"en": "One source, quoted in two places", "zh": "同一来源两处引用一致"},
    "rank": {"en": "Rank agrees with value", "zh": "位次与数值相符"},
    "rate_change": {"en": "Change of a rate", "zh": "增速变化"},
    "ratio": {"en": "Ratio of two printed values", "zh": "倍数与两个数值相符"},
    "repetition": {"en": "Printed again, the same", "zh": "重复出现的数字一致"},
    "rises": {"en": "What is said to rise rises", "zh": "所称上升确为上升"},
    "share": {"en": "Share is part over whole", "zh": "占比等于部分除以总体"},
    "share_chain": {"en": "Share of a share", "zh": "占比连乘"},
    "share_change": {"en": "Change of a share", "zh": "占比变化与增速相符"},
    "shares": {"en": "Shares add up to the whole", "zh": "各占比合计为整"},
    "shares_agree": {"en": "Parts over shares give one whole", "zh": "各部分除以占比得同一总体"},
    "shares_of_flows": {"en": "Shares of exports and imports", "zh": "出口、进口占比合计为整"},
    "subset": {"en": "A part is not larger than its whole", "zh": "部分不大于总体"},
    "sum": {"en": "Parts add up to the whole", "zh": "各部分之和等于总体"},
    "superlative": {"en": "“Most” and “fastest” as stated", "zh": "“最”与数值相符"},
    "threshold": {"en": "Above the threshold stated", "zh": "高于所述门槛"},
}
"""What each kind of rule says."""


class AuditRule(WrittenLast):
    """The directive ``audit-rule``."""

    node = AuditRuleNode
    required_arguments = 1

    def made(self) -> nodes.Element:
        """Make the node; a rule that is not there is an error where the page asks for it."""
        rule = self.arguments[0]
        if rule not in verdicts():
            raise self.error(str(unknown("rule", rule, verdicts())))
        return self.node(rule=rule)


class RuleCounts(WrittenLast):
    """The directive ``rule-counts``."""

    node = RuleCountsNode


def setup(app: Sphinx) -> None:
    """Register the directives and their nodes."""
    app.add_directive("audit-rule", AuditRule)
    app.add_directive("rule-counts", RuleCounts)
    add(app, AuditRuleNode, _visit_rule, None)
    add(app, RuleCountsNode, _visit_counts, None)


def table() -> dict[str, list[int]]:
    """Return for each kind of rule, the most frequent first, all rules and those by verdict.

    Examples
    --------
    >>> all(number == sum(parts) for number, *parts in table().values())
    True
    """
    kinds = Counter(verdict.rule.kind for verdict in audited().verdicts)
    each = Counter((verdict.rule.kind, verdict.outcome) for verdict in audited().verdicts)
    order = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    return {
        kind: [kinds[kind], *(each[kind, one] for one in (HOLDS, CHAIN, FAILS))] for kind in order
    }


def _visit_rule(translator: HTML5Translator, node: AuditRuleNode) -> None:
    """Write a rule with its numbers."""
    writer = writer_for(translator.builder.app, translator.docnames[-1])
    translator.body.append(render("rule.html", rule=evidence(verdicts()[node["rule"]], writer)))
    raise nodes.SkipNode


def _visit_counts(translator: HTML5Translator, node: RuleCountsNode) -> None:
    """Write the table and the sentence on what it covers."""
    language = language_of(translator.config.language)
    rows = table()
    said = say(
        "counts_coverage",
        language,
        touched=_number(sum(id in rules_of() for id in ledger()), language),
        all=_number(len(ledger()), language),
        findings=sum(bool(finding.rules) for finding in findings().values()),
        errata=len(findings()),
    )
    html = render(
        "rule-counts.html",
        name=say("counts", language),
        columns=[say(f"counts_{name}", language) for name in COLUMNS],
        rows=[
            (KINDS[kind][language], [_number(one, language) for one in counts])
            for kind, counts in rows.items()
        ],
        total=say("counts_total", language),
        totals=[_number(sum(column), language) for column in zip(*rows.values(), strict=True)],
        said=said,
    )
    translator.body.append(html)
    raise nodes.SkipNode


def _number(number: int, language: Language) -> str:
    return f"{number:,}" if language == "en" else str(number)
