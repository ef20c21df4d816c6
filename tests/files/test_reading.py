"""What spreadsheets, editors and merges do to the data: each has one message, and harm none."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

import servicestrade as st
from servicestrade.files.csv_cells import cell_fault
from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import DataError
from servicestrade.files.schemas import schema_faults
from servicestrade.files.yaml_registers import read_register, read_yaml
from servicestrade.maintain import command
from tests.site.book import Book

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2] / "data"
RESOURCES = json.loads((DATA / "datapackage.json").read_text("utf-8"))["resources"]
TABLES = [item["path"] for item in RESOURCES if item["path"].endswith(".csv")]
REGISTERS = [item["path"] for item in RESOURCES if item["path"].endswith(".yml")]

Damage = Callable[[str], str]


def lines(change: Callable[[list[str]], object]) -> Damage:
    """Make a damage of the lines of a table."""

    def damage(text: str) -> str:
        rows = text.splitlines(keepends=True)
        change(rows)
        return "".join(rows)

    return damage


def rows(change: Callable[[list[list[str]]], object], mark: str = ",") -> Damage:
    """Make a damage of the cells of a table; it is written again with a separator."""

    def damage(text: str) -> str:
        table = list(csv.reader(text.splitlines(keepends=True)))
        change(table)
        return "".join(
            mark.join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in r) + "\n" for r in table
        )

    return damage


def first_cell(change: Callable[[str], str]) -> Damage:
    """Make a damage of the first cell of the second row."""
    return rows(lambda table: table[1].__setitem__(0, change(table[1][0])))


IN_A_TABLE: dict[str, tuple[Damage, str]] = {
    "semicolons": (lambda text: text.replace(",", ";"), "separated by semicolons; save it as CSV"),
    "tabs": (lambda text: text.replace(",", "\t"), "separated by tabs; save it as CSV"),
    "a line for Excel": (lambda text: "sep=;\n" + text, "separated by semicolons"),
    "a column twice": (rows(lambda table: [row.append(row[0]) for row in table]), "stands twice"),
    "a column too many": (
        rows(lambda table: [row.append("x") for row in table]),
        "unknown column 'x'.*rename or delete",
    ),
    "a column gone": (rows(lambda table: [row.pop() for row in table]), "no column .*CODEBOOK"),
    "a column renamed": (
        rows(lambda table: table[0].__setitem__(0, table[0][0] + "s")),
        r"unknown column '\w+s'; nearest: .*missing: ",
    ),
    "no rows": (lines(lambda found: found.__delitem__(slice(1, None))), "a header and no rows"),
    "a blank line": (lines(lambda found: found.insert(2, "\n")), "row 3 is empty; delete it"),
    "a row of commas": (
        lines(lambda found: found.insert(2, "," * found[0].count(",") + "\n")),
        "row 3 is empty; delete it",
    ),
    "a row cut short": (rows(lambda table: table[2].pop()), r"row 3 \(.*fields, not \d+"),
    "a row too long": (rows(lambda table: table[2].append("x")), r"row 3 \(.*fields, not \d+"),
    "an open quotation": (
        lines(lambda found: found.__setitem__(2, '"' + found[2].replace('"', ""))),
        r"row 3 \(line 3\): a quotation mark",
    ),
    "a row twice": (rows(lambda table: table.append(table[1])), "stands twice, first in row 2"),
    "a no-break space": (first_cell(lambda cell: cell + "\u00a0"), r"row 2, \w+: .*no-break space"),
    "an ideographic space": (
        first_cell(lambda cell: "\u3000" + cell),
        r"row 2, \w+: .*ideographic",
    ),
    "no width": (first_cell(lambda cell: cell + "\u200b"), r"row 2, \w+: .*zero width space"),
    "a line break": (first_cell(lambda cell: cell + "\n"), r"row 2, \w+: .*a line break"),
    "a tab at the end": (first_cell(lambda cell: cell + "\t"), r"row 2, \w+: .*a tab"),
    "a lost character": (first_cell(lambda cell: cell + "\ufffd"), r"row 2, \w+: .*replacement"),
    "a space before": (first_cell(lambda cell: " " + cell), r"row 2, \w+: .*with a space"),
    "a formula": (first_cell(lambda cell: f'="{cell}"'), r"row 2, \w+: .*is a formula"),
    "an apostrophe": (first_cell(lambda cell: "'" + cell), r"row 2, \w+: .*apostrophe"),
    "an error value": (first_cell(lambda cell: "#N/A"), r"row 2, \w+: '#N/A' is an error of"),
    "full width": (first_cell(lambda cell: cell + "\uff15"), r"row 2, \w+: .*full-width"),
}
"""What is done to a table, and what the message says."""

IN_A_FILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda content: b"", "is empty; restore"),
    "UTF-16": (lambda content: content.decode().encode("utf-16"), "UTF-16.*save it as UTF-8"),
    "GBK": (lambda content: content.replace(b"\n", b"\n\xd6\xd0", 1), "line 2: not in UTF-8"),
    "a workbook": (lambda content: b"PK\x03\x04" + content, "a spreadsheet's own file"),
    "NUL": (lambda content: content[:200] + b"\0" + content[200:], "binary data"),
    "a merge": (
        lambda content: content.replace(b"\n", b"\n<<<<<<< HEAD\n", 1),
        "line 2: '<<<<<<< HEAD' was left by an unfinished merge",
    ),
}
"""What is done to any file, and what the message says."""

IN_A_REGISTER: dict[str, tuple[Damage, str]] = {
    "a bracket left open": (lambda text: text + "\nx: [\n", r"line \d+, column \d+: "),
    "a quotation left open": (lambda text: text + '\nx: "\n', r"line \d+, column \d+: "),
    "a tab": (
        lambda text: re.sub(r"(?m)^    ", "\t", text, count=1),
        r"line \d+, column \d+: a tab indents the line; indent with spaces",
    ),
    "cut in the middle": (
        lambda text: text[: text.index('"') + 9] if '"' in text else text[:9],
        r"line \d+",
    ),
    "two documents": (lambda text: text + "\n---\nx: 1\n", r"line \d+, column 1: "),
}
"""What is done to a register, and what the message says."""


def read(name: str) -> object:
    """Read any file of the data, as its callers do."""
    return list(read_rows(name)) if name.endswith(".csv") else read_register(name)


def said(name: str) -> str:
    """Return the message that reading a file gives."""
    with pytest.raises(DataError) as found:
        read(name)
    return str(found.value)


@pytest.mark.parametrize("name", [*TABLES, *REGISTERS])
def test_a_file_that_is_no_text_of_the_project(data_copy: Path, name: str) -> None:
    path = data_copy / name
    content = path.read_bytes()
    for what, (damage, message) in IN_A_FILE.items():
        path.write_bytes(damage(content))
        assert re.search(f"^{name}.*{message}", said(name)), (what, said(name))
    path.unlink()
    # A folder without the ledger is no folder of data.
    gone = ".*holds no statistics.csv" if name == "statistics.csv" else f"{name} cannot be read "
    assert re.search(f"^{gone}", said(name)), said(name)
    path.mkdir()
    assert re.search(f"^{gone}", said(name)), said(name)


@pytest.mark.parametrize("name", [*TABLES, *REGISTERS])
def test_harmless_habits_are_read(data_copy: Path, name: str) -> None:
    path = data_copy / name
    content, wanted = path.read_bytes(), read(name)
    assert wanted
    for harmless in (
        b"\xef\xbb\xbf" + content,
        content.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + content.replace(b"\n", b"\r"),
        content.rstrip(b"\n"),
    ):
        path.write_bytes(harmless)
        assert read(name) == wanted


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_table_is_named(data_copy: Path, name: str) -> None:
    path = data_copy / name
    text = path.read_text("utf-8")
    for what, (damage, message) in IN_A_TABLE.items():
        if what == "no rows" and name in ("entry/settled.csv", "suspects.csv", "tightened.csv"):
            continue  # there may be nothing to settle, to suspect or to narrow
        path.write_text(damage(text), "utf-8")
        assert re.search(f"^{name}.*{message}", said(name)), (what, said(name))


@pytest.mark.parametrize("name", REGISTERS)
def test_a_damaged_register_is_named(data_copy: Path, name: str) -> None:
    path = data_copy / name
    text = path.read_text("utf-8")
    for what, (damage, message) in IN_A_REGISTER.items():
        assert damage(text) != text, what
        path.write_text(damage(text), "utf-8")
        assert re.search(f"^{name}.*{message}", said(name)), (what, said(name))


CELLS = [
    ("value", "1,689.0", "thousands"),
    ("value", "1\u202f689", "narrow no-break space"),
    ("value", "1689,0", "decimal comma"),
    ("value", "8.89E+03", "rewritten by a spreadsheet"),
    ("value", "May-21", "date that a spreadsheet made"),
    ("value", "21-May", "date that a spreadsheet made"),
    ("value", "2021/05/1", "date that a spreadsheet made"),
    ("value", "5.3%", "per cent sign"),
    ("value", "(5.3)", "a sign in another form"),
    ("value", "\u22125.3", "a sign in another form"),
    ("value", "+5.3", "a sign in another form"),
    ("value", "\uff15\uff11\uff12\uff17\uff11.\uff15", "write '51271.5'"),
    ("value", "\u0661\u0662", "not a number"),
    ("value", "12.", "not a number"),
    ("value", "012", "not a number"),
    ("value", "1e", "not a number"),
    ("offset", "811.0", "not a whole number"),
    ("offset", "-811", "outside 0"),
    ("offset", '="811"', "write '811' alone"),
    ("offset", "'811", "write '811'"),
    ("offset", "", "is empty; fill it in"),
    ("chapter", "28", "outside 1 to 27"),
    ("in_digits", "TRUE", "in small letters"),
    ("in_digits", "FALSE", "in small letters"),
    ("in_digits", "1", "must be true or false"),
    ("id", "CN-trade", "not of the form"),
    ("id", "a" * 81, "longer than 80"),
    ("unit", "USD\u00a0", "no-break space"),
    ("unit", "\uff35\uff33\uff24", "write 'USD'"),
    ("breakdown", "ebops:SA  ebops:SB", "two together"),
    ("label_zh", "中国\u200d", "zero width joiner"),
    ("label_zh", "\ue000中国", "U\\+E000"),
    ("note", "#REF!", "error of a spreadsheet"),
    ("note", "Err:502", "error of a spreadsheet"),
    ("period", "May-21", "2022-06"),
    ("period", "2021/05/1", "not a period"),
    ("period", "2021/5", "not a period"),
    ("period", "2021-5", "not a period"),
    ("period", "2021-13", "no 2021-13"),
    ("period", "2021-00", "no 2021-00"),
    ("period", "2022-02-30", "no 2022-02-30"),
    ("period", "2022/2016", "ends before it begins"),
    ("period", "2022/2022", "ends before it begins"),
    ("period", "2016-2022", "not a period"),
    ("period", "2016/2018/2022", "not a period"),
    ("period", "2022年", "not a period"),
    ("period", "44317", "not a period"),
    ("period", "\uff12\uff10\uff12\uff12", "write '2022'"),
    ("base_period", "2019/1", "not a period"),
]
FINE = [
    *(("value", text) for text in ("1689.0", "-5.3", "0", "0.05")),
    *(
        ("period", text)
        for text in ("", "2022", "2022-06", "2024-02-29", "2016/2022", "2022/2022-06")
    ),
    ("label_zh", "中国：“服务”出口（运输），2022年；5%、《法》—"),
    ("label_en", "China: exports, 2016\u20132022"),
]


@pytest.fixture(scope="module")
def fields() -> dict[str, dict[str, object]]:
    """Give the columns of the ledger."""
    (ledger,) = (item for item in RESOURCES if item["path"] == "statistics.csv")
    return {field["name"]: field for field in ledger["schema"]["fields"]}


@pytest.mark.parametrize(("column", "text", "message"), CELLS)
def test_a_damaged_cell(
    fields: dict[str, dict[str, object]], column: str, text: str, message: str
) -> None:
    assert re.search(message, cell_fault(text, fields[column]))


@pytest.mark.parametrize(("column", "text"), FINE)
def test_a_cell_as_it_should_be(
    fields: dict[str, dict[str, object]], column: str, text: str
) -> None:
    assert cell_fault(text, fields[column]) == ""


YAML = [
    ("a: 1\nb: 2\na: 3\n", "line 3: the key 'a' stands twice"),
    ("a: {en: x, en: y}\n", "line 1: the key 'en' stands twice"),
    ("a:\n\tb: 1\n", "line 2, column 1: a tab indents"),
    ("a: one: two\n", "line 1, column 7: a colon"),
    ("a: &x one\nb: *x\n", "line 1: .*an alias .*write it out"),
    ("a: *x\n", "line 1, column 4: .*quotation marks"),
    ("a:\n", "line 1: a field is empty"),
    ("2022: x\n", "line 1: the key '2022' must be a text"),
    ("a: \uff18.3%\n", "line 1: .*write '8.3%'"),
    ("a: x\u200by\n", "line 1: .*zero width space"),
    ("a: \x07\n", "no YAML"),
    ("a: %x\n", "line 1, column 4: no YAML"),
    ("a: @x\n", "line 1, column 4: no YAML"),
    ("a: 'x\n", "line 2, column 1: no YAML"),
    ("- a\nb: c\n", "line 2, column 1: no YAML"),
    ("# nothing\n", "holds no entries"),
]


@pytest.mark.parametrize(("text", "message"), YAML)
def test_a_damaged_yaml(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=f"^x.yml.*{message}"):
        read_yaml(path, "x.yml")


def test_what_yaml_takes_for_something_else_stays_as_written(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    texts = ["yes", "NO", "on", "Off", "2022-06-30", "010", "1:30", "1_000", "0x1F", ".inf", "1e3"]
    path.write_text("".join(f"- {text}\n" for text in [*texts, "true", "7", "0.5"]), "utf-8")
    assert read_yaml(path, "x.yml") == [*texts, True, 7, 0.5]


REGISTER = [
    ("errata.yml", "severity: minor", "severity: small", "holds 'small', not one of minor, "),
    ("errata.yml", "  severity: minor\n", "", "lacks the field 'severity'"),
    ("errata.yml", "  severity: minor\n", "  severty: minor\n", "unknown field 'severty'|lacks"),
    ("figures.yml", "  chapter: 0\n", "  chapter: 00\n", "must hold a whole number, not '00'"),
    ("figures.yml", "  chapter: 0\n", "  chapter: 28\n", "does not allow"),
    (
        "figures.yml",
        "fig-1-1:",
        "figure-1-1:",
        "unknown field 'figure-1-1'; nearest|has an unknown",
    ),
    ("figures.yml", "fig-1-1:", "fig-0-a:", "the key 'fig-0-a' stands twice"),
    ("glossary.yml", "en: Deficit", "en: 2022", "must hold a text, not 2022"),
    (
        "glossary.yml",
        "- id: deficit",
        "- id: services-trade",
        "the id services-trade stands for two",
    ),
    ("cases.yml", "- chapter: 18", "- chapter: 17", "the id 17 stands for two entries"),
    ("rules/written.yml", "    kind: subset\n", "", "lacks the field 'kind'"),
    (
        "rules/written.yml",
        "    kind: subset\n",
        "    kind: yes\n    why: x\n",
        "'why' stands twice",
    ),
    ("rules/generated.yml", "complete: false", "complete: no", "must hold true or false, not 'no'"),
    ("rules/half_widths.yml", 'half_width: "0.5"', "half_width: 0.5", "must hold a text, not 0.5"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), REGISTER)
def test_an_entry_that_its_schema_does_not_allow(
    data_copy: Path, name: str, old: str, new: str, message: str
) -> None:
    path = data_copy / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert re.search(rf"^{name}.*line \d+.*(?:{message})", said(name)), said(name)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_fault_is_found_wherever_the_schema_has_one(name: str) -> None:
    """A field gone from any entry is a fault for us as it is for jsonschema."""
    schema_name = {"rules/generated.yml": "rules/rules", "rules/written.yml": "rules/rules"}
    path = DATA / f"{schema_name.get(name, name.removesuffix('.yml'))}.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    content = yaml.safe_load((DATA / name).read_text("utf-8"))
    assert list(schema_faults(content, schema)) == []
    broken = {**content, "surplus": 1} if isinstance(content, dict) else [*content, "surplus"]
    assert list(schema_faults(broken, schema))
    assert not jsonschema.Draft202012Validator(schema).is_valid(broken)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


COMMANDS: dict[str, Callable[[], int]] = {
    "audit": lambda: command.main(["audit"]),
    "tighten": lambda: command.main(["tighten"]),
    "localise": lambda: command.main(["localise"]),
    "assemble": lambda: command.main(["assemble"]),
    "outputs": lambda: command.main(["outputs"]),
}
BROKEN = [
    *((one, "statistics.csv", ("area", "aera")) for one in COMMANDS),
    *((one, "rules/written.yml", ("rules:", "rules: [")) for one in COMMANDS if one != "assemble"),
    ("audit", "errata.yml", ("findings:", "findings:\nfindings:")),
    ("outputs", "figures.yml", ("fig-0-a:", "fig-0-a:\nfig-0-a:")),
    ("assemble", "entry/first.csv", (",71270.6,statistic,,71270.6,", ",71270.6,statistic,,71270,")),
    ("assemble", "entry/settled.csv", ("offset,field", "offset;field")),
    ("assemble", "numerals.csv", ("offset", "ofset")),
    ("assemble", "codes/areas.csv", ("W1,world", "W1\u00a0,world")),
]


@pytest.mark.parametrize(("name", "file", "change"), BROKEN)
def test_a_command_says_it_once_and_writes_nothing(
    data_copy: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    file: str,
    change: tuple[str, str],
) -> None:
    path, (old, new) = data_copy / file, change
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    before = tree(data_copy)
    assert COMMANDS[name]() == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(file)
    assert tree(data_copy) == before


def test_zeros_that_a_spreadsheet_dropped_in_both_entries(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for side in ("first", "second"):
        path = data_copy / "entry" / f"{side}.csv"
        path.write_text(re.sub(r"(,-?\d+)\.0,", r"\1,", path.read_text("utf-8")), "utf-8")
    before = tree(data_copy)
    assert command.main(["assemble"]) == 2
    assert re.match(r"entry/first.csv.*\d+\.0'", capsys.readouterr().err)
    assert tree(data_copy) == before


def test_the_front_door_says_the_same(data_copy: Path) -> None:
    path = data_copy / "statistics.csv"
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")
    with pytest.raises(
        st.DataError, match=r"^statistics\.csv: its cells are separated by semicolons"
    ):
        st.select(indicator="gdp")


BOOKS = [
    ("statistics.csv", ("world-services-trade-exports-2022,811", "world-services,=")),
    ("figures.yml", ("fig-0-a:", "fig-0-a:\nfig-0-a:")),
    ("rules/written.yml", ("rules:", "rules: [")),
    ("glossary.yml", ("- id: trade", "-\tid: trade")),
]


@pytest.mark.parametrize(("file", "change"), BOOKS)
def test_a_build_says_it_and_ends(
    data_copy: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    file: str,
    change: tuple[str, str],
) -> None:
    path, (old, new) = data_copy / file, change
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    book = Book(tmp_path_factory.mktemp("book"))
    book.write("index", "# A book")
    # SystemExit is no Exception: Jupyter Book prints those with a traceback.
    with pytest.raises(SystemExit) as found:
        book.build()
    assert found.value.code == 2
    assert capsys.readouterr().err.startswith(file)
    assert not book.file("index.html").exists()
