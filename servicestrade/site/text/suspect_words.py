"""The suspects of a finding in words: which numbers could be wrong, and what they would be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from markupsafe import Markup

from servicestrade.audit.hints import Hint
from servicestrade.audit.rules import Rule, connected
from servicestrade.audit.suspects import Sets, Suspect, sets_of_rules
from servicestrade.audit.verdicts import verdicts
from servicestrade.language.format import amount
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.intervals import Interval
from servicestrade.ledger.phrases import phrase
from servicestrade.registers.errata import Finding, findings
from servicestrade.site.addresses import to_finding
from servicestrade.site.text.record_text import interval_text, record_text
from servicestrade.site.text.strings import Language, say
from servicestrade.site.text.typography import typographic_html, unbroken
from servicestrade.site.text.writer import Writer


@cache
def failing_groups() -> tuple[tuple[Rule, ...], ...]:
    """Return the rules that are evidence of findings, in groups that share statistics."""
    rules = dict.fromkeys(rule for finding in findings().values() for rule in finding.rules)
    return tuple(map(tuple, connected([verdicts()[rule].rule for rule in rules])))


def suspect_ids(finding: Finding) -> Iterator[str]:
    """Yield the ids of all suspects of the rules that a finding explains."""
    for group in failing_groups():
        if any(rule.id in finding.rules for rule in group):
            yield from (suspect.id for members in sets_of_rules(group) for suspect in members)


def suspect_groups(finding: Finding, writer: Writer) -> list[dict[str, object]]:
    """Return each group of failing rules that a finding explains, with its sets of suspects.

    Parameters
    ----------
    finding : Finding
    writer : Writer
        Knows the page and its language.
    """
    entries: list[dict[str, object]] = []
    for group in failing_groups():
        names = {rule.id for rule in group}
        if names.isdisjoint(finding.rules):
            continue
        sets = sets_of_rules(group)
        others = [
            other
            for other in findings().values()
            if other != finding and not names.isdisjoint(other.rules)
        ]
        entries.append(
            {
                "title": say("suspects", writer.language, count=_counted(sets, writer.language)),
                "others": [_link(other, writer) for other in others],
                "sets": [[_suspect(suspect, writer) for suspect in members] for members in sets],
            }
        )
    return entries


def _counted(sets: Sets, language: Language) -> str:
    if not sets:
        return "0"
    size = len(sets[0])
    if size > 1:
        return say("suspect_sets", language, count=len(sets), size=size)
    return say("suspect" if len(sets) == 1 else "some_suspects", language, count=len(sets))


def _link(finding: Finding, writer: Writer) -> Markup:
    address = to_finding(writer.builder, writer.page, finding.id)
    title = typographic_html(finding.title[writer.language], writer.language)
    return Markup('<a href="{}">{}</a>').format(address, title)


def _suspect(suspect: Suspect, writer: Writer) -> Mapping[str, object]:
    """Return a suspect: label, printed value, what it would have to be, and likely slips."""
    language = writer.language
    text = record_text(suspect.id, language)
    slips = [_slip(hint, suspect.id, language) for hint in suspect.hints]
    return {
        "label": typographic_html(text.label, language),
        "printed": writer.number(suspect.id, text.value),
        "needed": _needed(suspect, language),
        "slips": phrase("punctuation", "semicolon", language).join(slips),
    }


def _slip(hint: Hint, id: str, language: Language) -> str:
    meant = ""
    if hint.meant:
        value = Decimal(hint.meant)
        places = max(record(id).decimals, -int(value.as_tuple().exponent))
        meant = amount(replace(record(id), value=Fraction(value), decimals=places), language)
    return unbroken(say(f"slip_{hint.slip}", language, meant=meant))


def _needed(suspect: Suspect, language: Language) -> str:
    """Say what a suspect would have to be, to one digit more than is printed."""
    item = record(suspect.id)
    item = replace(item, decimals=item.decimals + 1, qualifier="exact")
    low, high = (None if end is None else Fraction(end) for end in (suspect.low, suspect.high))
    if low is None:
        return say(
            "or_less", language, high=amount(replace(item, value=high or Fraction(0)), language)
        )
    if high is None:
        return say("or_more", language, low=amount(replace(item, value=low), language))
    middle = replace(item, interval=Interval(low, high), value=(low + high) / 2)
    return unbroken(interval_text(middle, language) or amount(middle, language))
