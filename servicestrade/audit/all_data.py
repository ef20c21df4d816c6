"""Read all data at once, so that errors are reported before any work begins."""

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
        If one of them is broken; the first such error.
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
