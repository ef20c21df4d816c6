"""Double entry: two independent entries, their differences, and how these were settled.

``data/entry/first.csv`` and ``second.csv`` hold what each enterer wrote. ``settled.csv`` says, for
each field on which they differ or are both wrong, what holds and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from servicestrade.files.csv_cells import cell_fault
from servicestrade.files.csv_tables import columns, read_rows
from servicestrade.files.errors import DataError, unknown
from servicestrade.ledger.dimensions import DIMENSIONS
from servicestrade.ledger.statistics import check_printed

CODED = ("value", *(dimension.name for dimension in DIMENSIONS))
"""The fields of a statistic that are entered twice and compared."""

ENTRY_COLUMNS = ("offset", "printed", "kind", "part_of", *CODED, "note")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """A field on which the two entries of one numeral differ."""

    offset: int
    field: str
    first: str
    second: str


def read_entry(name: str) -> dict[int, Row]:
    """Read ``first`` or ``second`` by offset.

    Raises
    ------
    DataError
        If a cell does not match its description, or a statistic has no value.
    """
    rows: dict[int, Row] = {}
    for where, row in read_rows(f"entry/{name}.csv"):
        if row["kind"] == "statistic":
            if not row["value"]:
                raise DataError(f"{where}: a statistic without a value; enter it as printed")
            check_printed(row, where)
        rows[int(row["offset"])] = row
    return rows


def read_checked(side: str, numerals: Sequence[Row]) -> dict[int, Row]:
    """Read ``first`` or ``second`` by offset, and compare it with the numerals of the report.

    Raises
    ------
    DataError
        If the entry leaves out or misquotes a numeral.
    """
    entry = read_entry(side)
    for numeral in numerals:
        offset, printed = int(numeral["offset"]), numeral["printed"]
        entered = entry[offset]["printed"] if offset in entry else None
        if entered != printed:
            raise DataError(
                f"entry/{side}.csv: at offset {offset} the report has {printed!r}, and "
                f"{'nothing' if entered is None else repr(entered)} is entered; enter it as "
                "data/numerals.csv has it"
            )
    return entry


def read_settled() -> list[Row]:
    """Read how the differences were settled.

    Raises
    ------
    DataError
        If a value is settled that its column does not allow.
    """
    fields = columns("entry/first.csv")
    rows: list[Row] = []
    for where, row in read_rows("entry/settled.csv"):
        if row["field"] not in fields:
            raise DataError(f"{where}: {unknown('field', row['field'], fields)}")
        if fault := cell_fault(row["settled"], fields[row["field"]]):
            raise DataError(f"{where}, settled: {fault}")
        rows.append(row)
    return rows


def translated(rows: Iterable[Row]) -> list[Row]:
    """Add the Chinese version of each note, from ``data/entry/notes.csv``.

    Raises
    ------
    DataError
        If a note has no Chinese, or the Chinese has no note.
    """
    chinese = {row["offset"]: row["note_zh"] for _, row in read_rows("entry/notes.csv")}
    bilingual: list[Row] = [{**row, "note_zh": chinese.get(row["offset"], "")} for row in rows]
    stated = [row for row in bilingual if row["kind"] == "statistic"]
    alone = [row["offset"] for row in stated if bool(row["note"]) != bool(row["note_zh"])]
    if alone:
        raise DataError(
            f"entry/notes.csv: the note at offset {alone[0]} stands in one language only; write "
            "the other, or take the row out"
        )
    return bilingual


def compared_fields(first: Row, second: Row) -> tuple[str, ...]:
    """Return the fields that are compared between two entries of one numeral."""
    kinds = {first["kind"], second["kind"]}
    if kinds == {"statistic"}:
        return ("kind", *CODED)
    return ("kind", "part_of") if "part" in kinds else ("kind",)


def differences(first: Mapping[int, Row], second: Mapping[int, Row]) -> list[Difference]:
    """List all fields on which two entries differ, by offset.

    Raises
    ------
    DataError
        If a numeral stands in one entry only.
    """
    alone = sorted(set(first) ^ set(second))
    if alone:
        raise DataError(f"entered once only: offsets {alone[:10]}; enter them a second time")
    return [
        Difference(offset, field, first[offset][field], second[offset][field])
        for offset in sorted(first)
        for field in compared_fields(first[offset], second[offset])
        if first[offset][field] != second[offset][field]
    ]


@dataclass(frozen=True)
class Discrepancy:
    """How far two entries differ.

    Attributes
    ----------
    compared, differ : int
        Fields that were compared, and those on which the entries differ.
    """

    compared: int
    differ: int

    @property
    def per_thousand(self) -> Decimal:
        """Fields that differ among a thousand compared, to two decimals."""
        return (Decimal(1000 * self.differ) / self.compared).quantize(Decimal("0.01"))


def discrepancy(first: Mapping[int, Row], second: Mapping[int, Row]) -> Discrepancy:
    """Measure how far two entries of the same numerals differ.

    Raises
    ------
    DataError
        If a numeral stands in one entry only.
    """
    differ = len(differences(first, second))
    compared = sum(len(compared_fields(row, second[offset])) for offset, row in first.items())
    return Discrepancy(compared, differ)


def settle(
    first: Mapping[int, Row], second: Mapping[int, Row], settled: Sequence[Row]
) -> dict[int, dict[str, str]]:
    """Apply the settled values to the entries.

    Returns
    -------
    dict of int to dict
        The settled entries, by offset.

    Raises
    ------
    DataError
        If a difference is not settled, or a settled row misquotes an entry.
    """
    result = {}
    for offset, row in first.items():
        base = row if row["kind"] == "statistic" else second[offset]
        merged = dict(base if base["kind"] == "statistic" else row)
        merged["note"] = row["note"] or second[offset]["note"]
        result[offset] = merged
    decided = set()
    for row in settled:
        offset, field = int(row["offset"]), row["field"]
        _check_quote(row, first, second)
        result[offset][field] = row["settled"]
        decided.add((offset, field))
    for item in differences(first, second):
        if (item.offset, item.field) not in decided:
            raise DataError(
                f"entry/settled.csv: offset {item.offset}, {item.field}: {item.first!r} against "
                f"{item.second!r} is not settled; read the text there and add a row"
            )
    return result


def _check_quote(row: Row, first: Mapping[int, Row], second: Mapping[int, Row]) -> None:
    offset, field = int(row["offset"]), row["field"]
    if offset not in first or field not in ENTRY_COLUMNS:
        raise DataError(f"entry/settled.csv: no field {field!r} at offset {offset}")
    for side, entry in (("first", first), ("second", second)):
        if field != "note" and row[side] != entry[offset][field]:
            raise DataError(
                f"entry/settled.csv: offset {offset}, {field}: {side} is {entry[offset][field]!r}, "
                f"not {row[side]!r}; quote the entry as it is"
            )
