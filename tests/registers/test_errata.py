"""The register of errata: complete, at one with the ledger, and explaining every failing rule."""

import json
import re
from collections import Counter, defaultdict
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import jsonschema
import pytest
import yaml

from servicestrade.audit import audit
from servicestrade.audit.report import audited
from servicestrade.audit.rules import FAILS
from servicestrade.audit.verdicts import failing, verdicts_of
from servicestrade.audit.verdicts import verdicts as by_rule
from servicestrade.files.errors import DataError, UnknownError
from servicestrade.language.prose import links, problems
from servicestrade.ledger.intervals import Interval
from servicestrade.ledger.statistics import ledger
from servicestrade.registers import errata
from servicestrade.registers.errata import Finding, findings
from tests.audit.counts import OUTCOMES, TOUCHED

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2] / "data"
ALL = tuple(findings().values())
FINDINGS = 159
TEXT = {"en": "Text", "zh": "文字"}
FINDING = {
    "id": "a",
    "kind": "misprint",
    "severity": "minor",
    "confidence": "low",
    "place": {"chapters": [1]},
    "statistics": ["b"],
    "rules": ["sum:b"],
} | dict.fromkeys(("title", "text", "decision", "reason"), TEXT)

of_all = pytest.mark.parametrize("finding", ALL, ids=lambda finding: finding.id)


def faults(content: object) -> list[str]:
    schema = json.loads((DATA / "errata.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(content)
    return [f"errata.yml, {error.json_path}: {error.message}" for error in errors]


def test_the_register_is_complete() -> None:
    faulty = faults(yaml.safe_load((DATA / "errata.yml").read_text("utf-8")))
    assert not faulty, "\n" + "\n".join(faulty)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "A finding"},
        {"kind": "slip"},
        {"severity": "none"},
        {"place": {"chapters": []}},
        {"place": {"chapters": [1], "quote": "字" * 30}},
        {"statistics": []},  # without statistics, it must quote words
        {"implied": {"b": [1]}},
        {"rules": []},
        {"unruled": TEXT},  # it has rules
        {"reason": {"en": "Text", "zh": "Text"}},
        {"note": TEXT},
    ],
)
def test_a_broken_finding_is_named(change: dict[str, object]) -> None:
    assert not faults({"findings": [FINDING]})
    assert faults({"findings": [FINDING | change]})


def test_a_finding_needs_evidence_or_the_reason_why_there_is_none() -> None:
    bare = {key: value for key, value in FINDING.items() if key != "rules"}
    assert faults({"findings": [bare]})
    assert not faults({"findings": [bare | {"unruled": TEXT}]})


def test_the_register_is_read_whole() -> None:
    entries = yaml.safe_load((DATA / "errata.yml").read_text("utf-8"))["findings"]
    assert [finding.id for finding in ALL] == [entry["id"] for entry in entries]
    assert len(ALL) == FINDINGS
    for finding, entry in zip(ALL, entries, strict=True):
        assert list(finding.rules) == entry.get("rules", []), finding.id
        assert list(finding.statistics) == entry.get("statistics", []), finding.id
        assert set(finding.implied) == set(entry.get("implied", {})), finding.id
        for name in ("kind", "severity", "confidence", "title", "text", "decision", "reason"):
            assert getattr(finding, name) == entry[name], (finding.id, name)


def test_every_finding_is_found_by_its_statistics_rules_and_chapters() -> None:
    for finding in ALL:
        assert all(finding in errata.of_statistic(id) for id in finding.statistics), finding.id
        assert all(finding in errata.of_rule(rule) for rule in finding.rules), finding.id
        chapters = [n for n in range(1, 28) if finding in errata.of_chapter(n)]
        assert chapters == sorted(finding.place.chapters), finding.id


def test_the_rules_of_a_statistic_are_those_that_name_it() -> None:
    named: dict[str, list[str]] = defaultdict(list)
    verdicts = audit().verdicts
    for verdict in verdicts:
        for id in dict.fromkeys(re.findall(r"\{([^}]+)\}", verdict.rule.formula)):
            named[id].append(verdict.rule.id)
    rules_by_id = {
        id: [verdict.rule.id for verdict in rules] for id, rules in verdicts_of().items()
    }
    assert rules_by_id == named
    assert len(rules_by_id) == TOUCHED
    assert list(by_rule()) == [verdict.rule.id for verdict in verdicts]
    assert len(failing()) == OUTCOMES[FAILS]


