"""Check cells of tables for what spreadsheets and input methods do to numbers, codes and dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

Field = Mapping[str, Any]
"""A column as ``data/datapackage.json`` describes it: name, type and constraints."""

_PERIODS = ("period", "base_period")

_UNSEEN = re.compile(
    # control characters, unusual spaces, zero-width marks, private and invalid characters
    r"[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_SPACES = re.compile(r"^ | $|  ")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|#+)|Err:\d+")
_FORMULA = re.compile(r'=\s*"?([^"]*)"?')

_TYPES = {
    "integer": (re.compile(r"-?(?:0|[1-9][0-9]*)"), "a whole number"),
    "number": (re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"), "a number"),
    "boolean": (re.compile(r"true|false"), "true or false"),
}
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = re.compile(
    rf"(?:{_MONTHS})[a-z]*[- ]\d{{2,4}}|\d{{1,4}}[- ](?:{_MONTHS})[a-z]*(?:[- ]\d{{2,4}})?|"
    r"\d{1,4}([/.])\d{1,2}\1\d{1,4}|\d{4}[/.](?:0?[1-9]|1[0-2])|[0-9]+年.*",
    re.IGNORECASE,
)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMBERS = (
    (
        re.compile(r"-?\d{1,3}(?:[,'\u2019 ]\d{3})+(?:\.\d+)?"),
        "has separators of thousands; write the digits without them",
    ),
    (re.compile(r"-?\d+,\d+"), "has a decimal comma; write a point"),
    (
        re.compile(r"-?\d+(?:\.\d+)?[eE][+-]?\d+"),
        "was rewritten by a spreadsheet, which may have dropped digits; enter it as printed",
    ),
    (_DATE, "is a date that a spreadsheet made; enter the number as printed"),
    (
        re.compile(r".*[%\u2030]"),
        "has a per cent sign; write the number alone",
    ),
    (
        re.compile(r"\(.*\)|[+\u2212\u2013\u2014].*"),
        "has a sign in another form; write a hyphen before a negative number only",
    ),
)


def cell_fault(text: str, field: Field) -> str:
    """Return what is wrong with a cell and how to mend it, or an empty string.

    Parameters
    ----------
    text : str
        The cell.
    field : mapping
        The column, as ``datapackage.json`` describes it.

    Examples
    --------
    >>> cell_fault("1,689.0", {"name": "value", "type": "number"})
    "'1,689.0' has separators of thousands; write the digits without them"
    >>> cell_fault("1689.0", {"name": "value", "type": "number"})
    ''
    """
    limits = field.get("constraints", {})
    if not text:
        return "is empty; fill it in" if limits.get("required") else ""
    if fault := character_fault(text) or _spreadsheet(text):
        return fault
    if field["name"] in _PERIODS:
        return _period(text)
    if field["type"] in _TYPES and (fault := _typed(text, field["type"])):
        return fault
    return _limited(text, limits)


def character_fault(text: str) -> str:
    """Return a message about invisible or full-width characters in a text, or an empty string.

    Examples
    --------
    >>> character_fault("\uff18.3%")
    "'８.3%' has full-width digits or letters; write '8.3%'"
    """
    if match := _UNSEEN.search(text):
        mark = match[0]
        named = {"\n": "a line break", "\t": "a tab"}.get(mark)
        name = named or unicodedata.name(mark, "a control character").lower()
        return (
            f"{ascii(text) if len(text) < 80 else 'the text'} holds {name} (U+{ord(mark):04X}); "
            "delete it, or write a plain space"
        )
    if _FULL_WIDTH.search(text):
        return (
            f"{text!r} has full-width digits or letters; write "
            f"{unicodedata.normalize('NFKC', text)!r}"
        )
    return ""


def _spreadsheet(text: str) -> str:
    if _SPACES.search(text):
        return f"{text!r} begins or ends with a space, or has two together; delete them"
    if _ERROR.fullmatch(text):
        return f"{text!r} is an error of a spreadsheet; enter the value anew"
    if text.startswith("="):
        inner = _FORMULA.fullmatch(text)
        return f"{text!r} is a formula of a spreadsheet; write {inner[1] if inner else ''!r} alone"
    if text.startswith("'"):
        return f"{text!r} begins with the apostrophe of a spreadsheet; write {text[1:]!r}"
    return ""


def _typed(text: str, kind: str) -> str:
    pattern, what = _TYPES[kind]
    if pattern.fullmatch(text):
        return ""
    if kind == "boolean":
        known = text.lower() in ("true", "false")
        return f"{text!r} must be true or false" + (", in small letters" if known else "")
    for damaged, says in _NUMBERS:
        if damaged.fullmatch(text):
            return f"{text!r} {says}"
    return f"{text!r} is not {what}; compare it with the report and write its digits"


def _period(text: str) -> str:
    ends = text.split("/")
    if _DATE.fullmatch(text) or len(ends) > 2 or not all(map(_DAY.fullmatch, ends)):
        return (
            f"{text!r} is not a period; write a year, month or day by ISO 8601, 2022, 2022-06 or "
            "2022-06-30, or two of them as 2016/2022"
        )
    days = []
    for end in ends:
        year, month, day = (int(part or 1) for part in _day(end))
        try:
            days.append(date(year, month, day))
        except ValueError:
            return f"{text!r}: there is no {end}; write a month from 01 to 12 and a day it has"
    if len(days) == 2 and days[0] >= days[1]:
        return f"{text!r} ends before it begins; write the earlier year first"
    return ""


def _day(text: str) -> tuple[str | None, ...]:
    match = _DAY.fullmatch(text)
    return match.groups() if match else ()


def _limited(text: str, limits: Mapping[str, Any]) -> str:
    if "enum" in limits and text not in limits["enum"]:
        return f"{text!r} must be one of {', '.join(limits['enum'])}"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], text, re.ASCII):
        return f"{text!r} is not of the form {limits['pattern']}"
    if len(text) > limits.get("maxLength", len(text)):
        return f"{text!r} is longer than {limits['maxLength']} characters"
    low, high = limits.get("minimum"), limits.get("maximum")
    if (low is not None and int(text) < low) or (high is not None and int(text) > high):
        return f"{text} lies outside {low} to {'any' if high is None else high}"
    return ""
