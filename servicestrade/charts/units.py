"""Units as they are drawn: their names, and Vega expressions that format a number in them.

Values stay in the scale in which the report prints them. English counts in thousands and
billions where Chinese counts in 万 and 亿, so a number is shown through an expression, one for
each language, and one specification serves both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from servicestrade.charts.words import MINUS, Label


@dataclass(frozen=True)
class Unit:
    """A unit with a power of ten.

    Attributes
    ----------
    name : Label
        As it stands in the head of a panel; empty for plain percentages.
    factor : Fraction
        What a printed value is multiplied by in English.
    decimals : tuple of int
        Decimals in English and in Chinese.
    shrinking : bool
        Whether large numbers drop their decimal and small ones get a second in English.
    sign : str
        What follows each number, such as ``%``.
    signed : bool
        Whether a plus stands before positive numbers.
    """

    name: Label
    factor: Fraction = Fraction(1)
    decimals: tuple[int, int] = (1, 1)
    shrinking: bool = False
    sign: str = ""
    signed: bool = False

    def expression(self, field: str) -> Label:
        """Return the Vega expressions that format `field` in English and Chinese.

        Examples
        --------
        >>> unit("USD", 8).expression("datum.v").zh
        "format(datum.v*(1+1e-12),abs(datum.v)<10000?'.1f':'.0f')"
        """
        plus = "+" if self.signed else ""
        english, chinese = f"'{plus},.{self.decimals[0]}f'", f"'{plus}.{self.decimals[1]}f'"
        if self.shrinking:
            english = f"abs({field})<10?',.2f':abs({field})<10000?',.1f':',.0f'"
            chinese = f"abs({field})<10000?'.1f':'.0f'"
        suffix = f"+'{self.sign}'" if self.sign else ""
        return Label(
            f"format({field}{_times(self.factor)}*{_UP},{english}){suffix}",
            f"format({field}*{_UP},{chinese}){suffix}",
        )

    def text(self, value: float) -> Label:
        """Write a number as the expressions do, such as to measure it.

        Examples
        --------
        >>> unit("USD", 8).text(114.5)
        Label(en='11.5', zh='114.5')
        >>> unit("PT", 0).text(-5.3)
        Label(en='\u22125.3%', zh='\u22125.3%')
        """
        exact = Decimal(repr(value))
        english, chinese = self.decimals
        if self.shrinking:
            english = 2 if abs(exact) < 10 else 1 if abs(exact) < 10000 else 0
            chinese = 1 if abs(exact) < 10000 else 0
        scaled = exact * self.factor.numerator / self.factor.denominator
        return Label(
            written(scaled, english, ",", signed=self.signed) + self.sign,
            written(exact, chinese, signed=self.signed) + self.sign,
        )

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
_SCALES = {
    # power of ten: (English word, factor, Chinese word)
    4: ("million", Fraction(1, 100), "万"),
    8: ("billion", Fraction(1, 10), "亿"),
    12: ("trillion", Fraction(1), "万亿"),
}
_PLAIN = {
    ("PT", 0): Unit(Label("%", "%"), sign="%"),
    ("PP", 0): Unit(Label("percentage points", "百分点")),
    ("X", 0): Unit(Label("times", "倍")),
    ("NUM", 0): Unit(Label("number", "数量"), decimals=(0, 0)),
    ("min", 0): Unit(Label("minutes", "分钟"), decimals=(0, 0)),
    ("workday", 0): Unit(Label("working days", "工作日"), decimals=(0, 0)),
    ("m2", 8): Unit(
        Label("million square metres", "亿平方米"), factor=Fraction(100), decimals=(0, 1)
    ),
    # 102.1万 is exactly 1,021 thousand, while 1.02 million would drop a digit
    ("NUM", 4): Unit(Label("thousand", "万"), factor=Fraction(10), decimals=(0, 1)),
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
    if mult not in _SCALES or code not in (*_MONEY, "NUM"):
        raise ValueError(f"charts know no unit {code} with ten to the power {mult}")
    english, factor, chinese = _SCALES[mult]
    money = _MONEY.get(code, ("", ""))
    name = Label(f"{money[0]} {english}".strip(), f"{chinese}{money[1]}")
    return Unit(name, factor, shrinking=mult == 8)


def change(value: float) -> str:
    """Write a rate of change with its sign, alike in both languages.

    Examples
    --------
    >>> change(-5.3)
    '\u22125.3%'
    >>> change(8.3)
    '+8.3%'
    """
    return written(Decimal(repr(value)), 1, signed=True) + "%"
