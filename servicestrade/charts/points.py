"""The points of a chart, read from the tidy frame that `points` and `series` return."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from servicestrade.charts.units import Number, Unit, change, common, unit
from servicestrade.charts.words import MINUS, Label
from servicestrade.ledger.codes import code_list, name
from servicestrade.ledger.dimensions import trade_of

GROWTH = "growth_yoy"
DIMENSIONS = ("flow", "breakdown", "counterpart", "area", "indicator", "stage", "bound")
"""What tells the series of a chart apart; the first that varies gives them their colours."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """One value to draw, with all that is said of it.

    Attributes
    ----------
    key : tuple of str
        The codes of its series, one of each of `DIMENSIONS`.
    base : str
        The whole of a share, or what a value is compared with, as in the ledger.
    decimals : int
        How many decimals are known.
    sign : str
        What stands before a value that is not exact, such as ``<``.
    item : Label
        The name of its series or category.
    growth : Point or None
        The growth on the year before, where the frame holds it.
    """

    record: str
    basis: str
    key: Key
    measure: str
    base: str
    year: int
    period: str
    unit: str
    unit_mult: int
    value: float
    low: float
    high: float
    decimals: int
    sign: str
    item: Label
    text: Label
    place: Label
    note: Label
    growth: Point | None = None

    @property
    def change(self) -> str:
        """The growth with its sign, or an empty string."""
        return change(self.growth.number) if self.growth else ""

    @property
    def number(self) -> Number:
        """The value as it may be drawn."""
        return Number(self.value, self.decimals, self.sign)

    @property
    def dated(self) -> bool:
        """Whether the report gives the time; a state before or after a change has none."""
        return not self.key[DIMENSIONS.index("stage")] and "undated" not in self.note.en

    def in_power(self, power: int) -> Point:
        """Return the same point with its value in another power of ten."""
        if power == self.unit_mult:
            return self
        value, low, high = (
            replace(self.number, value=end).times_ten(self.unit_mult - power)
            for end in (self.value, self.low, self.high)
        )
        return replace(
            self,
            unit_mult=power,
            value=value.value,
            low=low.value,
            high=high.value,
            decimals=value.decimals,
        )


@dataclass(frozen=True)
class Reading:
    """The points of a frame.

    Attributes
    ----------
    main : tuple of Point
        The values, each with its growth where that is known.
    below : tuple of Point
        The second measure: growth, or the one asked for.
    unit : Unit
        The unit of the values.
    every : tuple of Point
        All points in the frame's order, also the growth rates that only tooltips tell.
    """

    main: tuple[Point, ...]
    below: tuple[Point, ...]
    unit: Unit
    every: tuple[Point, ...]

    @property
    def years(self) -> list[int]:
        """The years of the values, ascending."""
        return sorted({point.year for point in self.main})


def read(data: pd.DataFrame, below: str = GROWTH) -> Reading:
    """Read a frame into points.

    Parameters
    ----------
    data : DataFrame
        As `servicestrade.points` or `servicestrade.series` return it.
    below : str
        The measure that goes with the values, besides growth; where the frame holds nothing
        else, that is itself the value.

    Returns
    -------
    Reading
        With the points in the order of the frame.

    Raises
    ------
    ValueError
        If the frame is empty, its values are of several measures or units, or two of them
        stand for one year of one series.
    """
    if data.empty:
        raise ValueError("there is nothing to draw: the frame has no row")
    every = [_point(row) for row in data.to_dict("records")]
    main = [point for point in every if point.measure not in (GROWTH, below)] or every
    _same([point.measure for point in main], "measures")
    _same([point.unit for point in main], "units")
    alone = main is every
    power = common(main[0].unit, (point.unit_mult for point in main))
    main = [point.in_power(power) for point in main]
    _once(main)
    if alone:
        return Reading(tuple(main), (), _unit(main), tuple(every))
    growth = {
        (point.key, point.year): point
        for point in every
        if point.measure == GROWTH and point.basis != "proxy"
    }
    main = [
        point
        if point.basis == "proxy"
        else replace(point, growth=growth.get((point.key, point.year)))
        for point in main
    ]
    lower = [point for point in every if point.measure == below]
    _once(lower)
    return Reading(tuple(main), tuple(lower), _unit(main), tuple(every))


def _unit(points: Sequence[Point]) -> Unit:
    return unit(points[0].unit, points[0].unit_mult)


def _once(points: Sequence[Point]) -> None:
    seen: dict[tuple[Key, bool, str], Point] = {}
    for point in points:
        other = seen.setdefault((point.key, point.basis == "proxy", point.period), point)
        if other is not point:
            raise ValueError(
                f"{other.record} and {point.record} both stand for {point.item.en} in "
                f"{point.period}; select one"
            )


def _same(values: Sequence[object], what: str) -> None:
    found = sorted({str(value) for value in values})
    if len(found) > 1:
        raise ValueError(f"one chart cannot draw several {what} ({', '.join(found)}); select one")


def _point(row: dict[Any, Any]) -> Point:
    def both(name: str) -> Label:
        return Label(str(row[f"{name}_en"]), str(row[f"{name}_zh"]))

    value = float(row["value"])
    low, high = (float(row[end]) for end in ("low", "high"))
    return Point(
        record=str(row["id"]),
        basis=str(row["basis"]),
        key=tuple(_code(row, name) for name in DIMENSIONS),
        measure=str(row["measure"]),
        base=str(row.get("base", "")),
        year=0 if pd.isna(row["year"]) else int(row["year"]),
        period=str(row["period"]),
        unit=str(row["unit"]),
        unit_mult=int(row["unit_mult"]),
        value=value,
        low=value if math.isnan(low) else low,
        high=value if math.isnan(high) else high,
        decimals=_decimals(both("text").zh, int(row["unit_mult"]), value),
        sign=_sign(both("text").en),
        item=both("item").capital,
        text=both("text"),
        place=both("place"),
        note=both("note"),
    )


def _code(row: dict[Any, Any], name: str) -> str:
    """Return what tells a row from others in a dimension."""
    if name == "breakdown":
        return str(row.get("part", row.get(name, "")))
    value = str(row.get(name, ""))
    return trade_of(value, str(row.get("flow", ""))) if name == "indicator" else value


_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_POWERS = (12, 8, 4, 0)  # the scales in which Chinese writes numbers


def _decimals(text: str, mult: int, value: float) -> int:
    """Return to how many decimals a value is known, by its Chinese text.

    A value that words tell, such as a third, has one decimal if it is not whole.

    Examples
    --------
    >>> _decimals("不足20%", 0, 20.0), _decimals("8891.1亿美元", 8, 8891.1)
    (0, 1)
    """
    found = _NUMBER.search(text)
    if not found:
        return int(value % 1 > 0)
    written = next((power for power in _POWERS if power <= mult), mult)
    return max(0, len(found[1] or "") + mult - written)


_SIGNS = {
    "about": "\u2248",
    "nearly": "\u2248",
    "over": ">",
    "under": "<",
    "at_least": "\u2265",
    "at_most": "\u2264",
}


def _sign(text: str) -> str:
    """Return the sign of the qualifier with which an English text begins, if any.

    Examples
    --------
    >>> _sign("under 20%"), _sign("20%")
    ('<', '')
    """
    words = {name("qualifiers", code, "en"): code for code in code_list("qualifiers")}
    return next((_SIGNS.get(words[one], "") for one in words if text.startswith(f"{one} ")), "")


def interval(point: Point) -> Label:
    """Write the interval that rounding leaves to a derived value, in the unit's own scale.

    Examples
    --------
    >>> _span(393.93, 394.30, ",")
    '393.93\u2013394.30'
    """
    measured = unit(point.unit, point.unit_mult)
    factor = float(measured.factor)
    return Label(
        _span(point.low * factor, point.high * factor, ",") + measured.sign,
        _span(point.low, point.high, "") + measured.sign,
    )


def _span(low: float, high: float, separator: str) -> str:
    """Write both ends with as many decimals as tell them apart."""
    gap = high - low
    decimals = 0 if gap <= 0 else max(0, min(3, 1 - math.floor(math.log10(gap))))
    ends = (f"{end:{separator}.{decimals}f}".replace("-", MINUS) for end in (low, high))
    return "\u2013".join(ends)
