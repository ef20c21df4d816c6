"""Rules in words: the formula with its numbers, and the verdict."""

from collections import Counter
from collections.abc import Callable, Collection
from fractions import Fraction

from markupsafe import Markup, escape

from servicestrade.audit.rules import CHAIN, FAILS, HOLDS, Outcome, Rule, Verdict
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.intervals import Interval
from servicestrade.ledger.phrases import phrase
from servicestrade.ledger.statistics import ledger
from servicestrade.site.addresses import rules_page, to_page
from servicestrade.site.text.record_text import record_text
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.writer import Writer

OUTCOMES: dict[Outcome, str] = {HOLDS: "holds", CHAIN: "chain", FAILS: "fails"}
"""The name of each verdict in the site's phrases and styles."""

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


def count_verdicts(verdicts: Collection[Verdict], language: Language) -> str:
    """Say how many rules there are and how many of them hold.

    Examples
    --------
    >>> from servicestrade.audit.verdicts import verdicts_of
    >>> count_verdicts(verdicts_of()["cn-outsourcing-executed-offshore-2022-share-of-all"], "en")
    '1 rule, which cannot hold'
    >>> count_verdicts(verdicts_of()["cn-outsourcing-executed-2022"], "en")
    '3 rules: 2 hold, 1 cannot hold'
    """
    rules = count_rules(len(verdicts), language)
    each = Counter(verdict.outcome for verdict in verdicts)
    if len(verdicts) == 1:
        return say(f"one_{OUTCOMES[next(iter(each))]}", language, rules=rules)
    if set(each) == {HOLDS}:
        return say("all_hold", language, rules=rules)
    counts = [
        say(f"{name}_{'one' if each[outcome] == 1 else 'some'}", language, count=each[outcome])
        for outcome, name in OUTCOMES.items()
        if each[outcome]
    ]
    separator = phrase("punctuation", "comma", language)
    return f"{rules}{say('colon', language)}{separator.join(counts)}"


WriteNumber = Callable[[str, str, Writer], Markup]


def prose_number(id: str, value: str, writer: Writer) -> Markup:
    """Return a number as a link, as in prose."""
    return writer.number(id, value)


def formula(rule: Rule, writer: Writer, number: WriteNumber = prose_number) -> Markup:
    """Return the formula of a rule, with the printed numbers in place of the ids.

    Parameters
    ----------
    rule : Rule
    writer : Writer
        Knows the page and its language.
    number : callable, optional
        Makes the HTML of a number from its id and value; by default a link as in prose.
    """
    text, result, end = rule.formula, Markup(), 0
    for sign, shown in _SIGNS.items():
        text = text.replace(sign, shown)
    for match in REFERENCE.finditer(text):
        value = record_text(match[1], writer.language).value.lstrip("+")
        result += escape(text[end : match.start()]) + number(match[1], value, writer)
        end = match.end()
    return result + escape(text[end:])


def to_rule(rule: Rule, writer: Writer) -> str:
    """Return the address of a rule, on the page of rules with its target."""
    page = rules_page(ledger()[rule.target].chapter)
    return to_page(writer.builder, writer.page, page, rule.id)


def evidence(verdict: Verdict, writer: Writer) -> dict[str, object]:
    """Return a rule for the template: its id, its numbers, and the gap between its sides."""
    return {
        "id": verdict.rule.id,
        "address": to_rule(verdict.rule, writer),
        "formula": formula(verdict.rule, writer),
        "sides": sides(verdict, writer.language),
    }


def sides(verdict: Verdict, language: Language) -> str:
    """Say what both sides of a rule are, in the printed scale, and how far they are apart."""
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
    """Write a number plainly, to a thousandth of the printed place."""
    text = f"{float(number):,.{decimals + _DIGITS}f}"
    return text.rstrip("0").rstrip(".").replace("-", "\u2212")
