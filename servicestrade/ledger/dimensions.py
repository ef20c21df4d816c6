"""The coded dimensions that statistics and records have in common."""

from __future__ import annotations

from typing import Protocol


class Coded(Protocol):
    """Anything that bears the coded dimensions of a statistic."""

    @property
    def indicator(self) -> str: ...  # noqa: D102
    @property
    def breakdown(self) -> str: ...  # noqa: D102
    @property
    def area(self) -> str: ...  # noqa: D102
    @property
    def counterpart(self) -> str: ...  # noqa: D102
    @property
    def flow(self) -> str: ...  # noqa: D102
    @property
    def per(self) -> str: ...  # noqa: D102
    @property
    def measure(self) -> str: ...  # noqa: D102
    @property
    def period(self) -> str: ...  # noqa: D102
    @property
    def base_period(self) -> str: ...  # noqa: D102
    @property
    def base(self) -> str: ...  # noqa: D102
    @property
    def stage(self) -> str: ...  # noqa: D102
    @property
    def bound(self) -> str: ...  # noqa: D102
