"""Units as they are drawn: their names, and Vega expressions that format a number in them.

Values stay in the scale in which the report prints them. English counts in thousands and
billions where Chinese counts in 万 and 亿, so a number is shown through an expression, one for
each language, and one specification serves both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from servicestrade.charts.words import MINUS, Label
from servicestrade.language.scales import COUNTED, english_power, scale_word


@dataclass(frozen=True)
class Number:
    """A number as it may be drawn.

    Attributes
    ----------
    value : float
        In the scale of its unit.
    decimals : int
        How many decimals are known in that scale.
    sign : str
        What stands before it where it is not exact, such as ``<``.
    """

    value: float
    decimals: int = 1
    sign: str = ""

    def times_ten(self, power: int) -> Number:
        """Return the same number in a scale that is smaller by a power of ten.

        Examples
        --------
        >>> Number(7535.2, 1).times_ten(-4)
        Number(value=0.75352, decimals=5, sign='')
        """
        exact = Decimal(repr(self.value)).scaleb(power)
        return replace(self, value=float(exact), decimals=max(0, self.decimals - power))


@dataclass(frozen=True)
class Unit:
    """A unit with a power of ten.

    Attributes
    ----------
    name : Label
        As it stands in the head of a panel; empty for plain percentages.
    factor : Fraction
        What a printed value is multiplied by in English; a power of ten.
    scaled : bool
        Whether large numbers drop their decimal and small ones may have a second; all others
        have one at most.
    sign : str
        What follows each number, such as ``%``.
    signed : bool
        Whether a plus stands before positive numbers.
    """

    name: Label
    factor: Fraction = Fraction(1)
    scaled: bool = False
    sign: str = ""
    signed: bool = False

    def row(self, number: Number) -> dict[str, Any]:
        """Return the fields of a row of data from which `expression` writes a number.

        Examples
        --------
        >>> unit("PT", 0).row(Number(20.0, 0, "<"))
        {'n': 20.0, 'd': 0, 'f': '<'}
        >>> unit("USD", 8).row(Number(7524.0, 0))
        {'n': 7524.0, 'd': 0, 'e': 1}
        """
        english, chinese = self._decimals(number)
        found: dict[str, Any] = {"n": round(number.value, 4), "d": chinese}
        if self.scaled:
            found["e"] = english
        return found | ({"f": number.sign} if number.sign else {})

    def expression(self) -> Label:
        """Return the Vega expressions that write the number of a `row` in English and Chinese.

        Examples
        --------
        >>> unit("USD", 8).expression().zh
        "(datum.f||'')+format(datum.n*(1+1e-12),'.'+datum.d+'f')"
        """
        plus = "+" if self.signed else ""
        suffix = f"+'{self.sign}'" if self.sign else ""

        def one(times: str, form: str, decimals: str) -> str:
            shown = f"format(datum.n{times}*{_UP},'{form}.'+datum.{decimals}+'f')"
            return f"(datum.f||'')+{shown}{suffix}"

        return Label(
            one(_times(self.factor), f"{plus},", "e" if self.scaled else "d"), one("", plus, "d")
        )

    def text(self, number: Number) -> Label:
        """Write a number as the expressions do, such as to measure it.

        Examples
        --------
        >>> unit("USD", 8).text(Number(114.5))
        Label(en='11.5', zh='114.5')
        >>> unit("PT", 0).text(Number(-5.3)), unit("PT", 0).text(Number(29, 0, "\u2248"))
        (Label(en='\u22125.3%', zh='\u22125.3%'), Label(en='\u224829%', zh='\u224829%'))
        """
        exact = Decimal(repr(number.value))
        english, chinese = self._decimals(number)
        scaled = exact * self.factor.numerator / self.factor.denominator
        return Label(
            number.sign + written(scaled, english, ",", signed=self.signed) + self.sign,
            number.sign + written(exact, chinese, signed=self.signed) + self.sign,
        )

    def _decimals(self, number: Number) -> tuple[int, int]:
        """Return how many decimals a number has in English and Chinese: none that are unknown."""
        if not number.value:
            return 0, 0
        shift = len(str(self.factor.denominator)) - len(str(self.factor.numerator))
        size = abs(number.value)
        english = self._most(size * float(self.factor), 1000)
        return (
            min(english, max(0, number.decimals + shift)),
            min(self._most(size, 10000), number.decimals),
        )

    def _most(self, size: float, large: int) -> int:
        """Return the decimals for which there is room; languages differ in what is large."""
        if not self.scaled:
            return 1
        return 2 if size < 1 else 1 if size < large else 0

    def axis(self) -> Label:
        """Return the Vega expressions that format the ticks of an axis."""
        suffix = f"+'{self.sign}'" if self.sign else ""
        return Label(
            f"format(datum.value{_times(self.factor)},',')" + suffix,
            "format(datum.value,'')" + suffix,
        )


_UP = "(1+1e-12)"
"""The printed 11.45 lies below its half in binary; this lifts it, so that halves round up."""


def written(number: Decimal, decimals: int, separator: str = "", *, signed: bool = False) -> str:
    """Write a decimal number to some decimals, halves rounded up, with a true minus sign.

    Examples
    --------
    >>> written(Decimal("11.45"), 1), written(Decimal("-30.65"), 1)
    ('11.5', '\u221230.7')
    """
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:{'+' if signed else ''}{separator}f}".replace("-", MINUS)


def _times(factor: Fraction) -> str:
    if factor == 1:
        return ""
    return f"/{factor.denominator}" if factor < 1 else f"*{factor.numerator}"


_MONEY = {
    "USD": ("USD", "美元"),
    "CNY": ("CNY", "元"),
    "HKD": ("HKD", "港元"),
    "JPY": ("JPY", "日元"),
    "EUR": ("EUR", "欧元"),
}
_PLAIN = {
    ("PT", 0): Unit(Label("%", "%"), sign="%"),
    ("PP", 0): Unit(Label("percentage points", "百分点")),
    ("X", 0): Unit(Label("times", "倍")),
    ("NUM", 0): Unit(Label("number", "数量")),
    ("min", 0): Unit(Label("minutes", "分钟")),
    ("workday", 0): Unit(Label("working days", "工作日")),
    ("m2", 8): Unit(Label("million square metres", "亿平方米"), factor=Fraction(100), scaled=True),
}


def unit(code: str, mult: int) -> Unit:
    """Return a unit by its code in the ledger and its power of ten.

    Raises
    ------
    ValueError
        If charts know no such unit.

    Examples
    --------
    >>> unit("USD", 8).name
    Label(en='USD billion', zh='亿美元')
    >>> unit("NUM", 4).name
    Label(en='thousand', zh='万')
    """
    if (code, mult) in _PLAIN:
        return _PLAIN[code, mult]
    if not known(code, mult):
        raise ValueError(f"charts know no unit {code} with ten to the power {mult}")
    # 102.1万 is exactly 1,021 thousand, while 1.02 million would drop a digit
    power = english_power(mult, money=(code, mult) != ("NUM", 4))
    money = _MONEY.get(code, ("", ""))
    english, chinese = scale_word(power, "en"), scale_word(mult, "zh")
    name = Label(f"{money[0]} {english}".strip(), f"{chinese}{money[1]}")
    return Unit(name, Fraction(10) ** (mult - power), scaled=True)


def known(code: str, mult: int) -> bool:
    """Tell whether charts know a unit with a power of ten."""
    return (code, mult) in _PLAIN or (mult in COUNTED["zh"] and code in (*_MONEY, "NUM"))


def common(code: str, mults: Iterable[int]) -> int:
    """Return the power of ten in which numbers with several can be drawn: the largest known one.

    Examples
    --------
    >>> common("CNY", [8, 12]), common("NUM", [0, 4]), common("PT", [1])
    (12, 4, 0)
    """
    most = max(mults)
    fit = (power for power in (0, *COUNTED["zh"]) if power <= most and known(code, power))
    return max(fit, default=most)


def change(number: Number) -> str:
    """Write a rate of change with its sign, alike in both languages.

    Examples
    --------
    >>> change(Number(-5.3))
    '\u22125.3%'
    >>> change(Number(29, 0, "\u2248"))
    '\u2248+29%'
    """
    return replace(_PLAIN["PT", 0], signed=True).text(number).en
