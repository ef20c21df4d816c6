"""Write a record as words in English or Chinese: USD 889.11 billion, 8891.1亿美元."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from servicestrade.files.errors import unknown
from servicestrade.ledger.codes import code, name
from servicestrade.ledger.records import Record

_EN_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_ZH_SCALES = {0: "", 4: "万", 8: "亿", 12: "万亿"}
CURRENCIES = ("USD", "CNY", "HKD", "JPY", "EUR")
FRACTIONS = {
    Fraction(1, 2): ("half", "一半"),
    Fraction(1, 3): ("one third", "三分之一"),
    Fraction(2, 3): ("two thirds", "三分之二"),
    Fraction(1, 4): ("one quarter", "四分之一"),
    Fraction(3, 4): ("three quarters", "四分之三"),
    Fraction(1, 5): ("one fifth", "五分之一"),
    Fraction(2, 5): ("two fifths", "五分之二"),
    Fraction(3, 5): ("three fifths", "五分之三"),
    Fraction(4, 5): ("four fifths", "五分之四"),
}
"""A share that is printed as a fraction, in English and Chinese words."""
_FRACTION_DECIMALS = 4
_CHANGES = ("growth_yoy", "growth_total", "growth_average")
_POINTS = ("share_change_pp", "growth_change_pp", "gap_pp")
_QUALIFIERS_AFTER_ZH = {"at_least": "以上"}
MINUS = "\u2212"


def displayed_value(item: Record) -> Decimal:
    """Return the value of a record in the printed scale, to as many decimals as it may show."""
    return _round(item.value, item.decimals)


def _round(value: Fraction, decimals: int) -> Decimal:
    whole = round(value * 10**decimals)
    return Decimal(whole).scaleb(-decimals)


def scaled(number: Decimal, mult: int) -> tuple[Decimal, str]:
    """Bring a number with a power of ten to the scale that English uses.

    Parameters
    ----------
    number : Decimal
        In the printed scale.
    mult : int
        The power of ten of the printed scale.

    Returns
    -------
    tuple of Decimal and str
        The number and the word of its scale. Digits are kept as they are, so that no
        precision is lost or feigned.

    Examples
    --------
    >>> scaled(Decimal("8891.1"), 8)
    (Decimal('889.11'), 'billion')
    >>> scaled(Decimal("71270.6"), 8)
    (Decimal('7127.06'), 'billion')
    >>> scaled(Decimal("102.1"), 4)
    (Decimal('1.021'), 'million')
    >>> scaled(Decimal("68.9"), 4)
    (Decimal('6.89E+5'), '')
    """
    full = number.scaleb(mult)
    for power, word in _EN_SCALES:
        if abs(full) >= Decimal(10) ** power:
            result = full.scaleb(-power)
            if word == "trillion" and -int(result.as_tuple().exponent) > 2:
                continue
            return result, word
    return full, ""


def plain(number: Decimal) -> str:
    """Write a number with thousands separators and no exponent, with a true minus sign.

    Examples
    --------
    >>> plain(Decimal("-7127.06")), plain(Decimal("6.89E+5"))
    ('\u22127,127.06', '689,000')
    """
    if int(number.as_tuple().exponent) > 0:
        number = number.quantize(Decimal(1))
    return f"{number:,f}".replace("-", MINUS)


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
    fraction = _fraction(item)
    if fraction:
        return fraction[0 if lang == "en" else 1]
    return _amount_en(item) if lang == "en" else _amount_zh(item)


def _fraction(item: Record) -> tuple[str, str] | None:
    """Return the words of a fraction, which the ledger keeps in per cent with four decimals."""
    if item.unit != "PT" or item.decimals != _FRACTION_DECIMALS:
        return None
    nearest = (item.value / 100).limit_denominator(5)
    same = _round(nearest * 100, item.decimals) == displayed_value(item)
    return FRACTIONS.get(nearest) if same else None


def _signed(item: Record, text: str) -> str:
    change = item.measure in (*_CHANGES, *_POINTS, "change_abs", "rank_change")
    return f"+{text}" if change and item.value > 0 else text


def _amount_en(item: Record) -> str:
    number, unit = displayed_value(item), item.unit
    if unit == "PT":
        return _signed(item, f"{plain(number.scaleb(item.unit_mult))}%")
    if unit == "PP":
        return _signed(item, f"{plain(number)} pp") + _per(item, " per ", "en")
    if unit == "X":
        return _signed(item, f"{plain(number)} times")
    if item.measure == "rank":
        return f"No. {plain(number)}"
    if item.unit_mult < 0:
        things = f"{plain(number)} {_counted_en(item, plain(number))}".strip()
        return f"{things} per {10**-item.unit_mult:,} {name('divisors', item.per, 'en')}s"
    value, word = scaled(number, item.unit_mult)
    text = _signed(item, " ".join(part for part in (plain(value), word) if part))
    if unit in CURRENCIES:
        return f"{unit} {text}" + _per(item, " per ", "en")
    if unit == "NUM":
        return f"{text} {_counted_en(item, text)}".strip() + _per(item, " per ", "en")
    return f"{text} {name('units', unit, 'en')}" + _per(item, " per ", "en")


def _counted_en(item: Record, number: str) -> str:
    """Return what is counted, after one in the singular."""
    if not item.counted:
        return ""
    return code("counted", item.counted)["singular" if number == "1" else "name_en"]


def _per(item: Record, word: str, lang: str) -> str:
    return f"{word}{name('divisors', item.per, lang)}" if item.per else ""


def _amount_zh(item: Record) -> str:
    number, unit = displayed_value(item), item.unit
    if unit == "PT":
        return _signed(item, f"{_digits_zh(number.scaleb(item.unit_mult))}%")
    text, scale = scaled_zh(number, item.unit_mult)
    if item.measure == "rank":
        return f"第{text}位"
    if item.unit_mult < 0:
        divisor = _ZH_SCALES[-item.unit_mult] + name("divisors", item.per, "zh")
        return f"每{divisor}{text}{_counted_zh(item)}"
    ending = _counted_zh(item) if unit == "NUM" else _unit_zh(item)
    return _signed(item, f"{text}{scale}{ending}") + _per(item, "/", "zh")


def _digits_zh(number: Decimal) -> str:
    return f"{number:f}".replace("-", MINUS)


def scaled_zh(number: Decimal, mult: int) -> tuple[str, str]:
    """Bring a number with a power of ten to a scale that Chinese uses, as text.

    Examples
    --------
    >>> scaled_zh(Decimal("8891.1"), 8), scaled_zh(Decimal("1"), 10)
    (('8891.1', '亿'), ('100', '亿'))
    """
    power = max((power for power in _ZH_SCALES if power <= mult), default=mult)
    return _digits_zh(number.scaleb(mult - power)), _ZH_SCALES.get(power, "")


def _unit_zh(item: Record) -> str:
    """Return the name of the unit; years of age have a word of their own."""
    return "岁" if (item.indicator, item.unit) == ("age", "a") else name("units", item.unit, "zh")


def _counted_zh(item: Record) -> str:
    return name("counted", item.counted, "zh")


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
    words = name("qualifiers", qualifier, lang)
    if lang == "en":
        return f"{words} {text}"
    return f"{text}{words}" if qualifier in _QUALIFIERS_AFTER_ZH else f"{words}{text}"
