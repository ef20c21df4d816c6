"""The data tables are what data/datapackage.json says of them, in both languages."""

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from frictionless import Package

from servicestrade.ledger.codes import LISTS, base_parts, code_list
from servicestrade.ledger.dimensions import CODE_LISTS
from servicestrade.maintain.double_entry import differences, read_entry

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2] / "data"
RESOURCES = json.loads((DATA / "datapackage.json").read_text("utf-8"))["resources"]
TABLES = {item["path"]: item for item in RESOURCES if item.get("type") == "table"}
HAN = re.compile("[\u4e00-\u9fff]")


def rows(path: str, folder: Path = DATA) -> list[dict[str, str]]:
    with (folder / path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def faults(folder: Path) -> list[str]:
    """Say of each error where it stands and what is wrong."""
    report = Package(str(folder / "datapackage.json")).validate()
    whole = [error.message for error in report.errors]
    return whole + [
        f"{task.place}: {error.message}" for task in report.tasks for error in task.errors
    ]


def test_types_keys_and_foreign_keys_hold() -> None:
    problems = faults(DATA)
    assert not problems, "\n" + "\n".join(problems)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))

    def change(path: str, row: int, **cells: str) -> None:
        table = rows(path, folder)
        table[row].update(cells)
        with (folder / path).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(table[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)

    change("statistics.csv", 0, area="XX", value="many", period="2022 or so")
    change("statistics.csv", 1, id=rows("statistics.csv")[2]["id"], same_as="no-such-statistic")
    change("labels.csv", 3, offset="1")
    change("history.csv", 0, basis="guess")
    change("codes/units.csv", 0, definition_zh="")
    change("entry/settled.csv", 0, offset="7")
    problems = "\n".join(faults(folder))
    for fault in (
        'statistics.csv: Type error in the cell "many" in row "2"',
        'statistics.csv: The cell "2022 or so" in row at position "2"',
        'statistics.csv: Row at position "2" violates the foreign key: for "area": values "XX"',
        'statistics.csv: Row at position "3" violates the foreign key: for "same_as"',
        'statistics.csv: Row at position "4" violates the primary key',
        'labels.csv: Row at position "5" violates the foreign key: for "offset": values "1"',
        'history.csv: The cell "guess" in row at position "2"',
        'codes/units.csv: The cell "" in row at position "2" and field "definition_zh"',
        'entry/settled.csv: Row at position "2" violates the foreign key: for "offset"',
    ):
        assert fault in problems, f"no fault {fault!r} in\n{problems}"


def test_every_table_is_described_and_every_file_is_there() -> None:
    described = {item["path"] for item in RESOURCES}
    there = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")}
    assert there <= described, f"in no resource: {sorted(there - described)}"
    missing = sorted(path for path in described if not (DATA / path).is_file())
    assert not missing, f"described, but not there: {missing}"


@pytest.mark.parametrize("path", TABLES)
def test_columns_stand_as_described(path: str) -> None:
    with (DATA / path).open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    fields = TABLES[path]["schema"]["fields"]
    assert header == [field["name"] for field in fields]
    assert all(field["title"] and field["description"] for field in fields)


def coded_cells() -> Iterator[tuple[str, str, str]]:
    """Give each code of the cells that hold several: where it stands, its list, the code."""
    for path in ("statistics.csv", "history.csv", "derivations.csv"):
        for row in rows(path):
            where = f"{path}, {row['id']}"
            for code in row["breakdown"].split():
                yield f"{where}, breakdown", "breakdowns", code
            for dimension, value in base_parts(row["base"]).items():
                for code in value.split():
                    yield f"{where}, base", CODE_LISTS[dimension], code
    for row in rows("codes/areas.csv"):
        for code in row["members"].split():
            yield f"areas.csv, {row['code']}, members", "areas", code


def test_cells_of_several_codes_name_codes_of_their_lists() -> None:
    cells = list(coded_cells())
    places = {where.rpartition(", ")[2] for where, *_ in cells}
    assert places == {"breakdown", "base", "members"}
    unknown = [
        f"{where}: {code} is not in {name}"
        for where, name, code in cells
        if code not in code_list(name)
    ]
    assert not unknown, "\n" + "\n".join(unknown)


def test_codes_of_a_breakdown_stand_in_order() -> None:
    wrong = [
        f"{path}, {row['id']}: {row['breakdown']}"
        for path in ("statistics.csv", "history.csv", "derivations.csv")
        for row in rows(path)
        if row["breakdown"].split() != sorted(set(row["breakdown"].split()))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_statistics_in_digits_stand_at_their_numerals() -> None:
    # A foreign key cannot express this: quantities in words have no numeral.
    numerals = {row["offset"]: (row["printed"], row["chapter"]) for row in rows("numerals.csv")}
    for row in rows("statistics.csv"):
        numeral = numerals.get(row["offset"])
        if row["in_digits"] == "true":
            assert numeral == (row["printed"], row["chapter"]), row["id"]
        else:
            assert numeral is None, f"{row['id']} is said to be in words"


def test_all_records_share_one_space_of_ids() -> None:
    tables = ("statistics.csv", "history.csv", "derivations.csv")
    ids = Counter(row["id"] for path in tables for row in rows(path))
    twice = [id for id, count in ids.items() if count > 1]
    assert not twice, f"more than one record is called {twice}"


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_named_and_defined_in_both_languages(name: str) -> None:
    for row in rows(f"codes/{name}.csv"):
        where = f"{name}.csv, {row['code']}"
        for column in ("name_en", "name_zh", "definition", "definition_zh"):
            assert row[column].strip(), f"{where}: {column} is empty"
        assert not HAN.search(row["definition"]), f"{where}: the definition is not English"
        assert HAN.search(row["definition_zh"]), f"{where}: definition_zh is not Chinese"
        for column in row:
            if column.endswith("_en"):
                other = column.removesuffix("_en") + "_zh"
                assert bool(row[column]) == bool(row[other]), f"{where}: {column} without {other}"


def in_runs(kinds: list[str]) -> bool:
    """Whether what is of one kind stands together."""
    starts = [kind for i, kind in enumerate(kinds) if i == 0 or kinds[i - 1] != kind]
    return len(starts) == len(set(starts))


def test_code_lists_are_in_order() -> None:
    areas = list(code_list("areas"))
    patterns = ("W1", "CN", "[A-Z]{2}", "CN-[A-Z]{2}", r"\d{3}", "x-(?!city-).+", "x-city-.+")
    kinds = [
        next(i for i, pattern in enumerate(patterns) if re.fullmatch(pattern, code))
        for code in areas
    ]
    assert kinds == sorted(kinds)
    for kind in (patterns.index("[A-Z]{2}"), patterns.index(r"\d{3}")):
        block = [code for code, found in zip(areas, kinds, strict=True) if found == kind]
        assert block == sorted(block)
    assert in_runs([code.partition(":")[0] for code in code_list("breakdowns")])


def test_the_readme_tells_how_the_differences_were_settled() -> None:
    text = " ".join((DATA / "README.md").read_text("utf-8").split())
    differing = differences(read_entry("first"), read_entry("second"))
    settled = {(int(row["offset"]), row["field"]): row for row in rows("entry/settled.csv")}
    as_in = Counter(
        next((side for side in ("first", "second") if row[side] == row["settled"]), "neither")
        for row in (settled[item.offset, item.field] for item in differing)
    )
    assert (
        f"Of the {len(differing)} fields {as_in['first']} were settled as in the first entry, "
        f"{as_in['second']} as in the second and {as_in['neither']} as in neither."
    ) in text
    both_erred = sum(field != "note" for _, field in settled) - len(differing)
    assert f"there are {both_erred} such fields so far" in text


def register_faults(register: object) -> list[str]:
    schema = json.loads((DATA / "figures.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(register)
    return [f"figures.yml, {error.json_path}: {error.message}" for error in errors]


def test_the_register_of_figures_is_complete() -> None:
    problems = register_faults(yaml.safe_load((DATA / "figures.yml").read_text("utf-8")))
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize(
    ("id", "change"),
    [
        ("figure-1-1", {}),
        ("fig-1-1", {"chapter": 28}),
        ("fig-1-1", {"kind": "table"}),
        ("fig-1-1", {"title": {"en": "A finding", "zh": ""}}),
        ("fig-1-1", {"alt": {"en": "Lines", "zh": "Lines"}}),
        ("fig-1-1", {"note": {"en": "Read with care", "zh": ""}}),
        ("fig-1-1", {"source": {"en": "WTO"}}),
        ("fig-1-1", {"colour": "red"}),
        ("fig-1-1", {"original_points": 0}),
        ("fig-1-a", {"original_points": 7}),
        ("tab-2-1", {"kind": "chart"}),
    ],
)
def test_a_broken_register_is_named(id: str, change: dict[str, Any]) -> None:
    text = {"en": "Text", "zh": "文字"}
    texts = ("title", "subtitle", "caption", "alt", "description", "unit", "source")
    entry = {"chapter": 1, "kind": "chart", **dict.fromkeys(texts, text)}
    assert not register_faults({"fig-1-1": entry})
    assert register_faults({id: {**entry, **change}})
