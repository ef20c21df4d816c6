"""What README and the book say the module answers, it answers."""

import doctest
import re
from pathlib import Path

import pytest

PAGES = ("README.md", "chapters/reference/use-the-data.md")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile("^```.*$", flags=re.MULTILINE)


def run(text: str, name: str) -> doctest.TestResults:
    """Run the examples of a page; a fence ends what an example gives."""
    test = doctest.DocTestParser().get_doctest(FENCE.sub("", text), {}, name, name, 0)
    return doctest.DocTestRunner(optionflags=FLAGS).run(test)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_give_what_it_shows(page: str, root: Path) -> None:
    failed, tried = run((root / page).read_text(encoding="utf-8"), page)
    assert tried >= 10
    assert not failed


def test_a_wrong_example_is_seen() -> None:
    failed, tried = run("```pycon\n>>> 1 + 1\n3\n```\n", "wrong")
    assert (failed, tried) == (1, 1)
