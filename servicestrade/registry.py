"""The register of figures and tables: ``data/figures.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from servicestrade.errors import DataError, unknown
from servicestrade.paths import data_dir

Bilingual = Mapping[str, str]


@dataclass(frozen=True)
class FigureMeta:
    """What is said of a figure or table; every text is a mapping with ``en`` and ``zh``.

    Attributes
    ----------
    title : mapping
        The finding.
    subtitle : mapping
        What is shown, in which unit, for which years.
    caption : mapping
        The report's own caption, or what this edition adds.
    alt, description : mapping
        Short and long text alternative.
    source, note : mapping
        Source line; what a reader must know to read it right.
    original_points : int or None
        How many points the report's own chart held; None for tables and this edition's charts.
    """

    id: str
    chapter: int
    kind: str
    title: Bilingual
    subtitle: Bilingual
    caption: Bilingual
    alt: Bilingual
    description: Bilingual
    unit: Bilingual
    source: Bilingual
    note: Bilingual
    original_points: int | None = None

    def name(self, lang: str) -> str:
        """Return ``Figure 1-2`` or ``图1-2``, ``Table 7-A`` or ``表7-A``."""
        words = {"fig": {"en": "Figure ", "zh": "图"}, "tab": {"en": "Table ", "zh": "表"}}
        prefix, _, number = self.id.partition("-")
        return words[prefix][lang] + number.upper()


TEXTS = ("title", "subtitle", "caption", "alt", "description", "unit", "source", "note")


_Entries = TypeVar("_Entries", dict[str, Any], list[Any])


def read_yaml(name: str, shape: type[_Entries]) -> _Entries:
    """Read a register of the data folder.

    Parameters
    ----------
    name : str
        The file.
    shape : type
        What it holds: ``dict`` for entries by id, ``list`` for entries in their order.

    Raises
    ------
    DataError
        If the file is no YAML, or holds no entries of that shape.
    """
    path = data_dir() / name
    try:
        loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{name} cannot be read: {error}; mend it there") from None
    if not isinstance(loaded, shape):
        raise DataError(f"{name} holds no entries; write one for each id")
    return loaded


@cache
def figures() -> Mapping[str, FigureMeta]:
    """Return the register by id, in the order of the file.

    Raises
    ------
    DataError
        If the file is no YAML, or an entry lacks a field or a language.
    """
    loaded = read_yaml("figures.yml", dict)
    return MappingProxyType({id: _read(id, entry) for id, entry in loaded.items()})


def _read(id: str, entry: object) -> FigureMeta:
    texts: dict[str, Any] = {"note": {"en": "", "zh": ""}}
    texts |= entry if isinstance(entry, dict) else {}
    for field in TEXTS:
        text = texts.get(field)
        # A note may be missing, but what is there is there in both languages.
        if not isinstance(text, dict) or set(text) != {"en", "zh"} or not _full(text, field):
            raise DataError(f"figures.yml, {id}: {field} needs a text in both en and zh")
    try:
        return FigureMeta(id=id, **texts)
    except TypeError as error:
        raise DataError(f"figures.yml, {id}: {error}; see the fields of FigureMeta") from None


def _full(text: Bilingual, field: str) -> bool:
    return all(text.values()) or (field == "note" and not any(text.values()))


def figure(id: str) -> FigureMeta:
    """Return one entry of the register.

    Raises
    ------
    UnknownError
        If there is none; the message names the nearest ids.
    """
    rows = figures()
    if id not in rows:
        raise unknown("figure", id, rows)
    return rows[id]
