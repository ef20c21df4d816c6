"""What holds for each page of the site: it is there, it is framed, and all on it has a name."""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from posixpath import dirname, normpath

import yaml
from bs4 import Tag

from servicestrade.charts.theme import PALETTE, hex_of
from tests.audit.counts import RULES as NUMBER_OF_RULES
from tests.pictures import decoded, size
from tests.site.walked import ROOT, Site

OFFERED = {"chart": ("csv", "svg", "png", "vl.json", "zip"), "table": ("csv",)}
READ_BY_SCRIPTS = ("wide.vg.json", "narrow.vg.json")
LOOKED_AT = 40
NAMES = ("aria-label", "aria-labelledby", "title")
ONCE = {
    "title": "title",
    "viewport": 'meta[name="viewport"]',
    "h1": "h1",
    "main": "main#text",
    "header": "header.site-head",
    "contents": "nav#contents",
    "footer": "footer.site-foot",
    "skip link": 'a.skip[href="#text"]',
}


def kinds() -> dict[str, str]:
    """Return the kind of each figure of the registry."""
    register = yaml.safe_load((ROOT / "data/figures.yml").read_text("utf-8"))
    return {id: str(entry["kind"]) for id, entry in register.items()}


def contents() -> list[str]:
    """Return the pages of the contents in their order."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"]
    return [f"{entry['file']}.html" for part in parts for entry in part["chapters"]]


def stating() -> set[str]:
    """Return the chapters that state statistics."""
    with (ROOT / "data/statistics.csv").open(encoding="utf-8", newline="") as stream:
        return {row["chapter"] for row in csv.DictReader(stream)}


def pages_are_those_of_the_book(site: Site) -> Iterator[str]:
    wanted = {"index.html", "search.html", *contents()}
    wanted |= {f"figures/{id}.html" for id in kinds()}
    wanted |= {f"rules/chapter-{chapter}.html" for chapter in stating()}
    for name in sorted(wanted - site.pages.keys()):
        yield f"{name}: is not built"
    for name in sorted(site.pages.keys() - wanted):
        yield f"{name}: is no page of the book"


def said(tag: Tag) -> str:
    """Return the words of a tag, without the sign that links a heading."""
    return " ".join("".join(t for t in tag.strings if t.parent.name != "a").split()) or (
        " ".join(tag.get_text().split())
    )


def pages_are_framed(site: Site) -> Iterator[str]:
    titles: dict[str, str] = {}
    for page in site.pages.values():
        for name, selector in ONCE.items():
            if len(page.select(selector)) != 1:
                yield f"{page.name}: has {len(page.select(selector))} times a {name}"
        title = page.soup.title.get_text().strip() if page.soup.title else ""
        for head in page.select("h1"):
            if said(head).rstrip("#¶ ") not in " ".join(title.split()):
                yield f"{page.name}: its title {title!r} does not tell its heading {said(head)!r}"
        if title in titles:
            yield f"{page.name}: has the title of {titles[title]}"
        titles[title] = page.name


def headings_go_down_by_one(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        levels = [int(tag.name[1]) for tag in page.select("main :is(h1, h2, h3, h4, h5, h6)")]
        for one, two in pairwise(levels):
            if two > one + 1:
                yield f"{page.name}: a heading of level {two} follows one of level {one}"


def named(tag: Tag) -> bool:
    """Tell whether a tag has words for those who cannot see it."""
    return any(str(one.get(name, "")).strip() for one in (tag, *tag.select("img, svg"))
               for name in (*NAMES, "alt")) or bool(tag.get_text(strip=True))  # fmt: skip


def what_is_used_has_a_name(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for tag in page.select("a[href], button, summary"):
            if not named(tag):
                yield f"{page.name}: without words: {str(tag)[:80]}"
        for tag in page.select("nav, [role=group], [role=search]"):
            if not any(tag.get(name) for name in NAMES):
                yield f"{page.name}: a landmark without a name: {str(tag)[:80]}"
        for tag in page.select("a"):
            if not tag.get("href"):
                yield f"{page.name}: a link to nowhere: {str(tag)[:80]}"


def tables_have_heads(site: Site) -> Iterator[str]:
    """Tables of data; those of the prose are of a line or two."""
    for page in site.pages.values():
        for table in page.select("figure table, .table-scroll table"):
            if not table.select("caption"):
                yield f"{page.name}: a table without a caption"
            if not table.select("thead th[scope=col]"):
                yield f"{page.name}: a table without heads"
            for head in table.select("th"):
                if head.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                    yield f"{page.name}: a head of no scope: {head.get_text()[:40]!r}"


def figures_offer_their_files(site: Site) -> Iterator[str]:
    there = {path.name for path in (site.folder / "figures").glob("*.*")}
    for id, kind in kinds().items():
        files = {f"{id}.{suffix}" for suffix in OFFERED[kind]}
        page = site.pages.get(f"figures/{id}.html")
        offered = [str(tag["href"]) for tag in page.select(".chart-links a")] if page else []
        if sorted(offered) != sorted(files):
            yield f"{id}: its page offers {offered}, not {sorted(files)}"
        used = {f"{id}.{suffix}" for suffix in READ_BY_SCRIPTS} if kind == "chart" else set()
        files |= used | {f"{id}.html"}
        for name in sorted(files - there):
            yield f"{name}: is not there"
        there -= files
    for name in sorted(there):
        yield f"{name}: belongs to no figure"


def pages_list_the_contents(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        links = page.select(".contents-list > ul > li > a, .contents-list details > ul > li > a")
        listed = [normpath(f"{dirname(page.name)}/{tag['href']}") for tag in links]
        own = [tag for tag in links if tag.get("aria-current") == "page"]
        places = [page.name if name.endswith("#") else name.lstrip("/") for name in listed]
        if places != contents():
            yield f"{page.name}: its contents list {places[:3]} ... and {len(places)} in all"
        if len(own) != (page.name in contents()) and not page.name.startswith(("fig", "rules")):
            yield f"{page.name}: is marked {len(own)} times in its contents"


def rules_stand_once(site: Site) -> Iterator[str]:
    """Each rule is at home with the statistic that it is about."""
    standing: Counter[str] = Counter()
    for page in site.pages.values():
        if page.name.startswith("rules/"):
            for tag in page.select(".rules li[id]"):
                standing[str(tag["id"])] += 1
                if not str(tag.select("b")[0].get_text()).strip():
                    yield f"{page.name}: {tag['id']} has no verdict"
    for id, times in standing.items():
        if times > 1:
            yield f"{id}: stands {times} times"
    if len(standing) != NUMBER_OF_RULES:
        yield f"{len(standing)} rules stand on pages, not {NUMBER_OF_RULES}"


def pictures_show_something(site: Site) -> Iterator[str]:
    charts = [id for id, kind in kinds().items() if kind == "chart"]
    chosen = sorted(charts, key=lambda id: hashlib.sha256(id.encode()).hexdigest())[:LOOKED_AT]
    for id in charts:
        files = [site.folder / "figures" / f"{id}.{suffix}" for suffix in ("svg", "png")]
        if not all(file.is_file() for file in files):
            yield f"{id}: has no picture"
            continue
        svg, png = files[0].read_text("utf-8"), files[1].read_bytes()
        sides = re.match(r'<svg [^>]*?width="(\d+)" height="(\d+)"', svg)
        if sides is None or size(png) != (2 * int(sides[1]), 2 * int(sides[2])):
            yield f"{id}: its PNG is not of twice the size of its SVG"
        elif id in chosen:
            picture = decoded(png)
            seen = {name for name in PALETTE if picture.part(hex_of(name)) > 0.0002}
            if picture.part(hex_of("paper")) > 0.99 or len(seen - {"paper"}) < 3:
                yield f"{id}: its PNG shows little: {sorted(seen)}"


def notebooks_open_in_binder(site: Site) -> Iterator[str]:
    """Where the settings name the repository; else no page links to Binder."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
    for page in site.pages.values():
        notebook = (site.book / page.name).with_suffix(".ipynb").is_file()
        wanted = bool(settings["repository_url"]) and notebook
        if len(page.select("a[href*='mybinder.org']")) != wanted:
            yield f"{page.name}: has {'no' if wanted else 'a'} link to Binder"