def test_every_failing_rule_is_explained_and_no_other_is_named() -> None:
    named = {rule for finding in ALL for rule in finding.rules}
    together = {rule.id for clash in audited().clashes for rule in clash}
    assert named == {verdict.rule.id for verdict in failing()} | together != set()


@of_all
def test_the_numbers_of_a_finding_are_those_of_the_ledger(finding: Finding) -> None:
    texts = (finding.title, finding.text, finding.decision, finding.reason, finding.unruled)
    messages = [
        problem.message for text in texts for words in text.values() for problem in problems(words)
    ]
    assert messages == []
    linked = {lang: {link.id for link in links(finding.text[lang])} for lang in ("en", "zh")}
    assert linked["en"] == linked["zh"]
    assert not any(list(links(words)) for words in finding.title.values())
    assert not re.search(r"[\u4e00-\u9fff]{12}", finding.text["en"])


@of_all
def test_a_finding_stands_where_its_statistics_are_printed(finding: Finding) -> None:
    for id in finding.statistics:
        printed = {item.chapter for item in ledger().values() if id in (item.id, item.same_as)}
        assert printed & set(finding.place.chapters), id


@of_all
def test_what_is_implied_follows_from_the_rules(finding: Finding) -> None:
    computed = recomputed(finding)
    own = {id: span for id, span in computed.items() if id in finding.statistics}
    assert set(finding.implied) == set(own)
    for id, (low, high) in finding.implied.items():
        # Rounded outwards to as many decimals as the end is written with.
        assert low == Fraction(floor(own[id].low * (one := power(low))), one), id
        assert high == Fraction(ceil(own[id].high * (one := power(high))), one), id
        printed = Fraction(ledger()[id].value)
        assert not low <= printed <= high, f"{id} is implied as it is printed"


def recomputed(finding: Finding) -> dict[str, Interval]:
    """Return what the rules of a finding imply of the one statistic on their left, as printed."""
    spans: dict[str, Interval] = {}
    for name in finding.rules:
        verdict = by_rule()[name]
        rule = verdict.rule
        if rule.relation != "=" or rule.left != "{" + rule.target + "}":
            continue
        scale = Fraction(10) ** ledger()[rule.target].unit_mult
        low, high = (end / scale for end in verdict.right)
        known = spans.get(rule.target, Interval(low, high))
        spans[rule.target] = Interval(max(low, known.low), min(high, known.high))
    return spans


def power(end: Fraction) -> int:
    """Return the least power of ten that makes a whole number of an end."""
    return next(one for one in (1, 10, 100, 1000) if (end * one).denominator == 1)


def test_findings_stand_in_the_order_of_the_report() -> None:
    chapters = [finding.chapter for finding in ALL]
    assert chapters == sorted(chapters)
    assert set(Counter(finding.kind for finding in ALL)) == set(errata.KINDS)


def test_a_number_printed_again_shares_the_finding() -> None:
    again = next(item for item in ledger().values() if errata.of_statistic(item.same_as))
    first, second = (errata.of_statistic(id) for id in (again.same_as, again.id))
    assert {finding.id for finding in first} <= {finding.id for finding in second}
    assert errata.of_statistic("cn-services-trade-total-2022") == ()


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        ("- id: uk-fast", "- id: africa-fastest", DataError, "stands for two findings"),
        ("[gb-services-trade-total-2022-growth]", "[gb-growth]", UnknownError, "gb-growth"),
        (
            "implied: {north-america-services-trade",
            "implied: {north",
            UnknownError,
            "north-exports",
        ),
        ("  severity: minor\n", "", DataError, "freight-rates: .*'severity'"),
        ("[0.118, 0.146]", "[0.146, 0.118]", DataError, "north-america-share-change: interval"),
    ],
)
def test_a_faulty_register_is_an_error(
    data_copy: Path, old: str, new: str, error: type[Exception], message: str
) -> None:
    file = data_copy / "errata.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(error, match=message):
        findings()


def test_the_verdicts_follow_a_changed_number(data_copy: Path) -> None:
    id = "cn-outsourcing-executed-offshore-2022-share-of-all"
    assert any(verdict.rule.target == id for verdict in failing())
    file = data_copy / "statistics.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{id},"))
    lines[place] = lines[place].replace("57.5", "54.3")
    file.write_text("".join(lines), "utf-8")
    audited.cache_clear()
    ledger.cache_clear()
    assert not any(verdict.rule.target == id for verdict in failing())
