"""Walk the built site: what no builder checks, on every page as a browser gets it.

Each rule below is a function that takes a site and yields what is wrong with it. It runs over the
built book, and over a small broken page that shows that it can find something.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import Tag

from servicestrade.charts.display import MIME as CHART
from servicestrade.frames.table import MIME as TABLE
from servicestrade.language.prose import SCHEMES, links
from servicestrade.ledger.catalogue import records
from servicestrade.registers.figures import figures
from tests.site.page_rules import PAGE_BROKEN, PAGE_RULES
from tests.site.walked import Page, Site

FILES = {
    "chart": ("html", "csv", "svg", "png", "vl.json", "zip", "wide.vg.json", "narrow.vg.json"),
    "table": ("html", "csv"),
}
NUMBERS_LIMIT = 150 * 1024
LINKS = ("href", "src", "action", "poster", "data", "data-wide", "data-narrow", "xlink:href")
STYLE_ADDRESS = re.compile(r"""(?:url\(|@import\s+)\s*['"]?(?!#)([^'")\s;]+)""")


@pytest.fixture(scope="module")
def site(built: Path) -> Site:
    return Site(built)


def addresses(page: Page) -> Iterator[tuple[Tag, str, str]]:
    """Yield each address on a page, with its tag and attribute."""
    for tag in page.soup.find_all(True):
        for name in LINKS:
            if tag.get(name):
                yield tag, name, str(tag[name])
    for tag in page.select("[style], style"):
        for address in STYLE_ADDRESS.findall(str(tag.get("style") or tag.string or "")):
            yield tag, "style", address


def addresses_resolve(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for _, _, address in addresses(page):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                yield f"{page.name}: {address} leads to no file"
            elif parts.fragment and target.suffix == ".html":
                name = target.relative_to(site.folder.resolve()).as_posix()
                if unquote(parts.fragment) not in site.pages[name].ids:
                    yield f"{page.name}: {address} leads to no anchor"


def ids_are_unique(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for name, count in Counter(page.ids).items():
            if count > 1:
                yield f"{page.name}: the id {name} stands {count} times"


def nothing_failed(site: Site) -> Iterator[str]:
    """No cell of a notebook shows an error, and no page a builder's own message."""
    for page in site.pages.values():
        for tag in page.select(".traceback, .stderr, .system-message, .problematic"):
            yield f"{page.name}: {tag.get_text()[:80]!r}"
        if "Traceback (most recent call last)" in page.soup.get_text():
            yield f"{page.name}: a traceback"


def no_figure_is_empty(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for figure in page.select("figure.chart"):
            for width in ("wide", "narrow"):
                marks = figure.select(f".chart-{width} > svg :is(path, rect, line, text)")
                if len(marks) < 3:  # more than a background and a frame
                    yield f"{page.name}: {figure['id']} draws nothing in its {width} layout"
        for figure in page.select("figure.chart, figure.table"):
            if not figure.select("table tbody tr td"):
                yield f"{page.name}: {figure['id']} has no row in its table"
            for part in (".chart-title", ".chart-subtitle", ".chart-source"):
                if not figure.select(part) or not figure.select(part)[0].get_text(strip=True):
                    yield f"{page.name}: {figure['id']} has no {part}"


def no_scheme_is_left(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for tag, name, address in addresses(page):
            if address.partition(":")[0] in SCHEMES:
                yield f"{page.name}: {name}={address} in <{tag.name}>"
        for link in links(page.soup.get_text()):
            yield f"{page.name}: {link.scheme}:{link.id} in the text"


def nothing_comes_from_elsewhere(site: Site) -> Iterator[str]:
    """A page may link other sites; it loads nothing from them."""
    for page in site.pages.values():
        for tag, name, address in addresses(page):
            follows = tag.name in {"a", "area"} or tag.get("rel") == ["canonical"]
            if urlsplit(address).netloc and not follows:
                yield f"{page.name}: <{tag.name} {name}={address}>"
    for file in sorted(site.folder.rglob("*.css")):
        for address in STYLE_ADDRESS.findall(file.read_text(encoding="utf-8")):
            if urlsplit(address).netloc:
                yield f"{file.name}: {address}"


def pages_show_their_notebooks(site: Site) -> Iterator[str]:
    """Each page has the figures and tables of its notebook, in their order, and no others."""
    for notebook in sorted([*site.book.glob("*.ipynb"), *site.book.glob("chapters/**/*.ipynb")]):
        name = notebook.relative_to(site.book).with_suffix(".html").as_posix()
        if name not in site.pages:
            yield f"{name}: the notebook has no page"
            continue
        expected = list(outputs(json.loads(notebook.read_text(encoding="utf-8"))))
        figures_shown = site.pages[name].select("figure.chart, figure.table")
        shown = [(str(tag["class"][0]), str(tag["id"])) for tag in figures_shown]
        if shown != expected:
            yield f"{name}: shows {shown}, its notebook has {expected}"


def outputs(notebook: dict) -> Iterator[tuple[str, str]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if CHART in data:
                yield "chart", data[CHART]["usermeta"]["id"]
            elif TABLE in data:
                yield "table", data[TABLE]["id"]


def registry_is_shown(site: Site) -> Iterator[str]:
    """Each figure of the registry stands on one page, and has its own page and files."""
    homes = Counter(
        str(tag["id"])
        for page in site.pages.values()
        if not page.name.startswith("figures/")
        for tag in page.select("figure.chart, figure.table")
    )
    for id, meta in figures().items():
        if homes[id] != 1:
            yield f"{id}: stands on {homes[id]} pages, not on one"
        for suffix in FILES[meta.kind]:
            file = site.folder / "figures" / f"{id}.{suffix}"
            if not file.is_file() or not file.stat().st_size:
                yield f"{id}: has no {suffix}"
    for id in homes:
        if id not in figures():
            yield f"{id}: is not in the registry"


def language_is_named(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        html = page.soup.html
        if html is None or html.get("lang") != site.language:
            yield f"{page.name}: its language is not {site.language}"


def pictures_have_words(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for tag in page.select("img"):
            if tag.get("alt") is None:
                yield f"{page.name}: {tag.get('src')} has no alt"
        for tag in page.select("svg"):
            named = tag.get("role") == "img" and tag.get("aria-label")
            if not named and tag.get("aria-hidden") != "true":
                yield f"{page.name}: an SVG without a text alternative: {str(tag)[:80]}"


def numbers_are_all_listed(site: Site) -> Iterator[str]:
    page = site.pages["numbers.html"]
    missing = set(records()) - set(page.ids)
    if missing:
        yield f"numbers.html: no line for {sorted(missing)[:5]} and {len(missing)} in all"
    weight = len(gzip.compress(page.path.read_bytes(), 9, mtime=0))
    if weight > NUMBERS_LIMIT:
        yield f"numbers.html: {weight} bytes as gzip, more than {NUMBERS_LIMIT}"


def pages_close_with_their_numbers(site: Site) -> Iterator[str]:
    """Each number that a page links stands in its closing list, within reach of the keyboard."""
    for page in site.pages.values():
        if page.name.startswith("figures/"):
            continue
        listed = {str(tag["href"]).partition("#")[2] for tag in page.select(".page-numbers a")}
        for tag in page.select("a.number"):
            record = str(tag["data-record"])
            if record not in listed:
                yield f"{page.name}: {record} is not in the list that closes the page"
            if not str(tag["href"]).endswith(f"numbers.html#{record}") or tag["tabindex"] != "-1":
                yield f"{page.name}: the link of {record} is not as it should be: {tag}"
        if any(tag.get("tabindex") for tag in page.select(".page-numbers a")):
            yield f"{page.name}: its closing list is out of the tab order"


def colours_follow_the_theme(site: Site) -> Iterator[str]:
    """No chart in a page bears a fixed colour: it would not follow light and dark."""
    for page in site.pages.values():
        for figure in page.select("figure.chart"):
            fixed = re.findall(r'(?:fill|stroke)="(#\w+)"', str(figure.select(".chart-drawing")[0]))
            if fixed:
                yield f"{page.name}: {figure['id']} has the colours {sorted(set(fixed))}"


RULES: tuple[Callable[[Site], Iterator[str]], ...] = (
    addresses_resolve,
    ids_are_unique,
    nothing_failed,
    no_figure_is_empty,
    no_scheme_is_left,
    nothing_comes_from_elsewhere,
    pages_show_their_notebooks,
    registry_is_shown,
    language_is_named,
    pictures_have_words,
    numbers_are_all_listed,
    pages_close_with_their_numbers,
    colours_follow_the_theme,
    *PAGE_RULES,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_built_site(rule: Callable[[Site], Iterator[str]], site: Site) -> None:
    problems = list(rule(site))
    assert not problems, "\n".join(problems)


FIGURE = """<figure class="chart" id="fig-1-2"><p class="chart-title">Exports rose</p>
<p class="chart-subtitle">China</p><div class="chart-drawing">{drawing}</div>
<table><tbody><tr><td>1</td></tr></tbody></table><p class="chart-source">Source</p></figure>"""
DRAWING = """<div class="chart-{width}"><svg role="img" aria-label="a"><path/><path/>
<text fill="{fill}">1</text></svg></div>"""
NARROW = DRAWING.format(width="narrow", fill="var(--chart-ink)")
LINK = '<a class="number" href="{href}" data-record="a" tabindex="-1">1</a>'

BROKEN = {
    addresses_resolve: [
        ('<a href="gone.html">x</a>', "leads to no file"),
        ('<a href="#gone">x</a>', "leads to no anchor"),
        ('<div data-wide="gone.vg.json"></div>', "leads to no file"),
    ],
    ids_are_unique: [('<p id="a"></p><p id="a"></p>', "the id a stands 2 times")],
    nothing_failed: [
        ("<pre>Traceback (most recent call last): ...</pre>", "a traceback"),
        ('<div class="output stderr">Warning</div>', "Warning"),
    ],
    no_figure_is_empty: [
        (FIGURE.format(drawing=NARROW), "draws nothing in its wide layout"),
        ('<figure class="table" id="t"><table></table></figure>', "has no row"),
    ],
    no_scheme_is_left: [
        ('<a href="stat:a">1</a>', "href=stat:a"),
        ("<p>[1](derived:a)</p>", "in the text"),
    ],
    nothing_comes_from_elsewhere: [
        ('<script src="https://example.org/a.js"></script>', "example.org/a.js"),
        ('<p style="background: url(//example.org/a.png)"></p>', "example.org/a.png"),
    ],
    pages_show_their_notebooks: [("<p>No chart</p>", "its notebook has [('chart', 'fig-1-2')]")],
    registry_is_shown: [
        (FIGURE.format(drawing="") * 2, "fig-1-2: stands on 2 pages"),
        ("", "fig-1-2: has no csv"),
        ('<figure class="chart" id="fig-0"></figure>', "fig-0: is not in the registry"),
    ],
    language_is_named: [("", "its language is not zh-CN")],
    pictures_have_words: [
        ('<img src="a.png">', "a.png has no alt"),
        ("<svg><path/></svg>", "an SVG without a text alternative"),
    ],
    numbers_are_all_listed: [("", "no line for")],
    pages_close_with_their_numbers: [
        (LINK.format(href="numbers.html#a"), "a is not in the list"),
        (LINK.format(href="numbers.html"), "is not as it should be"),
    ],
    colours_follow_the_theme: [
        (FIGURE.format(drawing=DRAWING.format(width="wide", fill="#123456")), "['#123456']"),
    ],
    **PAGE_BROKEN,
}


@pytest.mark.parametrize(
    ("rule", "body", "message"),
    [(rule, body, message) for rule, cases in BROKEN.items() for body, message in cases],
)
def test_rule_finds(
    rule: Callable[[Site], Iterator[str]], body: str, message: str, tmp_path: Path
) -> None:
    output = {"data": {CHART: {"usermeta": {"id": "fig-1-2"}}}}
    notebook = {"cells": [{"cell_type": "code", "outputs": [output]}]}
    (tmp_path / "index.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    folder = tmp_path / "html"
    folder.mkdir()
    for name in ("index", "numbers"):
        text = (
            f"<!DOCTYPE html><html lang='en'><body>{body if name == 'index' else ''}</body></html>"
        )
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    language = "zh-CN" if rule is language_is_named else "en"
    problems = list(rule(Site(folder, tmp_path, language)))
    assert any(message in problem for problem in problems), problems


def test_every_rule_is_tried() -> None:
    assert set(RULES) == set(BROKEN)


@pytest.mark.parametrize(
    ("record", "value"),
    [
        ("cn-services-trade-total-2022", "USD 889.11 billion"),
        ("cn-services-trade-exports-2021", "USD 394.1 billion"),
        ("cn-services-trade-travel-exports-2022-growth", "\u221215.7%"),
    ],
)
def test_numbers_page_says_what_the_report_says(site: Site, record: str, value: str) -> None:
    (line,) = site.pages["numbers.html"].select(f"li#{record}")
    assert line.b.get_text().replace("\xa0", " ") == value
