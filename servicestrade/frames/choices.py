"""What a selection accepts: codes, patterns of codes and years; what it refuses, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache

from servicestrade.files.errors import UnknownError, shortened
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS
from servicestrade.ledger.labels import base_name
from servicestrade.ledger.records import BASES, Record


class EmptySelection(UserWarning):
    """Nothing was found; after a selection the message says which condition emptied it."""


Choice = str | int | Iterable[str | int] | None
"""One code, several, or None for any; an empty string asks for rows without a code."""

Test = Callable[[Record], bool]
Names = tuple[str, ...]
"""What a code is called, in English first; nothing for what has no name."""

_CALLED = ("name_en", "name_zh", "iso3", "m49")

OTHERS = ("basis", "chapter", "breakdown_has", "years")
"""What a selection can ask for besides the dimensions."""

_MEANT = {
    "area": (
        *("country", "countries", "economy", "economies", "geo", "geography", "location", "place"),
        *("province", "region", "regions", "reporter", "reportingeconomy", "refarea", "iso3"),
    ),
    "counterpart": (
        *("country", "countries", "economy", "economies", "counterpartarea", "counterpartiso3"),
        *("client", "destination", "market", "origin", "partner", "partnereconomy", "partners"),
    ),
    "period": ("date", "month", "time", "timeperiod", "year"),
    "years": ("end", "endperiod", "endyear", "start", "startperiod", "startyear", "year"),
    "indicator": ("series", "subject", "topic", "variable"),
    "breakdown": (
        *("category", "ebops", "industry", "item", "items", "part", "parts", "product", "sector"),
        *("sectors", "service", "services"),
    ),
    "flow": ("accountingentry", "direction", "exports", "imports", "tradeflow"),
    "measure": ("growth", "kind", "share", "type"),
    "unit": ("currency", "unitmeasure"),
    "status": ("obsstatus",),
    "base": ("denominator", "whole"),
    "basis": ("quality", "source"),
    "attributed_to": ("author", "organisation", "organization"),
    "order": ("orderby", "sort", "sortby"),
    "names": ("labels",),
    "exact": ("decimal",),
}
"""What users of wbgapi, sdmx1 and pandas may write for a keyword, in small letters alone."""

_OTHER_WAYS = {
    **dict.fromkeys(("id", "ids", "key", "record"), "points(ids)"),
    **dict.fromkeys(("label", "name", "q", "query", "text", "words"), "search(words)"),
}
"""What they may want that is another function's business."""

_MEANT_CODES = {"W0": "W1"}
"""SDMX's code of the world: its W1 is the rest of the world, as the definition of W1 here says."""

_NEAREST = 3
_NOT = "!"


def as_list(name: str, choice: Choice) -> list[str]:
    """Return a choice as a list of texts: ``2022`` as well as ``["2021", "2022"]``.

    Parameters
    ----------
    name : str
        What is chosen, for the error message.
    choice : Choice
        Numbers may be of any kind that is whole, such as those of numpy.

    Raises
    ------
    UnknownError
        If it is an empty list, or holds what is neither a text nor a whole number.

    Examples
    --------
    >>> as_list("period", 2022), as_list("period", range(2020, 2022)), as_list("area", "CN")
    (['2022'], ['2020', '2021'], ['CN'])
    """
    alone = isinstance(choice, str | bytes) or not isinstance(choice, Iterable)
    several = [choice] if alone else list(choice)  # type: ignore[arg-type]
    if not several:
        raise UnknownError(f"{name} is an empty list, which asks for nothing; leave it out for all")
    return [_text(name, one) for one in several]


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        whole = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, ArithmeticError):
        whole = None
    if whole is None or whole != value:
        raise UnknownError(f"{name}: {value!r} is no code; give texts or whole numbers")
    return str(whole)


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
            raise _unknown_keyword(keyword, [*known, "order", "names", "exact"])
    return {name: _test(name, choice) for name, choice in asked.items() if choice is not None}


def _unknown_keyword(keyword: str, known: Iterable[str]) -> UnknownError:
    """Make the error for a keyword: it names those of that meaning, else those spelt alike."""
    word = keyword.casefold().replace("_", "")
    if word in _OTHER_WAYS:
        return UnknownError(f"unknown keyword {shortened(keyword)!r}; use {_OTHER_WAYS[word]}")
    meant = [f"{name}=" for name, words in _MEANT.items() if word in words or word == name]
    if meant:
        return UnknownError(f"unknown keyword {shortened(keyword)!r}; use {' or '.join(meant)}")
    return _unknown("keyword", keyword, dict.fromkeys(known, ()))


def check_order(column: str) -> None:
    """Refuse a column that a selection cannot be ordered by."""
    known = [*(one.name for one in DIMENSIONS), "basis", "chapter", "value", "-value"]
    if column.removeprefix("-") not in known:
        raise _unknown("order", column, dict.fromkeys(known, ()))


def check_ignored(parts: Iterable[str]) -> None:
    """Refuse what is neither a scheme of breakdowns nor one of their codes."""
    known = known_codes("breakdown")
    schemes = {code.partition(":")[0]: () for code in known}
    for part in parts:
        if part not in known and part not in schemes:
            raise _unknown("part to ignore", part, {**schemes, **known})


