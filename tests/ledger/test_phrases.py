"""Check that the words that readers see stand in the data, whole and in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import servicestrade as st
from servicestrade.audit.verdicts import verdicts
from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.files.text_files import read_json
from servicestrade.files.yaml_registers import read_register
from servicestrade.ledger.phrases import phrase, phrases

CHINESE = re.compile("[\u4e00-\u9fff]")
SCHEMA = read_json(data_dir() / "phrases.schema.json", "phrases.schema.json")
# patterns that read words, and words of no language
GRAMMAR = {"csv_cells.py", "finding_values.py", "parse.py", "prose.py", "schemas.py"}
ONE_SIDED = {
    ("site", "mode"): {"mode"},
    ("provenance", "place"): {"section"},
    ("numbers", "money"): {"code", "unit"},
    ("tables", "money"): {"code", "unit"},
}
"""Blanks that one language alone fills."""


def chinese_words(source: str) -> Iterator[str]:
    """Yield the Chinese texts in a module's code, docstrings left out."""
    tree = ast.parse(source)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if CHINESE.search(text) and id(node) not in said:
                yield text


def test_no_words_stand_in_code(root: Path) -> None:
    modules = sorted((root / "servicestrade").rglob("*.py"))
    found = [
        f"{module.name}: {text}"
        for module in modules
        if module.name not in GRAMMAR and module.parent.name != "charts"
        for text in chinese_words(module.read_text(encoding="utf-8"))
    ]
    assert modules
    assert not found, "write these in data/phrases.yml: " + "; ".join(found)


def test_a_word_in_code_is_seen() -> None:
    assert list(chinese_words('"""文档"""\nWORDS = {"zh": "目录"}')) == ["目录"]


@pytest.mark.parametrize("section", SCHEMA["required"])
def test_both_languages_have_the_same_blanks(section: str) -> None:
    for key, both in phrases(section).items():
        english, chinese = (
            {name for _, name, _, _ in Formatter().parse(both[lang])} - {None} for lang in both
        )
        assert english ^ chinese == ONE_SIDED.get((section, key), set()), key


def test_every_kind_of_rule_has_its_words_and_no_other_has() -> None:
    assert set(phrases("rules")) == {verdict.rule.kind for verdict in verdicts().values()}


def test_an_unknown_section_names_the_nearest() -> None:
    with pytest.raises(st.UnknownError, match="nearest: frame"):
        phrases("fram")


def test_a_phrase_that_is_not_there_is_named() -> None:
    with pytest.raises(DataError, match=r"^phrases.yml, labels.perr, en: no 'perr'; write it"):
        phrase("labels", "perr", "en")


def test_the_phrases_are_as_their_schema_says() -> None:
    """They are read without it, so that a first selection need not wait for it."""
    register = read_register("phrases.yml")
    assert set(register) == set(SCHEMA["required"]) == set(SCHEMA["properties"])
    assert {section: dict(phrases(section)) for section in register} == register
