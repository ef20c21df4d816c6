"""Hold the ledger to its contract: every numeral once, every code known, every id for ever."""

import csv
import hashlib
import re
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from servicestrade.files.paths import data_dir
from servicestrade.language.format import CURRENCIES
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.codes import LISTS, base_parts, code_list
from servicestrade.ledger.dimensions import CODE_LISTS
from servicestrade.ledger.statistics import Statistic, ledger
from servicestrade.maintain.assembly import LONGEST_ID, assemble, ledger_files

NUMERALS = 2_359
NUMERALS_SHA256 = "cb57c563c1843ce6bf242a3fc047415c6ece34a174fd5d26046c69021e4150ba"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
BASE_ORDER = ["area", "breakdown", "counterpart", "indicator", "flow"]
POINTS = {"share_change_pp", "growth_change_pp", "gap_pp"}
COMPARED = {"share", "ratio", "contribution_rate", *POINTS}
SIGNED = {"growth_yoy", "growth_total", "growth_average", "change_abs", "rank_change", *POINTS}
SCALES = {"PT": {0, 1, -1}, "PP": {0}, "X": {0}, "NUM": {0, 4, 8, -4}, "m2": {0, 4, 8}}
MONEY_SCALES = {0, 4, 8, 10, 11, 12, 13}


