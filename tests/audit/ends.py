"""Ends of intervals as the data keep them, against fresh ones before they are rounded."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import pytest

NOISE = Decimal("1e-6")
"""Of the last digit: by so much a linear programme may differ from machine to machine."""


def keep_unrounded(patch: pytest.MonkeyPatch, module: object) -> None:
    """Let a module give the ends that it finds as they are."""
    patch.setattr(module, "outward", lambda low, high, _: (Decimal(low), Decimal(high)))


def outward(kept: str, fresh: str, side: str) -> set[Decimal]:
    """Round a fresh end outward to the digits of the kept one; where it lies on one, both ways."""
    step = Decimal(1).scaleb(int(Decimal(kept).as_tuple().exponent))
    rounding = {"low": ROUND_FLOOR, "high": ROUND_CEILING}[side]
    return {(Decimal(fresh) + sign * NOISE * step).quantize(step, rounding) for sign in (-1, 1)}


def agree(kept: str, fresh: str, side: str) -> bool:
    """Tell whether a kept end is what a fresh one is when rounded; both are empty, or none."""
    if "" in (kept, fresh):
        return kept == fresh
    return Decimal(kept) in outward(kept, fresh, side)
