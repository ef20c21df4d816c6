"""Ids, composed from the codes of a statistic so that both stay consistent."""

from __future__ import annotations

import re

from servicestrade.ledger.codes import base_parts, code
from servicestrade.ledger.dimensions import Coded

REFERENCE = re.compile(r"\{([a-z0-9-]+)\}")
"""An id in braces, as formulas name a record."""


def make_id(item: Coded) -> str:
    """Compose the id of a statistic.

    Parameters
    ----------
    item : Coded
        The coded dimensions.

    Returns
    -------
    str
        Area, counterpart, indicator, breakdown, flow, period, measure and what else is given,
        joined by hyphens.
    """
    parts = [
        code("areas", item.area)["slug"],
        code("areas", item.counterpart)["slug"] if item.counterpart else "",
        item.indicator.replace("_", "-"),
        *(code("breakdowns", part)["slug"] for part in item.breakdown.split()),
        item.flow if item.flow != "balance" else "",
        item.period.replace("/", "-"),
        code("measures", item.measure)["slug"],
        f"per-{item.per}" if item.per else "",
        f"on-{item.base_period}" if item.base_period else "",
        item.stage,
        item.bound,
    ]
    return "-".join(part for part in parts if part)


def base_slug(base: str) -> str:
    """Return a base as a piece of an id."""
    words = []
    for dimension, value in base_parts(base).items():
        if dimension in ("area", "counterpart") and value:
            words.append(code("areas", value)["slug"])
        elif dimension == "breakdown":
            words += [code("breakdowns", part)["slug"] for part in value.split()] or ["all"]
        else:
            words.append(value.replace("_", "-").lower() or f"all-{dimension}s")
    return "-".join(words)
