"""Check that the words of the site stand in the data, whole and in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import servicestrade as st
from servicestrade.audit.verdicts import verdicts
from servicestrade.registers.phrases import phrases

CHINESE = re.compile("[\u4e00-\u9fff]")
SECTIONS = ("site", "frame", "measures", "rules")
# patterns that read numbers in words, and phrases that belong to no language
GRAMMAR = {"finding_values.py"}


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


def test_the_site_has_no_words_in_its_code(root: Path) -> None:
    modules = sorted((root / "servicestrade" / "site").rglob("*.py"))
    found = [
        f"{module.name}: {text}"
        for module in modules
        if module.name not in GRAMMAR
        for text in chinese_words(module.read_text(encoding="utf-8"))
    ]
    assert modules
    assert not found, "write these in data/phrases.yml: " + "; ".join(found)


def test_a_word_in_code_is_seen() -> None:
    assert list(chinese_words('"""文档"""\nWORDS = {"zh": "目录"}')) == ["目录"]


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_have_the_same_blanks(section: str) -> None:
    for key, both in phrases(section).items():
        blanks = [{name for _, name, _, _ in Formatter().parse(both[lang])} for lang in both]
        said = {"mode"} if (section, key) == ("site", "mode") else set()
        assert (blanks[0] - {None}) | said == (blanks[1] - {None}), key


def test_every_kind_of_rule_has_its_words_and_no_other_has() -> None:
    assert set(phrases("rules")) == {verdict.rule.kind for verdict in verdicts().values()}


def test_an_unknown_section_names_the_nearest() -> None:
    with pytest.raises(st.UnknownError, match="nearest: frame"):
        phrases("fram")
