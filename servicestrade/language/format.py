"""Write a record as words in English or Chinese: USD 889.11 billion, 8891.1亿美元."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from servicestrade.files.errors import unknown
from servicestrade.language.scales import scale_word, scaled
from servicestrade.ledger.codes import code, name
from servicestrade.ledger.phrases import Bilingual, phrase, phrases
from servicestrade.ledger.records import Record

CURRENCIES = ("USD", "CNY", "HKD", "JPY", "EUR")
_FRACTION_DECIMALS = 4
_CHANGES = ("growth_yoy", "growth_total", "growth_average")
_POINTS = ("share_change_pp", "growth_change_pp", "gap_pp")
MINUS = "\u2212"


def displayed_value(item: Record) -> Decimal:
    """Return the value of a record in the printed scale, to as many decimals as it may show."""
    return _round(item.value, item.decimals)


def _round(value: Fraction, decimals: int) -> Decimal:
    whole = round(value * 10**decimals)
    return Decimal(whole).scaleb(-decimals)


def plain(number: Decimal, separator: str = ",") -> str:
    """Write a number with thousands separators and no exponent, with a true minus sign.

    Examples
    --------
    >>> plain(Decimal("-7127.06")), plain(Decimal("6.89E+5"))
    ('\u22127,127.06', '689,000')
    """
    return f"{number:{separator}f}".replace("-", MINUS)


@cache
def fractions() -> Mapping[Fraction, Bilingual]:
    """Return the words of the shares that are printed as fractions."""
    return MappingProxyType({Fraction(key): words for key, words in phrases("fractions").items()})


def amount(item: Record, lang: str) -> str:
    """Write value and unit of a record, without qualifier.

    Parameters
    ----------
    item : Record
        Any record.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        Changes bear their sign.
    """
    number = displayed_value(item)
    if item.unit == "PT":
        fraction = _fraction(item)
        percentage = f"{_digits(number.scaleb(item.unit_mult), lang)}%"
        return fraction[lang] if fraction else _signed(item, percentage)
    if item.measure == "rank":
        return phrase("numbers", "rank", lang, number=_digits(number, lang))
    divisor = name("divisors", item.per, lang)
    if item.unit_mult < 0:
        things = _with_unit(item, _digits(number, lang), lang)
        scale = scale_word(-item.unit_mult, lang)
        return phrase("numbers", "density", lang, amount=things, scale=scale, divisor=divisor)
    value, power = scaled(number, item.unit_mult, lang)
    words = _digits(value, lang)
    if power:
        words = phrase("numbers", "scaled", lang, number=words, scale=scale_word(power, lang))
    text = _with_unit(item, _signed(item, words), lang)
    if not divisor or item.unit == "X":  # a multiple of an average is a multiple, per nothing
        return text
    return phrase("numbers", "per", lang, amount=text, divisor=divisor)


def _fraction(item: Record) -> Bilingual | None:
    """Return the words of a fraction, which the ledger keeps in per cent with four decimals."""
    if item.decimals != _FRACTION_DECIMALS:
        return None
    nearest = (item.value / 100).limit_denominator(5)
    same = _round(nearest * 100, item.decimals) == displayed_value(item)
    return fractions().get(nearest) if same else None


def _signed(item: Record, text: str) -> str:
    change = item.measure in (*_CHANGES, *_POINTS, "change_abs", "rank_change")
    return f"+{text}" if change and item.value > 0 else text


def _digits(number: Decimal, lang: str) -> str:
    """Write a number as each language has it in a sentence: Chinese has no separators."""
    return plain(number, "," if lang == "en" else "")


def _with_unit(item: Record, number: str, lang: str) -> str:
    if item.unit in CURRENCIES:
        unit = name("units", item.unit, lang)
        return phrase("numbers", "money", lang, code=item.unit, unit=unit, number=number)
    return phrase(
        "numbers", "things", lang, number=number, unit=_things(item, number, lang)
    ).strip()


def _things(item: Record, number: str, lang: str) -> str:
    """Return what is counted, or the unit; years of age have a word of their own in Chinese."""
    if item.unit == "NUM":
        if lang == "en" and number == "1" and item.counted:
            return code("counted", item.counted)["singular"]
        return name("counted", item.counted, lang)
    if item.unit == "PP":
        return phrase("units", "pp", lang)
    if (item.indicator, item.unit) == ("age", "a"):
        return phrase("units", "age", lang)
    return name("units", item.unit, lang)


def format_record(item: Record, lang: str = "en") -> str:
    """Write a record in words: qualifier, value and unit.

    Parameters
    ----------
    item : Record
        Any record.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        In English in thousands, millions, billions and trillions, in Chinese in 万 and 亿; the
        digits are those of the record.

    Raises
    ------
    UnknownError
        If the language is neither.

    Examples
    --------
    >>> import servicestrade as st
    >>> total = st.record("cn-services-trade-total-2022")
    >>> st.format_record(total), st.format_record(total, "zh")
    ('USD 889.11 billion', '8891.1亿美元')
    >>> st.format_record(st.record("cn-services-trade-total-2022-growth"))
    '+8.3%'
    >>> st.format_record(st.record("cn-demonstration-cities-over-10bn-2022"))
    '1 city'
    """
    if lang not in ("en", "zh"):
        raise unknown("language", lang, ("en", "zh"))
    text = amount(item, lang)
    qualifier = item.qualifier
    if qualifier == "exact":
        return text
    key = "qualified_at_least" if qualifier == "at_least" else "qualified"
    words = name("qualifiers", qualifier, lang)
    return phrase("numbers", key, lang, qualifier=words, amount=text)
