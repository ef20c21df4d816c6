"""Findings in words: values as printed and as implied, rules with their numbers."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from markupsafe import Markup, escape

from servicestrade.audit.rules import Rule, Verdict
from servicestrade.catalogue import record
from servicestrade.errata import NOTED, Finding, audited, of_statistic
from servicestrade.intervals import Interval
from servicestrade.ledger import ledger
from servicestrade.site.addresses import to_finding
from servicestrade.site.lines import interval, line
from servicestrade.site.strings import Language, say
from servicestrade.site.typography import unbroken, written
from servicestrade.site.words import Writer
from servicestrade.wording import amount

_REFERENCE = re.compile(r"\{([a-z0-9-]+)\}")
_SIGNS = {" * ": " × ", " / ": " ÷ ", " - ": " − ", " <= ": " ≤ "}
_UNIT = re.compile(r"^\+|\s*(?:%|pp|个百分点)$")
_DIGITS = 3
"""Decimals beyond those of the target to which the sides of a rule are written."""


def implied(finding: Finding, id: str, language: Language) -> str:
    """Return what the rules imply for a statistic, to the digits printed; empty without rules.

    Examples
    --------
    >>> from servicestrade.errata import findings
    >>> shares = findings()["offshore-shares"]
    >>> implied(shares, "cn-outsourcing-contracts-offshore-2022-share", "en")
    '54.2%'
    """
    span = finding.implied.get(id)
    if span is None:
        return ""
    item = replace(record(id), interval=span, value=(span.low + span.high) / 2)
    return unbroken(interval(item, language) or amount(item, language))


def values(
    finding: Finding, writer: Writer, among: Collection[str] | None = None
) -> list[dict[str, object]]:
    """Return the statistics of a finding of which the rules imply another value, with both.

    Parameters
    ----------
    finding : Finding
    writer : Writer
        Knows the page and its language.
    among : collection of str, optional
        The ids that are wanted; by default all.
    """
    return [
        {
            "label": written(line(id, writer.language).label, writer.language),
            "printed": writer.number(id, line(id, writer.language).value),
            "implied": implied(finding, id, writer.language),
        }
        for id in finding.statistics
        if id in finding.implied and (among is None or id in among)
    ]


def notes(records: Iterable[str], writer: Writer) -> list[dict[str, object]]:
    """Return what must be known of the records that a figure shows: findings, with both values."""
    reported = [ledger()[id] for id in records if id in ledger()]
    # What is said of a number holds wherever it is printed again.
    shown = {id for item in reported for id in (item.id, item.same_as)}
    found = {one.id: one for item in reported for one in of_statistic(item.id)}
    return [
        {
            "title": written(finding.title[writer.language], writer.language),
            "address": to_finding(writer.builder, writer.page, finding.id),
            "values": values(finding, writer, shown),
        }
        for finding in found.values()
        if finding.severity in NOTED
    ]


def in_table(id: str, language: Language) -> str:
    """Return what the rules imply for a percentage as a table shows it, without sign and unit.

    Parameters
    ----------
    id : str
        Any record.
    language : {"en", "zh"}
        The language of the page.

    Returns
    -------
    str
        Empty where no grave finding has another value for it.

    Examples
    --------
    >>> in_table("west-outsourcing-executed-offshore-2022-growth", "en")
    '10.8–10.9'
    """
    item = ledger().get(id)
    if item is None or item.unit not in ("PT", "PP"):
        return ""
    for finding in of_statistic(id):
        known = id if id in finding.implied else item.same_as
        if finding.severity in NOTED and known in finding.implied:
            return _UNIT.sub("", implied(finding, known, language))
    return ""


def count_rules(number: int, language: Language) -> str:
    """Say how many rules.

    Examples
    --------
    >>> count_rules(1, "en"), count_rules(5, "en"), count_rules(5, "zh")
    ('1 rule', '5 rules', '5条规则')
    """
    return say("rule" if number == 1 else "rules", language, count=number)


def formula(rule: Rule, writer: Writer) -> Markup:
    """Return a rule with its numbers as printed, each a link, in the place of the ids."""
    text, result, end = rule.formula, Markup(), 0
    for sign, shown in _SIGNS.items():
        text = text.replace(sign, shown)
    for found in _REFERENCE.finditer(text):
        value = line(found[1], writer.language).value.lstrip("+")
        result += escape(text[end : found.start()]) + writer.number(found[1], value)
        end = found.end()
    return result + escape(text[end:])


def evidence(verdict: Verdict, writer: Writer) -> dict[str, object]:
    """Return a rule: its id, its numbers, and how far its sides stay apart."""
    item = audited().statistics[verdict.rule.target]
    scale = Fraction(10) ** item.unit_mult
    left, right = (
        _ends(Interval(side.low / scale, side.high / scale), item.decimals)
        for side in (verdict.left, verdict.right)
    )
    gap = _written(verdict.gap, item.decimals)
    return {
        "id": verdict.rule.id,
        "formula": formula(verdict.rule, writer),
        "sides": say("rule_sides", writer.language, left=left, right=right, gap=gap),
    }


def _ends(span: Interval, decimals: int) -> str:
    low, high = (_written(end, decimals) for end in span)
    return low if low == high else f"{low}\u2013{high}"


def _written(number: Fraction, decimals: int) -> str:
    """Write a number plainly, with as many decimals as tell a thousandth of the printed place."""
    text = f"{float(number):,.{decimals + _DIGITS}f}"
    return text.rstrip("0").rstrip(".").replace("-", "\u2212")
