"""Words that readers of the site see, in both languages: ``data/phrases.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from servicestrade.files.errors import unknown
from servicestrade.files.yaml_registers import read_register
from servicestrade.registers.figures import Bilingual


@cache
def phrases(section: str) -> Mapping[str, Bilingual]:
    """Return the phrases of one section by their keys.

    Parameters
    ----------
    section : str
        ``site``, ``frame``, ``measures`` or ``rules``.

    Raises
    ------
    UnknownError
        If there is no such section; the message names the nearest.
    DataError
        If the register is not as its schema says.

    Examples
    --------
    >>> phrases("frame")["search"]["zh"]
    '搜索'
    """
    register = read_register("phrases.yml")
    if section not in register:
        raise unknown("section of phrases.yml", section, register)
    return MappingProxyType(register[section])
