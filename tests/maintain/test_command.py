"""The command line: a line a finding, and an exit code that a check can use."""

from pathlib import Path

import pytest
import yaml

from servicestrade.audit import audit, suspects
from servicestrade.audit.rules import FAILS
from servicestrade.maintain.command import main
from tests.audit.counts import OUTCOMES, RULES

pytestmark = pytest.mark.slow


def write_finding(folder: Path, **evidence: object) -> None:
    """Write a register of errata that holds one finding."""
    words = {key: {"en": "Text", "zh": "文字"} for key in ("title", "text", "decision", "reason")}
    judged = {"kind": "scope", "severity": "minor", "confidence": "low"}
    place = {"place": {"chapters": [1], "quote": "printed words"}, "statistics": []}
    content = {"findings": [{"id": "one", **judged, **place, **words, **evidence}]}
    (folder / "errata.yml").write_text(yaml.safe_dump(content), "utf-8")


def test_a_finding_that_no_erratum_explains_fails(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {"en": "No rule fails.", "zh": "没有规则不成立。"}
    write_finding(data_copy, unruled=words)
    assert main(["audit"]) == 1
    lines = capsys.readouterr().out.splitlines()
    first = audit().failing()["rule"][0]
    assert any(line.startswith(f"OPEN: {first}: ") and "mend the entry" in line for line in lines)
    assert lines[-1].endswith("findings that data/errata.yml does not explain")


def test_findings_that_errata_explain_pass(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = audit()
    rules = [*found.failing()["rule"], *(rule.id for clash in found.clashes for rule in clash)]
    write_finding(data_copy, rules=rules)
    assert main(["audit"]) == 0
    assert "OPEN" not in capsys.readouterr().out
    assert main(["audit", "--set", "cn-services-trade-total-2022=8981.1"]) == 1
    assert "OPEN: flow_total:cn-services-trade-total-2022: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("cn-services-trade-total-2022", "write the id, an equals sign and the value"),
        ("cn-services-trade-total=1", "nearest"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    setting: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--set", setting]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "table"), [("tighten", "tightened.csv"), ("localise", "suspects.csv")]
)
def test_broken_data_are_told_and_nothing_is_written(
    command: str, table: str, data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (data_copy / table).read_bytes()
    (data_copy / "statistics.csv").write_text("id\n", "utf-8")
    assert main([command]) == 2
    output = capsys.readouterr()
    assert output.err.startswith("statistics.csv: no column ")
    assert output.out == ""
    assert (data_copy / table).read_bytes() == before


def test_a_table_is_written_where_it_is_read(
    data_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspects, "audit", lambda: None)
    monkeypatch.setattr(suspects, "rows", lambda found: [("a", "1", "b", "", "2", "")])
    assert main(["localise"]) == 0
    assert capsys.readouterr().out.strip() == str(data_copy / "suspects.csv")
    written = (data_copy / "suspects.csv").read_text("utf-8")
    assert written == "group,set,id,low,high,hints\na,1,b,,2,\n"


def test_the_ledger_as_it_is_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{RULES} rules; 0 findings that data/errata.yml does not explain"
    assert len([line for line in lines if line.startswith("known: ")]) >= OUTCOMES[FAILS]
    assert not [line for line in lines[:-1] if not line.startswith("known: ")]


@pytest.mark.parametrize("arguments", [[], ["audits"], ["audit", "--sett", "a=1"]])
def test_what_is_no_command_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert "usage: servicestrade" in capsys.readouterr().err
