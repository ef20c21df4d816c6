"""The ledger, assembled from the settled entries: ``servicestrade assemble``.

It is made from the three files of `double_entry` and the yardstick ``data/numerals.csv``. Ids that
are published stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.files.writing import csv_content, write_whole
from servicestrade.ledger.codes import name
from servicestrade.ledger.ids import base_slug, make_id
from servicestrade.ledger.labels import make_label
from servicestrade.ledger.statistics import COLUMNS, Statistic, parse_row
from servicestrade.maintain.double_entry import (
    CODED,
    Row,
    read_checked,
    read_settled,
    settle,
    translated,
)

LABEL_COLUMNS = ("offset", "printed", "role", "part_of")
LONGEST_ID = 80


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


def _rows(name: str) -> list[Row]:
    return [row for _, row in read_rows(name)]


def assemble() -> tuple[list[Statistic], list[dict[str, str]]]:
    """Make statistics and labels from the two entries and the settled differences.

    A statistic that ``statistics.csv`` holds already keeps its id there.
    """
    numerals = _rows("numerals.csv")
    first, second = (read_checked(side, numerals) for side in ("first", "second"))
    rows = translated(settle(first, second, read_settled()).values())
    published = {
        int(row["offset"]): row["id"] for row in _rows("statistics.csv") if not row["same_as"]
    }
    return make_statistics(rows, numerals, published), make_labels(rows)


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
