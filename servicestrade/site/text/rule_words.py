"""Rules in words: what each kind says, a rule with its numbers, its verdict."""

from collections import Counter
from collections.abc import Callable, Collection
from fractions import Fraction

from markupsafe import Markup, escape

from servicestrade.audit.expressions import REFERENCE
from servicestrade.audit.rules import CHAIN, FAILS, HOLDS, Outcome, Rule, Verdict
from servicestrade.ledger.intervals import Interval
from servicestrade.ledger.statistics import ledger
from servicestrade.site.addresses import rules_page, to_page
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.writer import Writer

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
    "share_bound": {"en": "A share is at most all", "zh": "占比不超过100%"},
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

OUTCOMES: dict[Outcome, str] = {HOLDS: "holds", CHAIN: "chain", FAILS: "fails"}
"""What each verdict is called in the site's words and styles."""

_SIGNS = {" * ": " × ", " / ": " ÷ ", " - ": " − ", " <= ": " ≤ "}
_DIGITS = 3
"""Decimals beyond those of the target to which the sides of a rule are written."""


def count_rules(number: int, language: Language) -> str:
    """Say how many rules.

    Examples
    --------
    >>> count_rules(1, "en"), count_rules(5, "en"), count_rules(5, "zh")
    ('1 rule', '5 rules', '5条规则')
    """
    return say("rule" if number == 1 else "rules", language, count=number)


def counted(verdicts: Collection[Verdict], language: Language) -> str:
    """Say how many rules there are and what became of them.

    Examples
    --------
    >>> from servicestrade.audit.verdicts import rules_of
    >>> counted(rules_of()["cn-outsourcing-executed-offshore-2022-share-of-all"], "en")
    '1 rule, which cannot hold'
    >>> counted(rules_of()["cn-outsourcing-executed-2022"], "en")
    '3 rules: 2 hold, 1 cannot hold'
    """
    rules = count_rules(len(verdicts), language)
    each = Counter(verdict.outcome for verdict in verdicts)
    if len(verdicts) == 1:
        return say(f"one_{OUTCOMES[next(iter(each))]}", language, rules=rules)
    if set(each) == {HOLDS}:
        return say("all_hold", language, rules=rules)
    said = [
        say(f"{name}_{'one' if each[outcome] == 1 else 'some'}", language, count=each[outcome])
        for outcome, name in OUTCOMES.items()
        if each[outcome]
    ]
    separator = "，" if language == "zh" else ", "
    return f"{rules}{say('colon', language)}{separator.join(said)}"


Number = Callable[[str, str, Writer], Markup]


def as_number(id: str, value: str, writer: Writer) -> Markup:
    """Return a number as prose has it."""
    return writer.number(id, value)


def formula(rule: Rule, writer: Writer, number: Number = as_number) -> Markup:
    """Return a rule with its numbers as printed in the place of the ids.

    Parameters
    ----------
    rule : Rule
    writer : Writer
        Knows the page and its language.
    number : callable, optional
        Makes what stands for a number of its id and its value; by default a link as in prose.
    """
    text, result, end = rule.formula, Markup(), 0
    for sign, shown in _SIGNS.items():
        text = text.replace(sign, shown)
    for found in REFERENCE.finditer(text):
        value = record_text(found[1], writer.language).value.lstrip("+")
        result += escape(text[end : found.start()]) + number(found[1], value, writer)
        end = found.end()
    return result + escape(text[end:])


def to_rule(rule: Rule, writer: Writer) -> str:
    """Return the address of a rule: with the statistic that it is about."""
    page = rules_page(ledger()[rule.target].chapter)
    return to_page(writer.builder, writer.page, page, rule.id)


def evidence(verdict: Verdict, writer: Writer) -> dict[str, object]:
    """Return a rule: its id, its numbers, and how far its sides stay apart."""
    return {
        "id": verdict.rule.id,
        "address": to_rule(verdict.rule, writer),
        "formula": formula(verdict.rule, writer),
        "sides": sides(verdict, writer.language),
    }


def sides(verdict: Verdict, language: Language) -> str:
    """Say what both sides of a rule are, in the printed scale, and how far they stay apart."""
    item = ledger()[verdict.rule.target]
    scale = Fraction(10) ** item.unit_mult
    left, right = (
        _ends(Interval(side.low / scale, side.high / scale), item.decimals)
        for side in (verdict.left, verdict.right)
    )
    gap = _written(verdict.gap, item.decimals)
    return say("rule_sides", language, left=left, right=right, gap=gap)


def _ends(span: Interval, decimals: int) -> str:
    low, high = (_written(end, decimals) for end in span)
    return low if low == high else f"{low}\u2013{high}"


def _written(number: Fraction, decimals: int) -> str:
    """Write a number plainly, with as many decimals as tell a thousandth of the printed place."""
    text = f"{float(number):,.{decimals + _DIGITS}f}"
    return text.rstrip("0").rstrip(".").replace("-", "\u2212")
