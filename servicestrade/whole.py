"""All data at once, so that what is broken is said before any work begins."""

from __future__ import annotations

from servicestrade.audit.index import Index
from servicestrade.audit.suspects import suspects
from servicestrade.audit.written import all_rules, half_widths
from servicestrade.catalogue import records
from servicestrade.errata import findings
from servicestrade.ledger import ledger
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
    ):
        read()
    all_rules(Index(ledger().values()))
    list(read_rows("numerals.csv"))
