"""What script adds to the pages, and what they are without it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.chromium import Visitor

CHAPTER = "chapters/overview/02-china.html"
SWITCHED = "chapters/outsourcing/05-outsourcing.html"
WATCH_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => {
        for (const {value} of list.getEntries()) window.shifted += value;
    }).observe({type: 'layout-shift', buffered: true});
"""
# After two frames, the shifts have been reported.
SHIFTED = """() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(
    () => setTimeout(() => resolve(window.shifted))
)))"""
# Each word of a figure's drawing, with its place in the figure.
WORDS = """figure => {
    const frame = figure.getBoundingClientRect();
    return [...figure.querySelectorAll('.chart-drawing text')]
        .map(text => [text.textContent, text.getBoundingClientRect()])
        .filter(([words, place]) => words.trim() && place.width)
        .map(([words, place]) => [words, place.left - frame.left, place.top - frame.top]);
}"""
# A mark of a figure that has values to show; Vega keeps what it drew with each element.
TELLING = """figure => [...figure.querySelectorAll('.mark-symbol path, .mark-rect path')].find(
    ({__data__: item}) => item && item.tooltip
)"""
COLUMN = "cells => cells.map(cell => Number(cell.dataset.value))"
# The tooltip of a mark without source, note and basis.
LACKING = "{title: 'Imports, 2021', Value: 'USD 1', Source: 'undefined', Note: '', Basis: null}"
DESCRIPTION = """picture => picture.getAttribute('aria-describedby').split(' ')
    .map(id => document.getElementById(id).textContent).join(': ')"""


def lack(route: Route) -> None:
    """Answer with a chart whose marks lack most of what they could tell."""
    told = {"tooltip": {"signal": LACKING}}
    chart = json.loads(
        route.fetch().text(), object_hook=lambda part: part | told if "tooltip" in part else part
    )
    route.fulfill(json=chart)


def tap(link: Locator) -> None:
    """Touch a link as a finger does; Playwright's own tap asks for a context made for it."""
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box is not None
    session = link.page.context.new_cdp_session(link.page)
    point = {"x": box["x"] + 4, "y": box["y"] + 8}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.fixture
def chapter(site: str, visit: Visitor) -> Iterator[Page]:
    """Give a chapter on a desk."""
    with visit(f"{site}/{CHAPTER}") as opened:
        yield opened.page
        assert opened.errors == []


def test_runtime_waits_for_a_chart(site: str, visit: Visitor) -> None:
    """The chart runtime is not loaded before a chart comes near."""
    with visit(f"{site}/{CHAPTER}", height=300) as opened:
        opened.page.wait_for_load_state("networkidle")
        assert not [url for url in opened.requests if "vega" in url]


@pytest.mark.parametrize("chapter", [CHAPTER, SWITCHED])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves(width: int, chapter: str, site: str, visit: Visitor) -> None:
    """When charts become interactive, nothing on the page moves."""
    with visit(f"{site}/{chapter}", width=width) as opened:
        opened.page.add_init_script(WATCH_SHIFTS)
        opened.page.reload()
        before = opened.page.evaluate("document.body.scrollHeight")
        opened.scroll()
        assert opened.page.evaluate("document.body.scrollHeight") == before
        assert opened.page.evaluate(SHIFTED) < 0.01


@pytest.mark.parametrize("width", [1280, 360])
def test_drawing_lies_over_the_picture(width: int, site: str, visit: Visitor) -> None:
    """Nor does anything move within a chart, not even when the pointer enters it."""
    with visit(f"{site}/{CHAPTER}", width=width, height=300) as opened:
        for figure in opened.page.locator("figure.chart").all():
            before = figure.evaluate(WORDS)
            figure.scroll_into_view_if_needed()
            expect(figure).to_have_attribute("data-chart-ready", "")
            figure.locator("svg:visible").hover(force=True)
            for (word, x, y), (drawn, to_x, to_y) in zip(
                before, figure.evaluate(WORDS), strict=True
            ):
                assert word == drawn
                assert abs(x - to_x) < 1.5 > abs(y - to_y)


