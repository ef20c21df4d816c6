"""Double entry: two independent entries, their differences, and the ledger made from them.

``data/entry/first.csv`` and ``second.csv`` hold what each enterer wrote. ``settled.csv`` says, for
each field on which they differ or are both wrong, what holds and why. The ledger is assembled from
these three files and no others, by ``servicestrade assemble``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from servicestrade.files.csv_cells import cell_fault
from servicestrade.files.csv_tables import columns, read_rows
from servicestrade.files.errors import DataError, unknown
from servicestrade.files.paths import data_dir
from servicestrade.files.writing import csv_content, write_whole
from servicestrade.ledger.codes import name
from servicestrade.ledger.dimensions import DIMENSIONS
from servicestrade.ledger.ids import base_slug, make_id
from servicestrade.ledger.labels import make_label
from servicestrade.ledger.statistics import COLUMNS, Statistic, check_printed, parse_row

CODED = ("value", *(dimension.name for dimension in DIMENSIONS))
"""The fields of a statistic that are entered twice and compared."""

ENTRY_COLUMNS = ("offset", "printed", "kind", "part_of", *CODED, "note")
LABEL_COLUMNS = ("offset", "printed", "role", "part_of")
LONGEST_ID = 80

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


def _rows(name: str) -> list[Row]:
    return [row for _, row in read_rows(name)]


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


def make_statistics(
    rows: Iterable[Row], numerals: Sequence[Row], published: Mapping[int, str]
) -> list[Statistic]:
    """Make the ledger from settled entries.

    Parameters
    ----------
    rows : iterable of mapping
        Settled entries.
    numerals : sequence of mapping
        The yardstick ``data/numerals.csv``.
    published : mapping of int to str
        The ids that statistics already have, by offset: they are permalinks and must not change.

    Returns
    -------
    list of Statistic
        In the order of the text, with ids, repetitions and labels.
    """
    chapters = {int(row["offset"]): int(row["chapter"]) for row in numerals}
    statistics = [
        _statistic(row, chapters)
        for row in sorted(rows, key=lambda row: int(row["offset"]))
        if row["kind"] == "statistic"
    ]
    return _identify(_tell_apart(statistics), published)


def _statistic(row: Row, chapters: Mapping[int, int]) -> Statistic:
    offset = int(row["offset"])
    before = max((place for place in chapters if place <= offset), default=offset)
    typed = {
        **dict.fromkeys(COLUMNS, ""),
        **{key: row[key] for key in ("offset", "printed", "note", "note_zh", *CODED)},
        "decimals": str(len(row["value"].partition(".")[2])),
        "unit_mult": row["unit_mult"] or "0",
        "status": row["status"] or "A",
        "qualifier": row["qualifier"] or "exact",
        "chapter": str(chapters[before]),
        "in_digits": "true" if offset in chapters else "false",
    }
    item = parse_row(typed, f"entry at offset {offset}")
    return replace(item, label_en=make_label(item, "en"), label_zh=make_label(item, "zh"))


def _tell_apart(rows: Sequence[Statistic]) -> list[Statistic]:
    """Add what is counted to labels that would otherwise be the same."""
    counted: dict[str, set[str]] = defaultdict(set)
    for item in rows:
        counted[item.label_en].add(item.counted)
    return [
        item
        if len(counted[item.label_en]) == 1
        else replace(
            item,
            label_en=f"{item.label_en} ({name('counted', item.counted, 'en')})",
            label_zh=f"{item.label_zh}（{name('counted', item.counted, 'zh')}）",
        )
        for item in rows
    ]


def _identify(rows: Sequence[Statistic], published: Mapping[int, str]) -> list[Statistic]:
    groups: dict[tuple[str, ...], list[Statistic]] = defaultdict(list)
    for item in rows:
        groups[item.key].append(item)
    principals = {
        key: next((item for item in group if item.qualifier == "exact"), group[0])
        for key, group in groups.items()
    }
    ids = _unique_ids(list(principals.values()), published)
    counts: Counter[tuple[str, int]] = Counter()
    result = []
    for item in rows:
        id = ids[item.key]
        if item is principals[item.key]:
            result.append(replace(item, id=id))
            continue
        counts[id, item.chapter] += 1
        number = counts[id, item.chapter]
        ending = f"-ch{item.chapter}" + (f"-{number}" if number > 1 else "")
        result.append(replace(item, id=id + ending, same_as=id))
    return result


def _unique_ids(
    items: Sequence[Statistic], published: Mapping[int, str]
) -> dict[tuple[str, ...], str]:
    groups: dict[str, list[Statistic]] = defaultdict(list)
    for item in items:
        groups[make_id(item)].append(item)
    ids = {
        item.key: published.get(item.offset, id + _distinction(item, group))
        for id, group in groups.items()
        for item in group
    }
    often = Counter(ids.values())
    for item in items:
        id = ids[item.key]
        if len(id) > LONGEST_ID or often[id] > 1:
            raise DataError(f"offset {item.offset}: the id {id} is too long or not unique")
    return ids


def _distinction(item: Statistic, group: Sequence[Statistic]) -> str:
    """Return an ending that distinguishes a statistic from others with the same id."""
    ending = ""
    for field in ("status", "counted", "base", "unit"):
        value = getattr(item, field)
        if len({getattr(other, field) for other in group}) > 1 and value:
            ending += "-" + (f"of-{base_slug(value)}" if field == "base" else value.lower())
    return ending


def make_labels(rows: Iterable[Row]) -> list[dict[str, str]]:
    """Make ``labels.csv`` from settled entries: the numerals that state no statistic."""
    return [
        {
            "offset": row["offset"],
            "printed": row["printed"],
            "role": row["kind"],
            "part_of": row["part_of"],
        }
        for row in sorted(rows, key=lambda row: int(row["offset"]))
        if row["kind"] != "statistic"
    ]


def as_row(item: Statistic) -> dict[str, str]:
    """Return a statistic as the strings of its CSV row."""
    row = {key: str(getattr(item, key)) for key in COLUMNS}
    row["in_digits"] = "true" if item.in_digits else "false"
    return row


def assemble() -> tuple[list[Statistic], list[dict[str, str]]]:
    """Make statistics and labels from the two entries and the settled differences.

    A statistic that ``statistics.csv`` holds already keeps its id there.
    """
    numerals = _rows("numerals.csv")
    first, second = (_checked(side, numerals) for side in ("first", "second"))
    rows = translated(settle(first, second, read_settled()).values())
    published = {
        int(row["offset"]): row["id"] for row in _rows("statistics.csv") if not row["same_as"]
    }
    return make_statistics(rows, numerals, published), make_labels(rows)


def _checked(side: str, numerals: Sequence[Row]) -> dict[int, Row]:
    """Read an entry; refuse it if it leaves out or misquotes a numeral of the report."""
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


def ledger_files(
    statistics: Iterable[Statistic], labels: Iterable[Mapping[str, str]]
) -> dict[str, bytes]:
    """Return the contents of the two tables of the ledger, by name."""
    return {
        "statistics.csv": csv_content(COLUMNS, (as_row(item).values() for item in statistics)),
        "labels.csv": csv_content(LABEL_COLUMNS, (row.values() for row in labels)),
    }


def write_ledger() -> tuple[int, int]:
    """Assemble the ledger and write it; on bad input nothing is written.

    Returns
    -------
    tuple of int
        How many statistics and how many labels it holds.

    Raises
    ------
    DataError
        If the entries are not as they should be, or a file cannot be written.
    """
    statistics, labels = assemble()
    for file, content in ledger_files(statistics, labels).items():
        write_whole(data_dir() / file, content)
    return len(statistics), len(labels)