def rows_of(name: str) -> list[dict[str, str]]:
    """Read a table as it stands, not through the package."""
    with (data_dir() / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def numerals() -> dict[int, dict[str, str]]:
    """Give the yardstick by offset."""
    return {int(row["offset"]): row for row in rows_of("numerals.csv")}


@pytest.fixture(scope="module")
def labels() -> list[dict[str, str]]:
    """Give the numerals that state no statistic."""
    return rows_of("labels.csv")


@pytest.fixture(scope="module")
def statistics() -> list[Statistic]:
    """Give the statistics in the order of the text."""
    return list(ledger().values())


@pytest.fixture(scope="module")
def principals(statistics: list[Statistic]) -> list[Statistic]:
    """Give the statistics that repeat no other."""
    return [item for item in statistics if not item.same_as]


def ids(found: list[Statistic]) -> list[str]:
    """Name statistics in a message."""
    return [item.id for item in found]


def test_the_yardstick_is_the_one_that_was_given(numerals: dict[int, dict[str, str]]) -> None:
    content = (data_dir() / "numerals.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == NUMERALS_SHA256
    assert len(numerals) == NUMERALS


def test_every_numeral_stands_once(
    numerals: dict[int, dict[str, str]],
    statistics: list[Statistic],
    labels: list[dict[str, str]],
) -> None:
    offsets = [item.offset for item in statistics if item.in_digits]
    offsets += [int(row["offset"]) for row in labels]
    found = Counter(offsets)
    wrong = {
        "missing": sorted(set(numerals) - set(found)),
        "twice": sorted(offset for offset, times in found.items() if times > 1),
        "foreign": sorted(set(found) - set(numerals)),
    }
    assert not any(wrong.values()), f"offsets of numerals: {wrong}"
    assert len(offsets) == NUMERALS


def test_rows_quote_the_yardstick(
    numerals: dict[int, dict[str, str]],
    statistics: list[Statistic],
    labels: list[dict[str, str]],
) -> None:
    quoted = [(i.offset, i.printed, i.chapter) for i in statistics if i.in_digits]
    quoted += [
        (int(row["offset"]), row["printed"], int(numerals[int(row["offset"])]["chapter"]))
        for row in labels
    ]
    wrong = [
        (offset, printed, chapter)
        for offset, printed, chapter in quoted
        if (printed, str(chapter)) != (numerals[offset]["printed"], numerals[offset]["chapter"])
    ]
    assert not wrong


def test_a_quantity_in_words_is_none_of_the_numerals(
    numerals: dict[int, dict[str, str]], statistics: list[Statistic]
) -> None:
    words = [item for item in statistics if not item.in_digits]
    assert words
    assert not [i.id for i in words if i.offset in numerals or re.search(r"\d", i.printed)]
    places = [item.offset for item in statistics]
    assert len(places) == len(set(places))


def test_rows_stand_in_the_order_of_the_text(
    statistics: list[Statistic], labels: list[dict[str, str]]
) -> None:
    for offsets in ([i.offset for i in statistics], [int(row["offset"]) for row in labels]):
        assert offsets == sorted(offsets)


def test_ids_are_permalinks() -> None:
    wrong = [id for id in records() if not ID.fullmatch(id) or len(id) > LONGEST_ID]
    assert not wrong
    every = [
        row["id"]
        for name in ("statistics.csv", "derivations.csv", "history.csv")
        for row in rows_of(name)
    ]
    assert [id for id, times in Counter(every).items() if times > 1] == []
    assert set(every) <= set(records())


def test_external_ids_say_so() -> None:
    endings = {"external": "-ext", "proxy": "-proxy", "check": "-ext"}
    for item in records().values():
        assert item.id.endswith(endings.get(item.basis, item.id)), item.id
        assert (item.basis in endings) == item.id.endswith(("-ext", "-proxy")), item.id


def test_a_key_occurs_once(principals: list[Statistic]) -> None:
    keys: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for item in principals:
        keys[item.key].append(item.id)
    assert [found for found in keys.values() if len(found) > 1] == []


def test_a_repetition_names_its_principal(
    statistics: list[Statistic], principals: list[Statistic]
) -> None:
    first = {item.id: item for item in principals}
    groups: dict[str, list[Statistic]] = defaultdict(list)
    for item in statistics:
        groups[item.same_as or item.id].append(item)
        if item.same_as:
            assert item.same_as in first, f"{item.id}: no principal {item.same_as}"
            assert item.key == first[item.same_as].key, item.id
            ending = rf"{re.escape(item.same_as)}-ch{item.chapter}(-[2-9]|-\d\d)?"
            assert re.fullmatch(ending, item.id), item.id
    for id, group in groups.items():
        wanted = next((item for item in group if item.qualifier == "exact"), group[0])
        assert wanted.id == id


def test_every_code_is_in_its_list(
    statistics: list[Statistic], labels: list[dict[str, str]]
) -> None:
    known = {column: set(code_list(name)) for column, name in CODE_LISTS.items()}
    used = [
        (item.id, column, part)
        for item in statistics
        for column in CODE_LISTS
        for part in getattr(item, column).split()
    ]
    used += [
        (item.id, dimension, part)
        for item in statistics
        for dimension, value in base_parts(item.base).items()
        for part in value.split()
    ]
    assert [one for one in used if one[2] not in known[one[1]]] == []
    assert {row["role"] for row in labels} <= set(code_list("roles"))
    required = ("unit", "measure", "indicator", "area", "status", "qualifier")
    assert not [i.id for i in statistics if not all(getattr(i, column) for column in required)]


@pytest.mark.parametrize("name", LISTS)
def test_a_code_has_names_and_a_definition(name: str) -> None:
    columns = ("name_en", "name_zh", "definition", "source")
    assert code_list(name)
    empty = [
        (code, column)
        for code, row in code_list(name).items()
        for column in columns
        if not row[column].strip()
    ]
    assert not empty


def test_labels_say_what_is_measured_in_both_languages(principals: list[Statistic]) -> None:
    assert not [i.id for i in records().values() if not i.label_en or not i.label_zh]
    for language in ("label_en", "label_zh"):
        alike = Counter(getattr(item, language) for item in principals)
        assert [label for label, times in alike.items() if times > 1] == []
    assert not [item.id for item in principals if not re.search(r"[\u4e00-\u9fff]", item.label_zh)]
    assert not [item.id for item in principals if re.search(r"[\u4e00-\u9fff]", item.label_en)]


def test_a_value_is_the_numeral_as_printed(
    statistics: list[Statistic], labels: list[dict[str, str]]
) -> None:
    pieces = {row["part_of"]: row["printed"] for row in labels if row["role"] == "part"}
    for item in statistics:
        text = str(item.value)
        assert len(text.partition(".")[2]) == item.decimals, item.id
        divisor = pieces.get(str(item.offset))
        if divisor:
            hundredths = 100 * Decimal(item.printed) / Decimal(divisor)
            assert item.value == hundredths.quantize(Decimal("0.0001")), item.id
        elif item.in_digits:
            assert text.removeprefix("-") == item.printed.replace(",", ""), item.id
        else:
            assert item.decimals in (0, 4), item.id


def test_only_what_has_a_direction_is_negative(statistics: list[Statistic]) -> None:
    assert not [i.id for i in statistics if i.value < 0 and i.measure not in SIGNED]
    assert [i.id for i in statistics if i.value < 0]


def test_periods_are_iso_8601(statistics: list[Statistic]) -> None:
    for item in statistics:
        for period in (item.period, item.base_period):
            ends = period.split("/") if period else []
            assert all(PERIOD.fullmatch(end) for end in ends), (item.id, period)
            assert ends == sorted(set(ends)), (item.id, period)
            assert len(ends) <= 2, (item.id, period)
        assert item.period or item.measure == "threshold", f"{item.id} has no period"
        if item.measure in ("growth_total", "growth_average"):
            assert "/" in item.period, item.id
            assert not item.base_period, item.id


def test_dates_are_in_order(statistics: list[Statistic], labels: list[dict[str, str]]) -> None:
    """A comparison looks back, and a printed range of years ascends."""
    wrong = [
        f"{item.id}: {item.period} is compared with {item.base_period}"
        for item in statistics
        if item.base_period and item.base_period >= item.period
    ]
    printed = {int(row["offset"]): row["printed"] for row in labels}
    years = {at: text for at, text in printed.items() if re.fullmatch(r"(19|20)\d\d", text)}
    ranges = [(at, year, years[at + 5]) for at, year in years.items() if at + 5 in years]
    wrong += [f"offset {at}: {first}—{last}" for at, first, last in ranges if first >= last]
    assert not wrong
    assert len(ranges) > 30


def test_breakdowns_stand_in_alphabetical_order(statistics: list[Statistic]) -> None:
    for item in statistics:
        parts = item.breakdown.split()
        assert " ".join(parts) == item.breakdown, item.id
        assert parts == sorted(set(parts)), item.id


def test_a_base_names_its_dimensions_in_order(statistics: list[Statistic]) -> None:
    for item in statistics:
        parts = base_parts(item.base)
        assert list(parts) == [name for name in BASE_ORDER if name in parts], item.id
        words = " ".join(f"{name}:{value}" for name, value in parts.items())
        assert words == item.base, item.id
        assert not item.base or item.measure in COMPARED, item.id


def test_units_fit_measures(statistics: list[Statistic]) -> None:
    for item in statistics:
        money = item.unit in CURRENCIES
        scales = MONEY_SCALES if money else SCALES.get(item.unit, {0})
        assert item.unit_mult in scales, item.id
        assert item.unit != "PP" or item.measure in POINTS, item.id
        assert item.unit == "NUM" or item.measure not in ("count", "rank", "rank_change"), item.id
        assert item.unit == "NUM" or not item.counted, item.id
        assert not (item.counted and item.measure == "rank"), item.id
        assert item.counted or item.measure != "count", item.id


def test_a_balance_is_a_surplus_or_a_deficit(statistics: list[Statistic]) -> None:
    wrong = [
        item
        for item in statistics
        if (item.flow == "balance") != item.indicator.endswith(("_surplus", "_deficit"))
    ]
    assert ids(wrong) == []


def test_a_piece_belongs_to_a_statistic(
    statistics: list[Statistic], labels: list[dict[str, str]]
) -> None:
    places = {str(item.offset) for item in statistics}
    for row in labels:
        assert (row["role"] == "part") == bool(row["part_of"]), row
        assert not row["part_of"] or row["part_of"] in places, row


def test_the_ledger_is_what_the_entries_give() -> None:
    made = ledger_files(*assemble())
    assert list(made) == ["statistics.csv", "labels.csv"]
    for name, content in made.items():
        same = content == (data_dir() / name).read_bytes()
        assert same, f"{name} is not what the entries give: run servicestrade assemble"
