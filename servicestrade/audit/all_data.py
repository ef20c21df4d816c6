"""All data at once, so that what is broken is said before any work begins."""

from __future__ import annotations

from servicestrade.audit.report import audited
from servicestrade.audit.suspects import suspects
from servicestrade.audit.written import half_widths
from servicestrade.files.csv_tables import read_rows
from servicestrade.files.yaml_registers import read_register
from servicestrade.language.prose import names
from servicestrade.ledger.catalogue import records
from servicestrade.registers.errata import findings
from servicestrade.registers.figures import figures
from servicestrade.registers.reference import cases, chapters, glossary


def read_all() -> None:
    """Read every table and register that pages and notebooks show.

    Raises
    ------
    DataError
        At the first that is broken.
    """
    read_register("phrases.yml")
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
