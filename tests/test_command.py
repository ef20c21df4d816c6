"""The command line: a line a finding, and an exit code that a check can use."""

from pathlib import Path

import pytest
import yaml

from servicestrade.audit import audit
from servicestrade.command import main


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
