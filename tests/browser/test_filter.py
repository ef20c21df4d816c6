"""The field and the choices that narrow a list: numbers, terms, pilot cases."""

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Visitor

CASES = "chapters/cases/index.html"
GLOSSARY = "chapters/reference/glossary.html"
ERRATA = "chapters/reference/errata.html"
LINES = {GLOSSARY: "dl > div", CASES: "tbody > tr", ERRATA: "dl > div"}
WORDS = {GLOSSARY: "single window", CASES: "single window", ERRATA: "offshore shares"}


def shown(page: Page, selector: str) -> int:
    """Count what the list still shows."""
    return page.locator(f".filtered {selector}").locator("visible=true").count()


@pytest.mark.parametrize("name", LINES)
def test_words_narrow_the_list(name: str, site: str, visit: Visitor) -> None:
    with visit(f"{site}/{name}") as opened:
        page = opened.page
        every = shown(page, LINES[name])
        field = page.locator(".filtered input[type=search]")
        field.fill(WORDS[name])
        assert 0 < shown(page, LINES[name]) < every
        field.fill("xyzzy")
        assert shown(page, LINES[name]) == 0
        page.locator(".filter-none button").click()
        assert shown(page, LINES[name]) == every
        expect(field).to_be_focused()
        assert not opened.errors


def test_choices_narrow_the_cases(site: str, visit: Visitor) -> None:
    with visit(f"{site}/{CASES}") as opened:
        page = opened.page
        mode, theme = page.get_by_label("Mode of supply"), page.get_by_label("Theme")
        mode.select_option("4")
        rows = page.locator("tbody > tr:visible")
        assert all("4" in row.get_attribute("data-modes") for row in rows.all())
        some = rows.count()
        theme.select_option(label="Law and intellectual property")
        assert 0 < rows.count() < some
        expect(page.locator(".filtered output")).to_have_text(f"{rows.count()} of 10 cases")
        assert not opened.errors


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", LINES)
def test_nothing_moves_for_the_field(name: str, width: int, site: str, visit: Visitor) -> None:
    """Before its script has come, the page keeps the room for the field and the choices."""
    with visit(f"{site}/{name}", width=width) as opened:
        first = opened.page.locator(f".filtered {LINES[name]}").first
        opened.page.locator(".filtered output").wait_for()
        place = first.bounding_box()["y"]
        opened.page.route("**/filter.js*", lambda route: route.abort())
        opened.page.reload()
        assert not opened.page.locator(".filtered output").count()
        assert abs(first.bounding_box()["y"] - place) < 4


def test_without_script_the_list_is_whole(site: str, visit: Visitor) -> None:
    with visit(f"{site}/{CASES}", script=False) as opened:
        assert shown(opened.page, LINES[CASES]) == 10
        assert opened.page.locator("main :is(input, select):visible").count() == 0
