"""Read a number out of prose and compare it with its record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from servicestrade.language.format import CURRENCIES, format_record, fractions
from servicestrade.language.scales import scale_words
from servicestrade.ledger.records import Record

_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_DENSITY = re.compile(r"\bper \d[\d,]* \w+|每[百千万亿]+")
_EN_WORDS = {
    "a third": Fraction(1, 3),
    "a quarter": Fraction(1, 4),
    "a fifth": Fraction(1, 5),
    **{
        word: Fraction(n)
        for n, word in enumerate(
            [
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ],
            start=10,
        )
    },
    "a thousand": Fraction(1000),
    "ten thousand": Fraction(10000),
    "quadruple": Fraction(4),
    "double digit": Fraction(10),
    "double digits": Fraction(10),
    "doubled": Fraction(2),
    "doubles": Fraction(2),
    "double": Fraction(2),
    "twice": Fraction(2),
    **{
        word: Fraction(n)
        for n, words in enumerate(
            (
                "one first",
                "two second",
                "three third",
                "four fourth",
                "five fifth",
                "six sixth",
                "seven seventh",
                "eight eighth",
                "nine ninth",
            ),
            start=1,
        )
        for word in words.split()
    },
}
_ZH_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}
_ZH_NUMBER = "[一二两三四五六七八九十]"
_ZH_PATTERNS = (
    (re.compile(rf"({_ZH_NUMBER})分之({_ZH_NUMBER})"), "fraction"),
    (re.compile(rf"千分之({_ZH_NUMBER})"), "permille"),
    (re.compile(rf"({_ZH_NUMBER})成"), "tenths"),
    (re.compile(r"翻一番"), "double"),
    (re.compile(r"翻两番"), "fourfold"),
    (re.compile(r"半壁江山|一半|半数"), "half"),
    (re.compile(r"两位数"), "ten"),
    (re.compile(r"十万亿"), "ten trillion"),
    (re.compile(r"千亿"), "hundred billion"),
    (re.compile(r"百亿"), "ten billion"),
    (re.compile(r"上万"), "ten thousand"),
    (re.compile(r"上千"), "thousand"),
    (re.compile(rf"({_ZH_NUMBER})"), "digit"),
)
_NEGATIVE = re.compile(
    r"\b(fell|fall|falls|falling|fallen|down|decline[ds]?|declining|dropp?(?:ed|s|ing)?|"
    r"lost|loses?|losing|lower|below|behind|less|fewer|shrank|shrunk|shrink\w*|contracted|"
    r"minus|decrease[ds]?|slower|slowed|cut|narrowed|shed)\b|[\u2212]|(?<![\d\w])-(?=\d)"
    r"|下降|减少|降低|低于|低|回落|收窄|缩减|负|跌|下滑|降"
)
_UNDER = re.compile(r"\b(?:less|fewer|lower) than\b|低于|不足")
_UNITS = {
    "PT": re.compile(r"%|per ?cent\b|％"),
    "PP": re.compile(r"\bpoints?\b|\bpp\b|百分点"),
    "USD": re.compile(r"\bUSD\b|\$|美元"),
    "CNY": re.compile(r"\bCNY\b|\bRMB\b|¥|\byuan\b|(?<![美欧日港])元"),
    "HKD": re.compile(r"\bHKD\b|港元"),
    "JPY": re.compile(r"\bJPY\b|\byen\b|日元"),
    "EUR": re.compile(r"\bEUR\b|€|\beuros?\b|欧元"),
    "X": re.compile(
        r"\btimes\b|fold\b|\btwice\b|\bdoubled?s?\b(?![ -]digit)|\bmultiple\b|\btripled?\b"
        r"|\bquadruple[ds]?\b|倍|番"
    ),
}
_POINTS = re.compile(r"percentage points?|\bpp\b|百分点")
_DURATIONS = {
    "a": re.compile(r"\byears?\b|年|岁|\bage\b|\baged\b"),
    "d": re.compile(r"(?<!working )\bdays?\b|天"),
    "h": re.compile(r"\bhours?\b|小时"),
    "min": re.compile(r"\bminutes?\b|分钟"),
    "workday": re.compile(r"\bworking days?\b|工作日"),
    "m2": re.compile(r"square met|平方米"),
}


@dataclass(frozen=True)
class ProseNumber:
    """A number as prose shows it: its size, the unit of its last digit, its decimals.

    In words it has no digits: `step` is 0.
    """

    value: Fraction
    step: Fraction
    decimals: int = 0

    @property
    def in_words(self) -> bool:
        """Whether the number is written in words."""
        return not self.step


def read_number(text: str) -> ProseNumber | None:
    """Read the one number of a link text, without sign.

    Parameters
    ----------
    text : str
        Such as ``"USD 889.11 billion"``, ``"下降5.3%"``, ``"two thirds"``, ``"翻一番"``.

    Returns
    -------
    ProseNumber or None
        None where the text holds no number, or more than one in digits.

    Examples
    --------
    >>> read_number("USD 1.5 billion")
    ProseNumber(value=Fraction(1500000000, 1), step=Fraction(100000000, 1), decimals=1)
    >>> read_number("七成").value
    Fraction(7, 10)
    """
    text = _DENSITY.sub("", text)
    found = list(_DIGITS.finditer(text))
    if len(found) > 1:
        return None
    if found:
        digits = found[0][0].replace(",", "")
        decimals = len(digits.partition(".")[2])
        scale = 10 ** _scale(text[found[0].end() :])
        return ProseNumber(Fraction(digits) * scale, Fraction(scale, 10**decimals), decimals)
    value = _words(text)
    return None if value is None else ProseNumber(value, Fraction(0))


def _scale(after: str) -> int:
    for word, power in scale_words().items():
        if re.match(rf"[\s\u00a0]*(?:多|余)?{word}", after):
            return power
    return 0


def _words(text: str) -> Fraction | None:
    lower = text.lower().replace("-", " ")
    english = _EN_WORDS | {words["en"]: value for value, words in fractions().items()}
    for word in sorted(english, key=len, reverse=True):
        if re.search(rf"\b{re.escape(word)}\b", lower):
            rest = lower.replace(word, " ", 1)
            scale = next((p for w, p in scale_words().items() if w.isascii() and w in rest), 0)
            return english[word] * Fraction(10**scale)
    for pattern, kind in _ZH_PATTERNS:
        match = pattern.search(text)
        if match:
            return _zh_value(kind, match)
    return None


def _zh_value(kind: str, match: re.Match[str]) -> Fraction:
    numbers = [Fraction(_ZH_DIGITS[g]) for g in match.groups()]
    fixed = {
        "double": Fraction(2),
        "fourfold": Fraction(4),
        "half": Fraction(1, 2),
        "ten": Fraction(10),
        "ten trillion": Fraction(10**13),
        "hundred billion": Fraction(10**11),
        "ten billion": Fraction(10**10),
        "ten thousand": Fraction(10**4),
        "thousand": Fraction(10**3),
    }
    if kind in fixed:
        return fixed[kind]
    if kind == "fraction":
        return numbers[1] / numbers[0]
    if kind == "permille":
        return numbers[0] / 1000
    return numbers[0] / 10 if kind == "tenths" else numbers[0]


def disagreement(text: str, item: Record) -> str:
    """Say how a link text differs from its record.

    Parameters
    ----------
    text : str
        The text of the link: number, unit, and for a negative value its word.
    item : Record
        The record that the link names.

    Returns
    -------
    str
        Empty where they agree; else what is wrong, with the record's value.

    Examples
    --------
    >>> from servicestrade.ledger.catalogue import record
    >>> growth = record("cn-services-trade-travel-exports-2022-growth")
    >>> disagreement("fell by 15.7%", growth)
    ''
    >>> disagreement("15.7%", growth)
    "'15.7%' has no word or sign for a fall; the record is \u221215.7%"
    """
    number = read_number(text)
    record_text = format_record(item)
    if number is None:
        return f"{text!r} must hold exactly one number; the record is {record_text}"
    if not _unit_agrees(text, item, number):
        return f"{text!r} lacks the unit of the record, {record_text}"
    negative = bool(_NEGATIVE.search(_UNDER.sub("", text)))
    if item.value < 0 and not negative:
        return f"{text!r} has no word or sign for a fall; the record is {record_text}"
    if item.value > 0 and negative and item.measure != "threshold":
        return f"{text!r} says a fall; the record is {record_text}"
    return _size_disagrees(text, number, item, record_text)


def _size_disagrees(text: str, number: ProseNumber, item: Record, record_text: str) -> str:
    # A density says its scale beside the number: 9.4 per 10,000 inhabitants.
    scale = Fraction(10) ** (0 if item.unit == "NUM" and item.unit_mult < 0 else item.unit_mult)
    if item.unit == "PT" and number.in_words and number.value < 1:
        scale /= 100
    true, finest = abs(item.value) * scale, scale / 10**item.decimals
    if number.in_words:
        if abs(number.value - true) > max(finest / 2, true / 100):
            return f"{text!r} is not the record, {record_text}"
        return ""
    if abs(number.value - true) > max(number.step, finest) / 2:
        return f"{text!r} is not the record, {record_text}"
    if number.step < finest and not _only_zeros(number, finest):
        return f"{text!r} shows more digits than the record, {record_text}"
    return ""


def _only_zeros(number: ProseNumber, finest: Fraction) -> bool:
    """Tell whether a finer number only fills up with zeros: 689,000 for 68.9万."""
    return number.decimals == 0 and (number.value / finest).denominator == 1


def _unit_agrees(text: str, item: Record, number: ProseNumber) -> bool:
    """Tell whether a text names the unit of a record, or may leave it out, and names no other."""
    patterns = _UNITS | _DURATIONS if item.unit in _DURATIONS else _UNITS
    named = {unit for unit, pattern in patterns.items() if pattern.search(text)}
    if item.unit == "NUM":
        # An index has points, and an event is held three times.
        return not named & {"PT", *CURRENCIES} and not _POINTS.search(text)
    if item.unit == "a" or (number.in_words and item.unit in ("PT", *_DURATIONS)):
        return named <= {item.unit}
    return named == {item.unit}
