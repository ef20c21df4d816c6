"""The two widths in which every chart is laid out, and the arithmetic of its scales."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

Width = Literal["wide", "narrow"]


@dataclass(frozen=True)
class Frame:
    """A width for which a chart is laid out.

    Attributes
    ----------
    name : {"wide", "narrow"}
        A text column, or a phone.
    width : int
        In pixels, of the whole drawing.
    """

    name: Width
    width: int

    @property
    def narrow(self) -> bool:
        """Whether this is the layout for a phone."""
        return self.name == "narrow"


WIDE = Frame("wide", 680)
NARROW = Frame("narrow", 336)
FRAMES = {frame.name: frame for frame in (WIDE, NARROW)}


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round numbers that reach from `low` to `high`, about `count` of them.

    Examples
    --------
    >>> ticks(0, 8891.1)
    [0.0, 2000.0, 4000.0, 6000.0, 8000.0, 10000.0]
    >>> ticks(-5.3, 30.2, 4)
    [-10.0, 0.0, 10.0, 20.0, 30.0, 40.0]
    """
    span = (high - low) or abs(high) or 1.0
    rough = span / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(round_ for round_ in (1, 2, 2.5, 5, 10) if round_ * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def spread(
    wanted: Sequence[float], gap: float | Sequence[float], low: float, high: float
) -> list[float]:
    """Move positions apart so that neighbours keep a gap, each as little as may be.

    Parameters
    ----------
    wanted : sequence of float
        Where labels would stand, in any order.
    gap : float or sequence of float
        The least distance between two, or the room that each takes about its middle.
    low, high : float
        The ends between which they must stand, as far as there is room.

    Examples
    --------
    >>> spread([10, 12, 50], 15, 0, 100)
    [3.5, 18.5, 50.0]
    >>> spread([10, 12], [30, 10], 0, 100)
    [1.0, 21.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    rooms = [gap if isinstance(gap, int | float) else gap[index] for index in order]
    offsets = [0.0, *accumulate((one + two) / 2 for one, two in pairwise(rooms))]
    blocks: list[list[float]] = []  # [sum of wanted starts, how many]
    for offset, index in zip(offsets, order, strict=False):
        blocks.append([wanted[index] - offset, 1])
        while len(blocks) > 1 and _mean(blocks[-2]) >= _mean(blocks[-1]):
            total, many = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + many]
    placed = [0.0] * len(wanted)
    rank = 0
    room = high - offsets[-1]
    for block in blocks:
        start = max(low, min(_mean(block), room))
        for _ in range(int(block[1])):
            placed[order[rank]] = start + offsets[rank]
            rank += 1
    return placed


def _mean(block: Sequence[float]) -> float:
    return block[0] / block[1]
