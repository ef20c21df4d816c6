"""The dimensions of a record, declared once: what each is named, and the list of its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Dimension:
    """One column that codes what a value measures.

    Attributes
    ----------
    name : str
        Column of ``data/statistics.csv``, of the records and of every frame.
    codes : str
        Its list in ``data/codes``; empty where it is free, such as a period.
    in_key : bool
        Whether it tells a statistic from others: those of the key occur once together.
    in_base : bool
        Whether the denominator or the comparator of a value may differ in it.
    """

    name: str
    codes: str
    in_key: bool
    in_base: bool


def _of(
    codes: str = "", *, default: str | int = "", in_key: bool = True, in_base: bool = False
) -> Any:  # noqa: ANN401 (dataclasses take a field for a value of any type)
    meta = {"codes": codes, "in_key": in_key, "in_base": in_base}
    return field(default=default, metadata=meta)


@dataclass(frozen=True, kw_only=True)
class Coded:
    """What a value measures, in codes; ``data/CODEBOOK.md`` explains each."""

    unit: str = _of("units")
    unit_mult: int = _of(default=0, in_key=False)
    counted: str = _of("counted")
    per: str = _of("divisors")
    measure: str = _of("measures", in_base=True)
    indicator: str = _of("indicators", in_base=True)
    breakdown: str = _of("breakdowns", in_base=True)
    area: str = _of("areas", in_base=True)
    counterpart: str = _of("areas", in_base=True)
    flow: str = _of("flows", in_base=True)
    period: str = _of()
    base_period: str = _of()
    base: str = _of()
    stage: str = _of("stages")
    bound: str = _of("bounds")
    status: str = _of("statuses", default="A")
    attributed_to: str = _of("organisations", in_key=False)
    qualifier: str = _of("qualifiers", default="exact", in_key=False)

    @property
    def key(self) -> tuple[str, ...]:
        """The values of the dimensions in `KEY`."""
        return tuple(getattr(self, name) for name in KEY)


DIMENSIONS = tuple(Dimension(one.name, **one.metadata) for one in fields(Coded))

KEY = tuple(one.name for one in DIMENSIONS if one.in_key)
"""The dimensions that identify a statistic; they occur once among rows with empty ``same_as``."""

CODE_LISTS = {one.name: one.codes for one in DIMENSIONS if one.codes}
"""The dimensions that hold codes, and the list of each."""


def trade_of(indicator: str, flow: str) -> str:
    """Return the indicator by which a row is told apart: a surplus is the balance of its trade.

    Examples
    --------
    >>> trade_of("services_trade_surplus", "balance"), trade_of("services_trade", "exports")
    ('services_trade', 'services_trade')
    """
    return indicator.removesuffix("_surplus") if flow == "balance" else indicator


def coded(row: Mapping[str, str]) -> dict[str, Any]:
    """Read the dimensions that a row of a table has; what it lacks keeps its default.

    Examples
    --------
    >>> coded({"area": "CN", "unit_mult": "8", "value": "1.0"})
    {'unit_mult': 8, 'area': 'CN'}
    """
    return {
        one.name: int(row[one.name]) if one.name == "unit_mult" else row[one.name]
        for one in DIMENSIONS
        if one.name in row
    }