PAGE_RULES: tuple[Callable[[Site], Iterator[str]], ...] = (
    pages_are_those_of_the_book,
    pages_are_framed,
    headings_go_down_by_one,
    what_is_used_has_a_name,
    tables_have_heads,
    figures_offer_their_files,
    pages_list_the_contents,
    rules_stand_once,
    pictures_show_something,
    notebooks_open_in_binder,
)

PAGE_BROKEN: dict[Callable[[Site], Iterator[str]], list[tuple[str, str]]] = {
    pages_are_those_of_the_book: [
        ("", "chapters/27-afterword.html: is not built"),
        ("", "figures/fig-2-18.html: is not built"),
        ("", "rules/chapter-5.html: is not built"),
    ],
    pages_are_framed: [
        ("<h1>A</h1><h1>B</h1>", "has 2 times a h1"),
        ("", "has 0 times a footer"),
        ("", "has 0 times a viewport"),
        ('<meta name="viewport"><meta name="viewport">', "has 2 times a viewport"),
        ("<h1>A</h1>", "does not tell its heading 'A'"),
        ("", "numbers.html: has the title of index.html"),
    ],
    headings_go_down_by_one: [
        ("<main><h1>A</h1><h3>B</h3></main>", "a heading of level 3 follows one of level 1"),
    ],
    what_is_used_has_a_name: [
        ('<a href="numbers.html"><svg></svg></a>', "without words: <a"),
        ("<button></button>", "without words: <button"),
        ("<nav>Contents</nav>", "a landmark without a name"),
        ("<a>Contents</a>", "a link to nowhere"),
    ],
    tables_have_heads: [
        ("<figure><table><tr><td>1</td></tr></table></figure>", "a table without a caption"),
        ("<figure><table><tr><td>1</td></tr></table></figure>", "a table without heads"),
        ("<figure><table><tr><th>1</th></tr></table></figure>", "a head of no scope: '1'"),
    ],
    figures_offer_their_files: [
        ("", "fig-1-2: its page offers [], not ["),
        ("", "fig-1-2.wide.vg.json: is not there"),
    ],
    pages_list_the_contents: [
        ("", "its contents list [] ... and 0 in all"),
        ("", "numbers.html: is marked 0 times in its contents"),
    ],
    rules_stand_once: [("", f"0 rules stand on pages, not {NUMBER_OF_RULES}")],
    pictures_show_something: [("", "fig-1-2: has no picture")],
    notebooks_open_in_binder: [
        ('<a href="https://mybinder.org/v2">Run</a>', "index.html: has a link to Binder"),
    ],
}
