"""All data at once, so that what is broken is said before any work begins."""

from __future__ import annotations

from servicestrade.audit.suspects import suspects
from servicestrade.audit.written import half_widths
from servicestrade.catalogue import records
from servicestrade.errata import audited, findings
from servicestrade.prose import names
from servicestrade.reference import cases, chapters, glossary
from servicestrade.registry import figures
from servicestrade.rows import read_rows


def read_all() -> None:
    """Read every table and register that pages and notebooks show.

    Raises
    ------
    DataError
        At the first that is broken.
    """
    for read in (
        records,
        figures,
        findings,
        chapters,
        glossary,
        cases,
        suspects,
        names,
        half_widths,
        audited,
    ):
        read()
    list(read_rows("numerals.csv"))
