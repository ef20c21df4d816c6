"""All that is known of one record or one code, to read in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from servicestrade.audit.rules import FAILS
from servicestrade.audit.verdicts import verdicts_of
from servicestrade.files.errors import UnknownError, shortened, unknown
from servicestrade.frames.lists import codes
from servicestrade.language.format import amount, format_record
from servicestrade.language.prose import without_links
from servicestrade.ledger.cards import card, coded_lines
from servicestrade.ledger.catalogue import record, records
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.provenance import provenance
from servicestrade.ledger.records import Record
from servicestrade.registers.errata import of_rule, of_statistic


@dataclass(frozen=True, repr=False)
class Description:
    """What is known of a record or a code; a notebook shows it as a table.

    Attributes
    ----------
    title : str
        What it is.
    lines : tuple of (str, str)
        The head and the text of each line; a head may occur more than once.
    """

    title: str
    lines: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Write the lines below the title, their texts in one column."""
        wide = max(len(head) for head, _ in self.lines)
        return "\n".join([self.title, *(f"  {head:<{wide}}  {text}" for head, text in self.lines)])

    def _repr_html_(self) -> str:
        return card(self.title, self.lines)


def describe(id: str) -> Description:
    """Tell what a record or a code is.

    Parameters
    ----------
    id : str
        The id of a record, or a code of any dimension.

    Returns
    -------
    Description
        Of a record: what it measures and its value in both languages, what it rests on and what
        rounding leaves open, where it stands, its codes with their names, its note, what is
        computed from it, how many rules that test it have which verdict, and what is wrong with
        it. Of a code: its names, its definition, its source and how many records have it.

    Raises
    ------
    UnknownError
        If there is neither a record nor a code of that name; the message names the nearest.

    Examples
    --------
    >>> import servicestrade as st
    >>> st.describe("cn-services-trade-exports-2021").lines[0]
    ('Value', 'USD 394.1 billion (3941亿美元)')
    """
    if isinstance(id, str) and id in records():
        return Description(record(id).label_en, tuple(_record_lines(record(id))))
    holders = [one for one in DIMENSIONS if one.codes and id in [*code_list(one.codes)]]
    if not holders:
        error = unknown("id or code", id, [*records(), *_all_codes()])
        raise UnknownError(f"{error}; st.search({shortened(id)!r}) looks for words")
    first = holders[0]
    row = code_list(first.codes)[id]
    counts = ((one.name, codes(one.name).set_index("code")["records"][id]) for one in holders)
    return Description(
        f"{row['name_en']} ({row['name_zh']})",
        (
            ("Code", f"{id}, in the list {first.codes}"),
            ("Definition", row["definition"]),
            ("Definition in Chinese", row["definition_zh"]),
            ("Source", row["source"]),
            ("Records", ", ".join(f"{count} with {name}={id!r}" for name, count in counts)),
        ),
    )


def _all_codes() -> Iterator[str]:
    for name in dict.fromkeys(CODE_LISTS.values()):
        yield from code_list(name)


def _record_lines(item: Record) -> Iterator[tuple[str, str]]:
    yield "Value", f"{format_record(item, 'en')} ({format_record(item, 'zh')})"
    yield "In Chinese", item.label_zh
    yield "Id", item.id
    yield "Basis", item.basis
    if item.interval.low != item.interval.high:
        finer = replace(item, decimals=item.decimals + 1)
        ends = (amount(replace(finer, value=end), "en") for end in item.interval)
        yield "Rounding leaves", " to ".join(ends)
    yield "Place", provenance(item, "en")
    if item.same_as:
        yield "Repeats", item.same_as
    if item.formula:
        yield "Formula", item.formula
        for id in dict.fromkeys(REFERENCE.findall(item.formula)):
            yield "Rests on", f"{id}: {format_record(record(id), 'en')}"
    if item.source_en:
        yield "Source", f"{item.source_en} {item.url}".strip()
    yield from coded_lines(item)
    if item.note_en:
        yield "Note", item.note_en
    used = [one.id for one in records().values() if f"{{{item.id}}}" in one.formula]
    if used:
        yield "Used for", ", ".join(used)
    rules = verdicts_of().get(item.id, ())
    if rules:
        outcomes = Counter(str(verdict.outcome) for verdict in rules)
        yield "Rules", ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
    failing = [one.rule.id for one in rules if one.outcome == FAILS]
    wrong = (*of_statistic(item.id), *(finding for rule in failing for finding in of_rule(rule)))
    for finding in {one.id: one for one in wrong}.values():
        yield "Finding", f"{finding.id} ({finding.severity}): {without_links(finding.title['en'])}"
