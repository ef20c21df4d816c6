"""Units as they are drawn: their names, and Vega expressions that format a number in them.

Values stay in the scale in which the report prints them. English counts in thousands and
billions where Chinese counts in 万 and 亿, so a number is shown through an expression, one for
each language, and one specification serves both.
"""

from __future__ import annotations

from dataclasses import dataclass
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
        "format(datum.v,abs(datum.v)<10000?'.1f':'.0f')"
        """
        plus = "+" if self.signed else ""
        english, chinese = f"'{plus},.{self.decimals[0]}f'", f"'{plus}.{self.decimals[1]}f'"
        if self.shrinking:
            english = f"abs({field})<10?',.2f':abs({field})<10000?',.1f':',.0f'"
            chinese = f"abs({field})<10000?'.1f':'.0f'"
        suffix = f"+'{self.sign}'" if self.sign else ""
        return Label(
            f"format({field}{_times(self.factor)},{english}){suffix}",
            f"format({field},{chinese}){suffix}",
        )

    def axis(self) -> Label:
        """Return the Vega expressions that format the ticks of an axis."""
        suffix = f"+'{self.sign}'" if self.sign else ""
        return Label(
            f"format(datum.value{_times(self.factor)},',')" + suffix,
            "format(datum.value,'')" + suffix,
        )


def _times(factor: Fraction) -> str:
    if factor == 1:
        return ""
    return f"/{factor.denominator}" if factor < 1 else f"*{factor.numerator}"


_MONEY = {"USD": ("USD", "美元"), "CNY": ("CNY", "元")}
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
    return f"{value:+.1f}%".replace("-", MINUS)
