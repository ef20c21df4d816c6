"""Scales: the powers of ten in which numbers are printed and said, and how languages change them.

The report counts in 万 and 亿, English in millions and billions. ``scales`` of ``data/phrases.yml``
has the word of each power in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from servicestrade.ledger.phrases import phrase

COUNTED = MappingProxyType({"en": (6, 9, 12), "zh": (4, 8, 12)})
"""The powers in which each language writes large numbers."""

_READ = {"en": (3, 6, 9, 12), "zh": (4, 6, 8, 9, 10, 11, 12, 13)}  # 千 also begins 千米 and 千瓦
_MONEY_HEADS = {4: 6, 8: 9, 9: 9, 10: 9, 11: 9, 12: 12, 13: 12}
_COUNT_HEADS = {4: 3, 8: 6}
_TRILLION = 12
_MOST_DECIMALS = 2


def scale_word(power: int, lang: str) -> str:
    """Return the word of a power of ten; empty for one itself.

    Examples
    --------
    >>> scale_word(9, "en"), scale_word(8, "zh"), scale_word(0, "en")
    ('billion', '亿', '')
    """
    return phrase("scales", str(power), lang) if power else ""


@cache
def scale_words() -> Mapping[str, int]:
    """Return the powers that prose names after digits, by their words, the largest first."""
    pairs = [(power, scale_word(power, lang)) for lang, read in _READ.items() for power in read]
    return MappingProxyType({word: power for power, word in sorted(pairs, reverse=True)})


def english_power(power: int, *, money: bool) -> int:
    """Return the power of ten that English puts over a column of numbers in that of the report.

    Money is counted in millions and billions, other things in thousands and millions.

    Examples
    --------
    >>> english_power(8, money=True), english_power(8, money=False)
    (9, 6)
    """
    return (_MONEY_HEADS if money else _COUNT_HEADS).get(power, power)


def scaled(number: Decimal, mult: int, lang: str) -> tuple[Decimal, int]:
    """Bring a number with a power of ten to one in which a language counts.

    Parameters
    ----------
    number : Decimal
        In the printed scale.
    mult : int
        The power of ten of the printed scale.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    tuple of Decimal and int
        The number and its power. Digits are kept as they are, so that no precision is lost or
        feigned.

    Examples
    --------
    >>> scaled(Decimal("8891.1"), 8, "en"), scaled(Decimal("8891.1"), 8, "zh")
    ((Decimal('889.11'), 9), (Decimal('8891.1'), 8))
    >>> scaled(Decimal("102.1"), 4, "en"), scaled(Decimal("68.9"), 4, "en")
    ((Decimal('1.021'), 6), (Decimal('6.89E+5'), 0))
    >>> scaled(Decimal("1"), 10, "zh")
    (Decimal('1E+2'), 8)
    """
    if lang == "zh":
        # Chinese keeps the scale in which the report prints.
        power = max((power for power in (0, *COUNTED["zh"]) if power <= mult), default=mult)
        return number.scaleb(mult - power), power
    full = number.scaleb(mult)
    for power in reversed(COUNTED["en"]):
        result = full.scaleb(-power)
        fine = power == _TRILLION and -int(result.as_tuple().exponent) > _MOST_DECIMALS
        if abs(result) >= 1 and not fine:
            return result, power
    return full, 0
