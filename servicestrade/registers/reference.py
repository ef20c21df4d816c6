"""What the reference pages tell of the report: its chapters, its terms, its pilot cases.

Each has its file: ``data/chapters.csv``, ``data/glossary.yml`` and ``data/cases.yml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError, unknown
from servicestrade.files.yaml_registers import read_register
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.phrases import Bilingual
from servicestrade.ledger.statistics import Statistic, ledger

COLUMNS_OF = MappingProxyType(
    {
        "areas": ("area", "counterpart"),
        "breakdowns": ("breakdown",),
        "indicators": ("indicator",),
        "measures": ("measure",),
        "units": ("unit",),
    }
)
"""The code lists that a term may name, and the columns of the ledger that hold their codes."""

_LANGUAGES = ("en", "zh")
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Chapter:
    """A chapter of the report.

    Attributes
    ----------
    chapter : int
        Its number in the report's order, which the report does not print.
    part, title, contributor : mapping
        The part that it stands in, its title and who wrote it or supplied it, with ``en`` and
        ``zh``; part and contributor are empty where the report names none.
    report_page : int
        Its page in the report's own table of contents.
    page : str
        This edition's page of it.
    """

    chapter: int
    part: Bilingual
    title: Bilingual
    contributor: Bilingual
    report_page: int
    page: str


@dataclass(frozen=True)
class Term:
    """A term of the report.

    Attributes
    ----------
    id : str
        Its id; a page links it as ``#term-<id>``.
    en, zh : str
        The term in English, and as the report prints it.
    definition, source : mapping
        What it means and whose definition that follows.
    codes : tuple of str
        The codes that stand for it, as ``list:code``.
    """

    id: str
    en: str
    zh: str
    definition: Bilingual
    source: Bilingual
    codes: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Its anchor, by which any page links it."""
        return f"term-{self.id}"

    @property
    def statistics(self) -> int:
        """The number of statistics that bear one of its codes."""
        return sum(any(_bears(item, code) for code in self.codes) for item in ledger().values())


@dataclass(frozen=True)
class Subject:
    """A part of the glossary: its anchor, its title and its terms in their order."""

    id: str
    title: Bilingual
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Case:
    """A pilot case of the report's last part.

    Attributes
    ----------
    chapter : int
        The chapter that tells it.
    place, theme, obstacle, action, effect : mapping
        Where it was tried, what it is about, what stood in the way, what was done and what is
        measured of it; the numbers are links, as in prose.
    modes : tuple of int
        The modes of supply that it eases, as this edition reads it.
    """

    chapter: int
    place: Bilingual
    theme: Bilingual
    modes: tuple[int, ...]
    obstacle: Bilingual
    action: Bilingual
    effect: Bilingual


@cache
def chapters() -> Mapping[int, Chapter]:
    """Return the chapters of the report by number, in its order.

    Examples
    --------
    >>> chapters()[7].title["zh"]
    '旅行服务'
    """
    found = {}
    for _, row in read_rows("chapters.csv"):
        texts = {
            name: {lang: row[f"{name}_{lang}"] for lang in _LANGUAGES}
            for name in ("part", "title", "contributor")
        }
        number, printed = int(row["chapter"]), int(row["report_page"])
        found[number] = Chapter(number, report_page=printed, page=row["page"], **texts)
    return MappingProxyType(found)


@cache
def glossary() -> tuple[Subject, ...]:
    """Return the glossary, subject by subject.

    Raises
    ------
    DataError
        If the file cannot be read, an entry lacks a field, or two terms have one id.
    UnknownError
        If a term names a code that is in no list.
    """
    subjects = tuple(
        _row(Subject, entry | {"terms": [_row(Term, item) for item in entry["terms"]]})
        for entry in read_register("glossary.yml")
    )
    seen: set[str] = set()
    for term in (term for subject in subjects for term in subject.terms):
        if term.id in seen:
            raise DataError(f"glossary.yml: the id {term.id} stands for two terms; rename one")
        seen.add(term.id)
        _check_codes(term)
    return subjects


@cache
def terms() -> Mapping[str, Term]:
    """Return the terms of the glossary by id.

    Examples
    --------
    >>> terms()["ito"].zh
    '信息技术外包'
    """
    return MappingProxyType({term.id: term for part in glossary() for term in part.terms})


@cache
def cases() -> tuple[Case, ...]:
    """Return the pilot cases in the order of their chapters."""
    return tuple(_row(Case, entry) for entry in read_register("cases.yml"))


def _row(kind: Callable[..., _Row], entry: Mapping[str, Any]) -> _Row:
    """Make a row of an entry; lists become tuples."""
    values = {key: tuple(item) if isinstance(item, list) else item for key, item in entry.items()}
    return kind(**values)


def _check_codes(term: Term) -> None:
    """Raise an error at a code that is in no list."""
    for code in term.codes:
        name, _, value = code.partition(":")
        if name not in COLUMNS_OF:
            raise unknown("code list in glossary.yml", name, COLUMNS_OF)
        if value not in code_list(name):
            raise unknown(f"code of {name} in glossary.yml", value, code_list(name))


def _bears(item: Statistic, code: str) -> bool:
    """Tell whether a statistic is coded by ``list:code``."""
    name, _, value = code.partition(":")
    return any(value in getattr(item, column).split() for column in COLUMNS_OF[name])
