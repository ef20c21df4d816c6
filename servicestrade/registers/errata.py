"""The register of errata, ``data/errata.yml``: what is wrong in the report, as printed.

A finding is a human judgement. The rules are its evidence; a printed value is never changed for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from servicestrade.files.errors import DataError, unknown
from servicestrade.files.yaml_registers import read_register
from servicestrade.ledger.intervals import Interval
from servicestrade.ledger.phrases import Bilingual
from servicestrade.ledger.statistics import ledger

KINDS = ("misprint", "carried-over", "rounding", "scope", "wording", "extraction")
SEVERITIES = ("major", "moderate", "minor")
NOTED = frozenset({"major", "moderate"})
"""The severities of which whoever uses a number must know."""

_FILE = "errata.yml"


@dataclass(frozen=True)
class Place:
    """Where a finding stands: chapters by number and, of wording, the printed words."""

    chapters: tuple[int, ...]
    quote: str = ""


@dataclass(frozen=True)
class Finding:
    """A finding on the report.

    Attributes
    ----------
    id : str
        Its id and permanent anchor.
    kind, severity, confidence : str
        ``errata.schema.json`` names and explains the values.
    place : Place
        Where it stands.
    statistics : tuple of str
        The ids of the statistics concerned; empty where only words are.
    title, text, decision, reason : mapping
        What is wrong; what is printed and what follows from the rest; how this edition reads it
        and why; with ``en`` and ``zh``, the text with links.
    rules : tuple of str
        The ids of the failing rules that are its evidence.
    implied : mapping of str to Interval
        What the rules imply, by statistic, in the printed scale.
    unruled : mapping
        Why no rule fails, where none does; else empty.
    source : mapping
        The document that it rests on beside the report, with ``url`` where it was read; else empty.
    """

    id: str
    kind: str
    severity: str
    confidence: str
    place: Place
    statistics: tuple[str, ...]
    title: Bilingual
    text: Bilingual
    decision: Bilingual
    reason: Bilingual
    rules: tuple[str, ...] = ()
    implied: Mapping[str, Interval] = field(default_factory=dict)
    unruled: Bilingual = field(default_factory=dict)
    source: Bilingual = field(default_factory=dict)

    @property
    def chapter(self) -> int:
        """The chapter that it is listed under."""
        return self.place.chapters[0]


@cache
def findings() -> Mapping[str, Finding]:
    """Return the findings by id, in the order of the file, which is that of the report.

    Raises
    ------
    DataError
        If an entry lacks a field or two have one id.
    UnknownError
        If a finding names a statistic that is not in the ledger.

    Examples
    --------
    >>> findings()["offshore-shares"].kind
    'carried-over'
    """
    found = map(_read, read_register(_FILE)["findings"])
    return MappingProxyType({finding.id: finding for finding in found})


def _read(entry: Mapping[str, Any]) -> Finding:
    values = dict(entry)
    values["place"] = Place(tuple(entry["place"]["chapters"]), entry["place"].get("quote", ""))
    for name in ("statistics", "rules"):
        values[name] = tuple(entry.get(name, ()))
    try:
        values["implied"] = {
            id: Interval(*(Fraction(str(end)) for end in ends))
            for id, ends in entry.get("implied", {}).items()
        }
    except ValueError as error:
        raise DataError(
            f"{_FILE}, {entry['id']}: {error}; write the lower end of what is implied first"
        ) from None
    finding = Finding(**values)
    for id in (*finding.statistics, *finding.implied):
        if id not in ledger():
            raise unknown(f"statistic in {_FILE}", id, ledger())
    return finding


@cache
def _by_statistic() -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings().values():
        for id in finding.statistics:
            found[id].append(finding)
    for item in ledger().values():
        # A number that is printed again shares what is said of its first printing.
        if item.same_as in found:
            found[item.id] += [one for one in found[item.same_as] if one not in found[item.id]]
    return MappingProxyType({id: tuple(items) for id, items in found.items()})


def of_statistic(id: str) -> tuple[Finding, ...]:
    """Return the findings that concern a statistic, or the first printing of it.

    Examples
    --------
    >>> [finding.id for finding in of_statistic("cn-revenue-software-2022-ch8-3")]
    ['software-revenue-unit']
    """
    return _by_statistic().get(id, ())


@cache
def _by_rule() -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings().values():
        for rule in finding.rules:
            found[rule].append(finding)
    return MappingProxyType({rule: tuple(items) for rule, items in found.items()})


def of_rule(id: str) -> tuple[Finding, ...]:
    """Return the findings that a failing rule is evidence of.

    Examples
    --------
    >>> [finding.id for finding in of_rule("share:cn-outsourcing-contracts-offshore-2022-share")]
    ['offshore-shares']
    """
    return _by_rule().get(id, ())


def of_chapter(number: int) -> tuple[Finding, ...]:
    """Return the findings of a chapter of the report."""
    return tuple(one for one in findings().values() if number in one.place.chapters)