def test_other_layout(chapter: Page) -> None:
    """When the window becomes narrow, the phone's layout becomes interactive too."""
    figure = chapter.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".chart-wide svg.marks")).to_be_visible()
    chapter.set_viewport_size({"width": 360, "height": 780})
    expect(figure.locator(".chart-narrow svg.marks")).to_be_visible()
    expect(figure.locator(".chart-wide")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_switch_changes_what_is_drawn(width: int, site: str, visit: Visitor) -> None:
    """The keyboard reaches the switch; the chart changes and keeps its size."""
    with visit(f"{site}/{SWITCHED}", width=width) as opened:
        figure = opened.page.locator("figure.chart:has(.chart-switch)").first
        control = figure.locator(".chart-switch")
        figure.scroll_into_view_if_needed()
        expect(control).to_be_visible()
        before, box = figure.evaluate(WORDS), figure.bounding_box()
        control.locator(":checked").focus()
        opened.page.keyboard.press("ArrowRight")
        expect(control.locator("input").nth(1)).to_be_checked()
        expect(figure.locator("svg:visible")).to_contain_text(
            control.locator("label").nth(1).inner_text().lower()
        )
        assert figure.evaluate(WORDS) != before
        assert figure.bounding_box() == box
        assert opened.errors == []


def test_no_switch_without_script(site: str, visit: Visitor) -> None:
    """What would do nothing is not shown."""
    with visit(f"{site}/{SWITCHED}", script=False) as opened:
        controls = opened.page.locator(".chart-switch").all()
        assert controls
        for control in controls:
            expect(control).to_be_hidden()


def test_chart_answers(chapter: Page) -> None:
    """The values of a mark stand in a card at the pointer, and Escape closes it."""
    figure = chapter.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-chart-ready", "")
    figure.evaluate_handle(TELLING).as_element().hover(force=True)
    card = chapter.locator(".card")
    expect(card.locator("dd").first).not_to_be_empty()
    chapter.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_chart_says_nothing_of_what_is_not_there(chapter: Page) -> None:
    """The card is headed by the mark's title, and has no row without a value."""
    chapter.route("**/*.vg.json", lack)
    chapter.reload()
    figure = chapter.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-chart-ready", "")
    figure.evaluate_handle(TELLING).as_element().hover(force=True)
    expect(chapter.locator(".card > strong")).to_have_text("Imports, 2021")
    expect(chapter.locator(".card dt")).to_have_text(["Value"])
    expect(chapter.locator(".card dd")).to_have_text(["USD 1"])


def test_charts_point_to_their_data(chapter: Page) -> None:
    """Whoever listens hears that a chart's values stand in its table, interactive or not."""
    figures = chapter.locator("figure.chart")
    figures.first.scroll_into_view_if_needed()
    expect(figures.first).to_have_attribute("data-chart-ready", "")
    for figure in figures.all():
        data = figure.locator(".chart-data")
        name = data.locator("caption").text_content() or ""
        figure_name = figure.locator(".chart-caption b").inner_text().replace("\xa0", " ")
        assert figure_name in name
        for picture in figure.locator(".chart-drawing svg").all():
            assert (
                picture.evaluate(DESCRIPTION) == f"{data.locator('summary').inner_text()}: {name}"
            )


def test_chart_lets_scroll(chapter: Page) -> None:
    """The wheel over a chart scrolls the page."""
    drawing = chapter.locator(".chart-drawing").first
    drawing.scroll_into_view_if_needed()
    expect(chapter.locator("figure.chart").first).to_have_attribute("data-chart-ready", "")
    drawing.hover(force=True)
    before = chapter.evaluate("scrollY")
    chapter.mouse.wheel(0, 200)
    chapter.wait_for_function(f"scrollY >= {before} + 200")


def test_number_card(chapter: Page) -> None:
    """Pointing at a number shows what it is."""
    link = chapter.locator("main a.number").first
    label = link.get_attribute("title") or ""
    link.hover()
    expect(chapter.locator(".card-value")).to_have_text(link.inner_text())
    expect(chapter.locator(".card-label")).to_have_text(label.split(" — ", maxsplit=1)[0])
    chapter.mouse.move(0, 0)
    expect(chapter.locator(".card")).to_be_hidden()


def test_a_finger_sees_the_card_first(chapter: Page) -> None:
    """A tap on a number shows its card, with a link to the record; a second tap follows it."""
    chapter.context.new_cdp_session(chapter).send(
        "Emulation.setTouchEmulationEnabled", {"enabled": True}
    )
    first, second = (chapter.locator("main p > a.number").nth(place) for place in (0, 1))
    number = second.get_attribute("data-record")
    record = chapter.locator(".card-record")
    for link in (first, second):
        tap(link)
        expect(chapter.locator(".card-value")).to_have_text(link.inner_text())
        assert record.evaluate("link => link.href") == link.evaluate("link => link.href")
    assert chapter.url.endswith(CHAPTER)
    chapter.keyboard.press("Escape")
    expect(record).to_be_hidden()
    tap(second)
    expect(record).to_be_visible()
    tap(second)
    chapter.wait_for_url(f"**/numbers.html#{number}")


def test_skipping_to_the_numbers(chapter: Page) -> None:
    """The second link of a page leads to the list of its numbers and opens it."""
    links = chapter.locator("main .page-numbers a")
    expect(links.first).to_be_hidden()
    for _ in range(2):
        chapter.keyboard.press("Tab")
    expect(chapter.locator(".skip:focus")).to_have_text("Skip to the numbers of this page")
    chapter.keyboard.press("Enter")
    expect(links.first).to_be_in_viewport()
    chapter.keyboard.press("Tab")
    expect(links.first).to_be_focused()


def test_sorting(chapter: Page) -> None:
    """A column's head sorts by it: largest first, smallest first, as it was."""
    table = chapter.locator("table.sortable").last
    head = table.locator("thead tr").first.locator("th").nth(1)
    cells = table.locator("tbody td:nth-child(2)[data-value]")
    as_it_was = cells.evaluate_all(COLUMN)
    expected = {
        "descending": sorted(as_it_was, reverse=True),
        "ascending": sorted(as_it_was),
        None: as_it_was,
    }
    assert len(set(as_it_was)) > 2
    for order, values in expected.items():
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == order
        assert cells.evaluate_all(COLUMN) == values


def test_gaps_and_the_whole_keep_their_places(chapter: Page) -> None:
    """However a table is sorted, the row of the whole is first and rows without a value last."""
    table = chapter.locator("table.sortable", has=chapter.get_by_role("rowheader", name="All"))
    rows = table.locator("tbody tr")
    cells = rows.locator("td:nth-child(3)")
    gaps = cells.evaluate_all("cells => cells.filter(cell => !cell.dataset.value).length")
    assert 0 < gaps < rows.count() - 2
    for order in ("descending", "ascending"):
        table.locator("thead th").nth(2).locator("button").click()
        expect(table.locator("thead th").nth(2)).to_have_attribute("aria-sort", order)
        assert rows.first.locator("th").inner_text() == "All"
        assert cells.all_inner_texts()[-gaps:] == ["–"] * gaps
        values = cells.locator("xpath=self::*[@data-value]").evaluate_all(COLUMN)[1:]
        assert values == sorted(values, reverse=order == "descending")


def test_colours_are_remembered(chapter: Page) -> None:
    """A reader's choice of dark colours holds on the next page."""
    button = chapter.locator(".theme-button")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    chapter.click(".page-turn a >> nth=0")
    expect(chapter.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_contents_on_a_phone(script: bool, site: str, visit: Visitor) -> None:
    """The contents open over the page and close again, with script or without."""
    with visit(f"{site}/{CHAPTER}", width=360, script=script) as opened:
        contents = opened.page.locator("nav.contents")
        expect(contents).to_be_hidden()
        opened.page.click(".contents-open")
        expect(contents.locator("a[aria-current=page]")).to_be_visible()
        opened.page.click(".contents-close")
        expect(contents).to_be_hidden()


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide"), (360, "narrow")])
def test_without_script(width: int, shown: str, site: str, visit: Visitor) -> None:
    """Without script every chart is a picture, in the layout that fits, and nothing fails."""
    with visit(f"{site}/{CHAPTER}", width=width, script=False) as opened:
        pictures = opened.page.locator(f".chart-{shown} > svg")
        assert pictures.count() == opened.page.locator("figure.chart").count() > 0
        for picture in pictures.all():
            expect(picture).to_be_visible()
        assert opened.errors == []


def test_as_files(built: Path, visit: Visitor) -> None:
    """A page opened as a file, where nothing can be fetched, is complete and fails at nothing."""
    with visit((built / CHAPTER).as_uri()) as opened:
        opened.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(opened.page.locator(".chart-wide > svg").first).to_be_visible()
        assert opened.errors == []
