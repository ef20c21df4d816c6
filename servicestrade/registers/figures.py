"""The register of figures and tables: ``data/figures.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from servicestrade.files.errors import unknown
from servicestrade.files.yaml_registers import read_register
from servicestrade.language.prose import without_links
from servicestrade.ledger.cards import card
from servicestrade.ledger.phrases import Bilingual, phrase


@dataclass(frozen=True, repr=False)
class FigureMeta:
    """What is said of a figure or table; every text is a mapping with ``en`` and ``zh``.

    Attributes
    ----------
    id : str
        Such as ``fig-1-2``; its page has this name.
    chapter : int
        The chapter that it stands in.
    kind : {"chart", "table"}
        What it is.
    title : mapping
        The finding.
    subtitle : mapping
        What is shown, in which unit, for which years.
    caption : mapping
        The report's own caption, or what this edition adds.
    alt, description : mapping
        Short and long text alternative.
    unit : mapping
        The unit of its values.
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
        """Return ``Figure 1-2`` or ``图1-2``, ``Table 7-A`` or ``表7-A``.

        Parameters
        ----------
        lang : {"en", "zh"}
            Language.
        """
        kind, _, number = self.id.partition("-")
        return phrase("figures", kind, lang, number=number.upper())

    def __repr__(self) -> str:
        """Name the figure, and its title without the links of its numbers."""
        return f"FigureMeta({self.id!r}, {without_links(self.title['en'])!r})"

    def _repr_html_(self) -> str:
        texts = ("subtitle", "caption", "alt", "unit", "source", "note")
        said = ((text, without_links(getattr(self, text)["en"])) for text in texts)
        title = f"{self.name('en')}: {without_links(self.title['en'])}"
        return card(title, (line for line in said if line[1]))


@cache
def figures() -> Mapping[str, FigureMeta]:
    """Return the register by id, in the order of the file.

    Raises
    ------
    DataError
        If the file is no YAML, or an entry lacks a field or a language.
    """
    without = {"note": {"en": "", "zh": ""}}
    loaded = read_register("figures.yml")
    return MappingProxyType(
        {id: FigureMeta(id=id, **(without | entry)) for id, entry in loaded.items()}
    )


def figure(id: str) -> FigureMeta:
    """Return what is said of one figure or table.

    Parameters
    ----------
    id : str
        Such as ``fig-1-2`` or ``tab-2-1``.

    Returns
    -------
    FigureMeta

    Raises
    ------
    UnknownError
        If there is none; the message names the nearest ids.

    Examples
    --------
    >>> import servicestrade as st
    >>> st.figure("tab-2-1").name("en")
    'Table 2-1'
    """
    rows = figures()
    if not isinstance(id, str) or id not in rows:
        raise unknown("figure", id, rows)
    return rows[id]
