"""The values of findings in words: as printed and as implied."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from servicestrade.language.format import amount
from servicestrade.ledger.catalogue import record
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.errata import NOTED, Finding, of_statistic
from servicestrade.site.addresses import to_finding
from servicestrade.site.text.record_text import interval_text, record_text
from servicestrade.site.text.strings import Language
from servicestrade.site.text.typography import typographic_html, unbroken
from servicestrade.site.text.writer import Writer

_UNIT = re.compile(r"^\+|\s*(?:%|pp|个百分点)$")


def implied(finding: Finding, id: str, language: Language) -> str:
    """Return what the rules imply for a statistic, to the printed digits; empty if nothing.

    Examples
    --------
    >>> from servicestrade.registers.errata import findings
    >>> shares = findings()["offshore-shares"]
    >>> implied(shares, "cn-outsourcing-contracts-offshore-2022-share", "en")
    '54.2%'
    """
    span = finding.implied.get(id)
    if span is None:
        return ""
    item = replace(record(id), interval=span, value=(span.low + span.high) / 2)
    return unbroken(interval_text(item, language) or amount(item, language))


def printed_and_implied(
    finding: Finding, writer: Writer, among: Collection[str] | None = None
) -> list[dict[str, object]]:
    """Return the statistics of a finding for which the rules imply another value, with both.

    Parameters
    ----------
    finding : Finding
    writer : Writer
        Knows the page and its language.
    among : collection of str, optional
        The ids to include; by default all.
    """
    return [
        {
            "label": typographic_html(record_text(id, writer.language).label, writer.language),
            "printed": writer.number(id, record_text(id, writer.language).value),
            "implied": implied(finding, id, writer.language),
        }
        for id in finding.statistics
        if id in finding.implied and (among is None or id in among)
    ]


def finding_notes(records: Iterable[str], writer: Writer) -> list[dict[str, object]]:
    """Return the serious findings about the records of a figure, with both values."""
    reported = [ledger()[id] for id in records if id in ledger()]
    # A finding about a number holds for its repetitions too.
    shown = {id for item in reported for id in (item.id, item.same_as)}
    findings = {finding.id: finding for item in reported for finding in of_statistic(item.id)}
    return [
        {
            "title": typographic_html(finding.title[writer.language], writer.language),
            "address": to_finding(writer.builder, writer.page, finding.id),
            "values": printed_and_implied(finding, writer, shown),
        }
        for finding in findings.values()
        if finding.severity in NOTED
    ]


def implied_instead(id: str, language: Language) -> str:
    """Return what the rules imply for a record, in words.

    Parameters
    ----------
    id : str
        Any record.
    language : {"en", "zh"}
        The language of the page.

    Returns
    -------
    str
        Empty if no serious finding has another value for it.

    Examples
    --------
    >>> implied_instead("west-outsourcing-executed-offshore-2022-growth", "en")
    '+10.8–10.9%'
    """
    item = ledger().get(id)
    if item is None:
        return ""
    for finding in of_statistic(id):
        known = id if id in finding.implied else item.same_as
        if finding.severity in NOTED and known in finding.implied:
            return implied(finding, known, language)
    return ""


def implied_in_table(id: str, language: Language) -> str:
    """Return the implied value of a percentage as a table shows it, without sign and unit.

    Examples
    --------
    >>> implied_in_table("west-outsourcing-executed-offshore-2022-growth", "en")
    '10.8–10.9'
    """
    item = ledger().get(id)
    percentage = item is not None and item.unit in ("PT", "PP")
    return _UNIT.sub("", implied_instead(id, language)) if percentage else ""
