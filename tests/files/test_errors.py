"""Bad input gets one clear message: which file, which row or id, and how to mend it."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import servicestrade as st
from servicestrade.files import paths
from servicestrade.files.errors import DataError, UnknownError
from servicestrade.language.prose import names
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.provenance import provenance
from servicestrade.ledger.statistics import ledger, principal
from servicestrade.maintain.assembly import assemble
from servicestrade.maintain.report_text import read_report
from servicestrade.registers.figures import figures

TOTAL = "cn-services-trade-total-2022"
EXPORTS = "cn-services-trade-exports-2022"

Change = Callable[[Path], None]
Read = Callable[[], object]


def cell(file: str, row: int, column: str, value: str) -> Change:
    """Make a change: another value in one cell, `row` being the line of the file."""

    def change(folder: Path) -> None:
        path = folder / file
        with path.open(encoding="utf-8", newline="") as stream:
            table = list(csv.reader(stream))
        table[row - 1][table[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(table)

    return change


def line(file: str, row: int, old: str, new: str) -> Change:
    """Make a change: a pattern replaced on one line."""

    def change(folder: Path) -> None:
        path = folder / file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines[row - 1], times = re.subn(old, new, lines[row - 1], count=1)
        assert times, f"{old} is not on line {row} of {file}"
        path.write_text("".join(lines), "utf-8")

    return change


def again(file: str, row: int) -> Change:
    """Make a change: one row twice."""

    def change(folder: Path) -> None:
        path = folder / file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join([*lines[:row], lines[row - 1], *lines[row:]]), "utf-8")

    return change


def whole(file: str, content: bytes | None) -> Change:
    """Make a change: another content, or no file."""

    def change(folder: Path) -> None:
        if content is None:
            (folder / file).unlink()
        else:
            (folder / file).write_bytes(content)

    return change


def formula(text: str) -> Change:
    """Make a change: another formula in the first derivation."""
    return cell("derivations.csv", 2, "formula", text)


STATISTICS = [
    (
        cell("statistics.csv", 2, "value", "7127O.6"),
        r"row 2, value: '7127O.6' is not a number.*report",
    ),
    (cell("statistics.csv", 3, "value", "NaN"), r"row 3, value: 'NaN' is not a number"),
    (cell("statistics.csv", 2, "offset", ""), r"row 2, offset: is empty; fill it in"),
    (
        cell("statistics.csv", 2, "in_digits", "yes"),
        r"row 2, in_digits: 'yes' must be true or false",
    ),
    (line("statistics.csv", 4, r",[^,\n]*$", ""), r"row 4 .*29 fields, not 30 as the header"),
    (line("statistics.csv", 4, r"\n", ",surplus\n"), r"row 4 .*quotation marks"),
    (line("statistics.csv", 4, r"^", '"'), r"row 4 \(line 4\): a quotation mark is wrong"),
    (line("statistics.csv", 1, "unit_mult", "power"), "column 'power'; missing: unit_mult; .*CODE"),
    (again("statistics.csv", 5), "row 6: id world-.* stands twice.*give one another"),
    (cell("statistics.csv", 2, "area", "WX1"), r"row 2 .*areas 'WX1'; nearest: W1.*areas\.csv"),
    (cell("statistics.csv", 2, "breakdown", "ebops:SZ"), r"row 2 .*breakdowns 'ebops:SZ'"),
    (cell("statistics.csv", 4, "base", "area:WX1"), r"row 4 .*areas 'WX1'"),
    (cell("statistics.csv", 4, "base", "world"), r"row 4 .*base 'world' .*dimension:code"),
    (whole("statistics.csv", b"\xff\xfe"), "UTF-16.*save it as UTF-8"),
    (
        cell("statistics.csv", 2, "value", "71270"),
        r"row 2 \(world.*not the numeral.*zeros at the end",
    ),
    (cell("statistics.csv", 2, "decimals", "2"), r"row 2 \(world.*71270.6 has not 2 decimals"),
]
OTHER_TABLES = [
    (
        formula(f"{{{EXPORTS}-x}} - 1"),
        records,
        rf"row 2 \(.*unknown record.*nearest: {EXPORTS}.*mend",
    ),
    (formula(f"{{{EXPORTS}}} ** 2"), records, r"row 2 \(.*only numbers, ids and \+ - \* /.*mend"),
    (formula(f"{{{EXPORTS}}} +"), records, r"row 2 \(.*is not an expression.*mend"),
    (formula("1 + 1"), records, r"row 2 \(.*names no record.*mend"),
    (
        formula(f"1 / ({{{EXPORTS}}} - {{{EXPORTS}}})"),
        records,
        r"derivations.csv, row 2 \(.*the divisor may be zero.*mend",
    ),
    (
        cell("derivations.csv", 2, "unit_mult", "e"),
        records,
        r"derivations.csv, row 2, unit_mult: 'e'",
    ),
    (cell("derivations.csv", 2, "flow", "up"), records, r"derivations.csv, row 2: .*flows 'up'"),
    (cell("derivations.csv", 2, "id", EXPORTS), records, f"{EXPORTS} stands for two.*rename"),
    (whole("derivations.csv", None), records, "derivations.csv cannot be read.*restore"),
    (
        cell("history.csv", 2, "basis", "guess"),
        records,
        "history.csv, row 2, basis: .*one of external",
    ),
    (cell("history.csv", 2, "value", "1,000"), records, "history.csv, row 2, value: .*thousands"),
    (cell("history.csv", 3, "unit", "usd"), records, r"history.csv, row 3: .*units 'usd'.*mend"),
    (line("history.csv", 3, ",[^,]*\n", "\n"), records, r"history.csv, row 3 .*fields, not"),
    (again("codes/flows.csv", 2), records, "codes/flows.csv, row 3: code .* stands twice.*delete"),
    (line("codes/units.csv", 1, "name_zh", "zh"), records, "codes/units.csv: .*missing: name_zh"),
    (line("names.csv", 1, "name", "names"), names, "names.csv: .*column 'names'; nearest: name"),
    (
        whole("numerals.csv", None),
        lambda: provenance(st.record(TOTAL), "en"),
        "numerals.csv cannot be read.*restore",
    ),
    (cell("entry/first.csv", 2, "offset", "?"), assemble, r"entry/first.csv, row 2, offset: '\?'"),
    (again("entry/second.csv", 4), assemble, "entry/second.csv, row 5: offset .* stands twice"),
    (cell("entry/settled.csv", 2, "field", "x"), assemble, "settled.csv, row 2: unknown field 'x'"),
    (cell("entry/first.csv", 3, "value", "71270"), assemble, "first.csv, row 3: .*not the numeral"),
    (cell("entry/first.csv", 3, "value", ""), assemble, "first.csv, row 3: .*without a value"),
    (cell("entry/second.csv", 2, "printed", "22"), assemble, "second.csv: at offset 800 .*'2022'"),
    (whole("figures.yml", b"fig-1-1: [\n"), figures, "figures.yml, line 2, column 1: no YAML"),
    (whole("figures.yml", b""), figures, "figures.yml is empty; restore"),
    (
        whole("figures.yml", b"fig-1-1: {chapter: 1}"),
        figures,
        "fig-1-1: line 1 lacks the field 'kind'",
    ),
]


@pytest.mark.parametrize(("change", "message"), STATISTICS, ids=[m for _, m in STATISTICS])
def test_a_broken_ledger(data_copy: Path, change: Change, message: str) -> None:
    change(data_copy)
    with pytest.raises(DataError, match=rf"(?s)^statistics\.csv.*{message}"):
        ledger()


@pytest.mark.parametrize(
    ("change", "read", "message"), OTHER_TABLES, ids=[message for *_, message in OTHER_TABLES]
)
def test_another_broken_table(data_copy: Path, change: Change, read: Read, message: str) -> None:
    change(data_copy)
    with pytest.raises(DataError, match=f"(?s){message}"):
        read()


def test_two_rows_with_one_key(data_copy: Path) -> None:
    again("statistics.csv", 5)(data_copy)
    cell("statistics.csv", 6, "id", "world-the-same-again")(data_copy)
    cell("statistics.csv", 6, "offset", "1")(data_copy)
    with pytest.raises(DataError, match=r"world-the-same-again and .* have one key; .*same_as"):
        principal()


def test_an_entry_of_a_foreign_code(data_copy: Path) -> None:
    for name in ("first", "second"):
        cell(f"entry/{name}.csv", 3, "area", "WX1")(data_copy)
    with pytest.raises(DataError, match=r"entry at offset 811: .*areas 'WX1'; nearest: W1"):
        assemble()


def test_a_figure_with_an_empty_or_foreign_field(data_copy: Path) -> None:
    path = data_copy / "figures.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^    zh: .*$", '    zh: ""', text, count=1), "utf-8")
    with pytest.raises(DataError, match=r"figures.yml, \w+-\S+\.title\.zh: line 6 is empty"):
        figures()
    path.write_text(text.replace("  chapter:", "  chapters:", 1), "utf-8")
    with pytest.raises(
        DataError, match=r"figures.yml, \w+-\S+: line 2 has an unknown field 'chapters'"
    ):
        figures()


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: st.statistic(TOTAL + "s"), f"unknown statistic '{TOTAL}s'; nearest: {TOTAL}"),
        (lambda: st.record(TOTAL + "s"), f"unknown record '{TOTAL}s'; nearest: {TOTAL}"),
        (lambda: st.figure("fig-1-22"), "unknown figure 'fig-1-22'; nearest: fig-1-2"),
        (lambda: code_list("unit"), "unknown code list 'unit'; nearest: units"),
        (lambda: st.record("qqq"), "unknown record 'qqq'$"),
    ],
)
def test_an_unknown_name(read: Read, message: str) -> None:
    with pytest.raises(UnknownError, match=message):
        read()


def test_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.VARIABLE, str(tmp_path))
    with pytest.raises(DataError, match=rf"{paths.VARIABLE} names {tmp_path}, .*unset"):
        paths.data_dir()
    monkeypatch.delenv(paths.VARIABLE)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "nowhere")
    with pytest.raises(DataError, match=r"no data tables beside .*install"):
        paths.data_dir()


def test_an_installed_package_brings_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.VARIABLE, raising=False)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "servicestrade")
    (tmp_path / "servicestrade" / "data").mkdir(parents=True)
    (tmp_path / "servicestrade" / "data" / "statistics.csv").touch()
    assert paths.data_dir() == tmp_path / "servicestrade" / "data"


def test_a_text_that_is_not_the_report(tmp_path: Path) -> None:
    other = tmp_path / "report.txt"
    other.write_text("中国服务贸易发展报告", "utf-8")
    with pytest.raises(DataError, match=r"report.txt is not the report's text: .*sha256.*name the"):
        read_report(other)
    with pytest.raises(DataError, match=r"none.txt cannot be read .*SERVICESTRADE_SOURCE"):
        read_report(tmp_path / "none.txt")
