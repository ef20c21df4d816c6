"""Words that readers see, in both languages: ``data/phrases.yml``.

Labels are written with the first selection, which need not wait for the JSON Schema: whoever reads
all data, such as the build of the book, checks the register by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from servicestrade.files.errors import DataError, unknown
from servicestrade.files.paths import data_dir
from servicestrade.files.text_files import Json

_FILE = "phrases.yml"

Bilingual = Mapping[str, str]
"""A text in both languages, ``en`` and ``zh``."""


@cache
def phrases(section: str) -> Mapping[str, Bilingual]:
    """Return the phrases of one section by their keys.

    Parameters
    ----------
    section : str
        A section of the register, such as ``site``, ``frame`` or ``labels``.

    Raises
    ------
    UnknownError
        If there is no such section; the message names the nearest.
    DataError
        If the register is no YAML, or names a key twice.

    Examples
    --------
    >>> phrases("frame")["search"]["zh"]
    '搜索'
    """
    register = _register()
    if section not in register:
        raise unknown(f"section of {_FILE}", section, register)
    return MappingProxyType(register[section])


def phrase(section: str, key: str, lang: str, /, **blanks: object) -> str:
    """Return one phrase in one language, its blanks filled in.

    Parameters
    ----------
    section, key : str
        Where it stands in the register.
    lang : {"en", "zh"}
        Language.
    **blanks : object
        What the blanks hold; one that the language does not need is left out.

    Raises
    ------
    DataError
        If the register lacks it.

    Examples
    --------
    >>> phrase("figures", "fig", "zh", number="1-2")
    '图1-2'
    """
    try:
        return phrases(section)[key][lang].format(**blanks)
    except KeyError as error:
        raise DataError(f"{_FILE}, {section}.{key}, {lang}: no {error}; write it there") from None


@cache
def _register() -> Json:
    # importing the package need not wait for YAML; the first selection does
    from servicestrade.files.yaml_registers import read_yaml  # noqa: PLC0415

    return read_yaml(data_dir() / _FILE, _FILE)