def _test(name: str, choice: Choice) -> Test:
    if name == "years":
        first, last = _span(choice)
        return lambda item: item.period.isdigit() and first <= int(item.period) <= last
    column = "breakdown" if name == "breakdown_has" else name
    asked = as_list(name, choice)
    for one in asked:
        _check(column, one.removeprefix(_NOT))
    wanted = [canonical(column, one) for one in asked if not one.startswith(_NOT)]
    barred = [canonical(column, one[1:]) for one in asked if one.startswith(_NOT)]
    meets = _holds if name == "breakdown_has" else _matches

    def test(item: Record) -> bool:
        value = text_of(item, column)
        met = not wanted or any(meets(value, one) for one in wanted)
        return met and not any(meets(value, one) for one in barred)

    return test


def text_of(item: Record, column: str) -> str:
    """Return a column of a record as a text; what it lacks is empty."""
    value = getattr(item, column)
    return "" if value is None else str(value)


def _holds(value: str, patterns: str) -> bool:
    """Tell whether a breakdown has a part for each of some patterns."""
    return all(any(_matches(part, one) for part in value.split()) for one in patterns.split())


def _matches(value: str, pattern: str) -> bool:
    """Tell whether each part of a value matches its part of a pattern: a star spans no space."""
    if not _is_pattern(pattern):
        return value == pattern
    parts, wanted = value.split(), pattern.split()
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def _span(years: Choice) -> tuple[int, int]:
    found = as_list("years", years)
    if len(found) > len(("first", "last")) or not all(re.fullmatch(r"\d{4}", one) for one in found):
        raise UnknownError(f"years {years!r} are no span; write 2022, or the first and the last")
    first, last = int(found[0]), int(found[-1])
    if first > last:
        raise UnknownError(f"years {years!r}: the first is after the last; write them in order")
    return first, last


def canonical(name: str, wanted: str) -> str:
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
def known_codes(name: str) -> Mapping[str, Names]:
    """Return what a dimension can be asked for, each with its names."""
    if name == "basis":
        return dict.fromkeys(BASES, ())
    if name in CODE_LISTS:
        rows = code_list(CODE_LISTS[name])
        return {code: tuple(filter(None, map(row.get, _CALLED))) for code, row in rows.items()}
    values = sorted({text_of(item, name) for item in records().values()})
    if name == "base":
        return {one: (base_name(one, "en"), base_name(one, "zh")) for one in values}
    return dict.fromkeys(values, ())


def _unknown(kind: str, wanted: str, known: Mapping[str, Names]) -> UnknownError:
    meant = _MEANT_CODES.get(wanted.upper(), "")
    if meant and meant in known:
        definition = code_list(CODE_LISTS[kind])[meant]["definition"]
        return UnknownError(f"unknown {kind} {wanted!r}; use {meant}: {definition}")
    near = [" ".join([code, *known[code][:1]]) for code in nearest(wanted, known)]
    told = f"; nearest: {', '.join(near)}" if near else ""
    if kind == "period" and not near:
        told = "; write a year, a month or a span as 2022, 2022-06 or 2016/2022"
    return UnknownError(f"unknown {kind} {shortened(wanted)!r}{told}{_elsewhere(kind, wanted)}")


def _elsewhere(kind: str, wanted: str) -> str:
    """Say that another dimension has a code of the name that was asked for."""
    found = [
        f"{dimension}={code!r}"
        for dimension in ("indicator", "breakdown", "area", "flow", "measure")
        if CODE_LISTS[dimension] != CODE_LISTS.get(kind)
        for code, names in known_codes(dimension).items()
        if wanted.casefold() in [name.casefold() for name in names]
    ]
    return f"; or do you mean {' or '.join(found[:_NEAREST])}?" if found else ""


def nearest(wanted: str, known: Mapping[str, Names]) -> list[str]:
    """Return the codes nearest to what was asked for, by their names as well as by themselves.

    Parameters
    ----------
    wanted : str
        What is not among the codes.
    known : mapping of str to tuple of str
        The names of the codes.

    Examples
    --------
    >>> known = {"ebops:SC": ("Transport", "运输"), "ebops:SD": ("Travel", "旅行"), "tariff": ()}
    >>> nearest("travel", known), nearest("旅行", known), nearest("SC", known)
    (['ebops:SD'], ['ebops:SD'], ['ebops:SC'])
    """
    text = shortened(wanted).casefold()
    forms: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for code, names in known.items():
        for form in (code, code.partition(":")[2], *names):
            forms.setdefault(form.casefold(), code)
        words[code] = [form.casefold() for form in (code.partition(":")[2], *names)]
    named = [code for code, said in words.items() if text in said]
    named += [code for code, said in words.items() if any(text in one.split() for one in said)]
    named += [code for code, said in words.items() if text and any(text in one for one in said)]
    alike = get_close_matches(text, sorted(forms), n=_NEAREST, cutoff=0.5)
    found = [*named, *([] if named else (forms[one] for one in alike))]
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
