"""What a selection accepts: codes, patterns of codes and years; what it refuses, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache

from servicestrade.files.errors import UnknownError
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS
from servicestrade.ledger.labels import base_name
from servicestrade.ledger.records import BASES, Record

Choice = str | int | Iterable[str | int] | None
"""One code, several, or None for any; an empty string asks for rows without a code."""

Test = Callable[[Record], bool]

OTHERS = ("basis", "chapter", "breakdown_has", "years")
"""What a selection can ask for besides the dimensions."""

_NEAREST = 3
_NOT = "!"


def as_list(choice: Choice) -> list[str]:
    """Return a choice as a list of texts: ``2022`` as well as ``["2021", "2022"]``.

    Examples
    --------
    >>> as_list(2022), as_list(range(2020, 2022)), as_list("CN")
    (['2022'], ['2020', '2021'], ['CN'])
    """
    if choice is None:
        return []
    several = [choice] if isinstance(choice, str | int) else list(choice)
    return [str(one) for one in several]


def conditions(asked: Mapping[str, Choice]) -> dict[str, Test]:
    """Return the test of each condition of a selection.

    Parameters
    ----------
    asked : mapping of str to Choice
        Dimensions, and the names in `OTHERS`; what is None asks for nothing.

    Raises
    ------
    UnknownError
        If a keyword, code, period or base is not known; the message names the nearest.
    """
    known = [*(one.name for one in DIMENSIONS), *OTHERS]
    for keyword in asked:
        if keyword not in known:
            raise _unknown("keyword", keyword, dict.fromkeys(known, ""))
    return {name: _test(name, choice) for name, choice in asked.items() if choice is not None}


def check_order(column: str) -> None:
    """Refuse a column that a selection cannot be ordered by."""
    known = [*(one.name for one in DIMENSIONS), "basis", "chapter", "value", "-value"]
    if column not in known:
        raise _unknown("order", column, dict.fromkeys(known, ""))


def _test(name: str, choice: Choice) -> Test:
    if name == "years":
        first, last = _span(choice)
        return lambda item: item.period.isdigit() and first <= int(item.period) <= last
    column = "breakdown" if name == "breakdown_has" else name
    asked = as_list(choice)
    for one in asked:
        _check(column, one.removeprefix(_NOT))
    wanted = [_canonical(column, one) for one in asked if not one.startswith(_NOT)]
    barred = [_canonical(column, one[1:]) for one in asked if one.startswith(_NOT)]

    def test(item: Record) -> bool:
        value = str(getattr(item, column))
        values = value.split() if name == "breakdown_has" else [value]
        return (not wanted or _meets(values, wanted)) and not _meets(values, barred)

    return test


def _meets(values: Iterable[str], patterns: Sequence[str]) -> bool:
    return any(_matches(value, one) for value in values for one in patterns)


def _matches(value: str, pattern: str) -> bool:
    """Tell whether each part of a value matches its part of a pattern: a star spans no space."""
    if not _is_pattern(pattern):
        return value == pattern
    parts, wanted = value.split(), pattern.split()
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def _span(years: Choice) -> tuple[int, int]:
    found = as_list(years)
    if not found or not all(re.fullmatch(r"\d{4}", one) for one in found):
        raise UnknownError(f"years {years!r} are no years; write 2022, or (2016, 2022)")
    return int(found[0]), int(found[-1])


def _canonical(name: str, wanted: str) -> str:
    """Put the parts of a breakdown in the order in which the ledger joins them."""
    return " ".join(sorted(wanted.split())) if name == "breakdown" else wanted


def _check(name: str, wanted: str) -> None:
    known = known_codes(name)
    for part in wanted.split() if name == "breakdown" else [wanted]:
        if part and part not in known and not (_is_pattern(part) and _any(known, part)):
            raise _unknown(name, part, known)


def _is_pattern(wanted: str) -> bool:
    return any(sign in wanted for sign in "*?[")


def _any(known: Iterable[str], pattern: str) -> bool:
    return any(fnmatchcase(one, pattern) for one in known)


@cache
def known_codes(name: str) -> Mapping[str, str]:
    """Return what a dimension can be asked for, each with its English name or an empty string."""
    if name == "basis":
        return dict.fromkeys(BASES, "")
    if name in CODE_LISTS:
        return {code: row["name_en"] for code, row in code_list(CODE_LISTS[name]).items()}
    values = {str(getattr(item, name)) for item in records().values()} - {"None"}
    return {one: base_name(one, "en") if name == "base" else "" for one in sorted(values)}


def _unknown(kind: str, wanted: str, known: Mapping[str, str]) -> UnknownError:
    near = [f"{code} {known[code]}".strip() for code in nearest(wanted, known)]
    told = f"; nearest: {', '.join(near)}" if near else ""
    if kind == "period" and not near:
        told = "; write a year, a month or a span as 2022, 2022-06 or 2016/2022"
    return UnknownError(f"unknown {kind} {wanted!r}{told}{_elsewhere(kind, wanted)}")


def _elsewhere(kind: str, wanted: str) -> str:
    """Say that another dimension has a code of the name that was asked for."""
    found = [
        f"{dimension}={code!r}"
        for dimension in ("indicator", "breakdown", "area", "flow", "measure")
        if dimension != kind
        for code, said in known_codes(dimension).items()
        if said.casefold() == wanted.casefold()
    ]
    return f"; or do you mean {' or '.join(found[:_NEAREST])}?" if found else ""


def nearest(wanted: str, known: Mapping[str, str]) -> list[str]:
    """Return the codes nearest to what was asked for, by their names as well as by themselves.

    Parameters
    ----------
    wanted : str
        What is not among the codes.
    known : mapping of str to str
        The names of the codes.

    Examples
    --------
    >>> nearest("travel", {"ebops:SC": "Transport", "ebops:SD": "Travel", "tariff": ""})
    ['ebops:SD']
    """
    text = wanted.casefold()
    by_name = [code for code, said in known.items() if text in said.casefold().split()]
    by_name += [code for code, said in known.items() if text and text in said.casefold()]
    forms: dict[str, str] = {}
    for code, said in known.items():
        for form in (code, code.partition(":")[2], said):
            forms.setdefault(form.casefold(), code)
    alike = get_close_matches(text, sorted(forms), n=_NEAREST, cutoff=0.5)
    found = [*by_name, *([] if by_name else (forms[one] for one in alike))]
    return list(dict.fromkeys(found))[:_NEAREST]


def emptied(
    rows: Iterable[Record], tests: Mapping[str, Test]
) -> Iterator[tuple[str, list[Record]]]:
    """Yield the conditions without which a selection would not be empty, and what it then has."""
    items = list(rows)
    for name in tests:
        others = [test for key, test in tests.items() if key != name]
        kept = [item for item in items if all(test(item) for test in others)]
        if kept:
            yield name, kept
