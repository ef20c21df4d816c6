"""Numbers in prose: find the links, compare each with its record, find numbers without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servicestrade.files.csv_tables import read_rows
from servicestrade.files.errors import UnknownError
from servicestrade.files.notebooks import read_notebook
from servicestrade.files.text_files import read_text
from servicestrade.language.parse import disagreement
from servicestrade.ledger.catalogue import record

SCHEMES = MappingProxyType(
    {
        "stat": frozenset({"reported"}),
        "derived": frozenset({"derived", "external", "proxy", "check"}),
    }
)
"""The schemes of number links, and what the records that they lead to may rest on."""

LINK = re.compile(rf"\[([^\[\]]*)\]\((?:({'|'.join(SCHEMES)}):|#)([^()\s]*)\)")
"""A link in words: its text; its scheme, if it is a number's; the id that it leads to."""

_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.DOTALL)
_FULL_WIDTH = re.compile(r"(?:[0-9][0-9.]*)?(?![0-9])\d(?:[\d.\uff0e]*\d)?")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_FREE = (
    re.compile(rf"(?<!\d)\d{{1,2}} (?:{_MONTH})(?: (?:19|20)\d\d)?"),
    # A year. In Chinese it is followed by its word: 2022年 is a date, 2022人 is not.
    re.compile(
        r"(?<![\d.,])(?:19|20)\d\d(?:\s?[\u2013\u2014-]\s?(?:19|20)\d\d)?"
        r"(?:年|s\b|(?![\d.]*\d|\s?(?:%|[mb]illion|trillion)|[\u4e00-\u9fff]))"
    ),
    re.compile(
        r"(?:[Ff]igures?|[Tt]ables?|[Cc]hapters?|[Ss]ections?) \d+(?:-[0-9A-Za-z]+)?"
        r"(?:(?:, | and |\u2013| to )\d+(?:-[0-9A-Za-z]+)?)*"
    ),
    re.compile(r"[图表] ?\d+-[0-9A-Za-z]+|第\d+[章节]|\d{1,2}月(?:\d{1,2}日)?"),
    re.compile(r"(?:USD|CNY) (?:m|b|tr)illion"),
)
_WORDS = re.compile(
    r"\b(half|halved|thirds?|quarters?|twice|doubl(?:ed?|es|ing)|tripl(?:ed?|es|ing)|tenths?|"
    r"\w+fold|hundreds?|thousands?|millions?|billions?|trillions?|dozens?)\b"
    r"|[一二两三四五六七八九十]成|翻[一两]番|分之|[两二三四五六七八九十]倍|一半|半数|半壁|两位数|百亿|千亿",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """A number link: its text, scheme and id, and the line on which it stands."""

    text: str
    scheme: str
    id: str
    line: int


@dataclass(frozen=True)
class Problem:
    """Something wrong with a number in prose, and where."""

    line: int
    message: str


def links(text: str) -> Iterator[Number]:
    """Yield the number links of a Markdown text.

    Examples
    --------
    >>> [n.id for n in links("rose [8.3%](stat:cn-services-trade-total-2022-growth)")]
    ['cn-services-trade-total-2022-growth']
    """
    for match in LINK.finditer(text):
        if match[2]:
            line = text.count("\n", 0, match.start()) + 1
            yield Number(match[1], match[2], match[3], line)


def without_links(text: str) -> str:
    """Return a text with each link to a number, figure or term replaced by its words.

    Examples
    --------
    >>> without_links("rose [8.3%](stat:cn-services-trade-total-2022-growth)")
    'rose 8.3%'
    """
    return LINK.sub(r"\1", text)


def problems(text: str) -> list[Problem]:
    """Check all numbers of a Markdown text against the records, in both directions.

    Parameters
    ----------
    text : str
        Narrative in English or Chinese.

    Returns
    -------
    list of Problem
        A linked number that disagrees with its record or names an unknown one, and a number
        that bears no link though it is neither a date nor a name.
    """
    found = [Problem(item.line, message) for item in links(text) if (message := _check(item))]
    found += [*_full_width(text), *_unlinked(text), *_in_headings(text)]
    return sorted(found, key=lambda item: item.line)


def _check(item: Number) -> str:
    try:
        target = record(item.id)
    except UnknownError as error:
        return str(error)
    if target.basis not in SCHEMES[item.scheme]:
        scheme = next(name for name, bases in SCHEMES.items() if target.basis in bases)
        return f"{item.id} is a {target.basis} record: write {scheme}:{item.id}"
    message = disagreement(item.text, target)
    return f"{message} ({item.id})" if message else ""


def _full_width(text: str) -> Iterator[Problem]:
    for match in _FULL_WIDTH.finditer(text):
        plain = unicodedata.normalize("NFKC", match[0])
        line = text.count("\n", 0, match.start()) + 1
        yield Problem(line, f"{match[0]!r} is written in full-width digits: write {plain!r}")


def _in_headings(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") and any(links(line)):
            yield Problem(number, "a heading holds a number link; say it in the first sentence")


def _unlinked(text: str) -> Iterator[Problem]:
    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    rest = _CODE.sub(blank, text)
    rest = LINK.sub(lambda match: blank(match) if match[2] else match[0], rest)
    rest = _TARGET.sub(blank, rest)
    rest = re.sub(r"^:{3,}.*$|^\([a-z0-9-]+\)=$|<[^>]+>", blank, rest, flags=re.MULTILINE)
    for name in names():
        rest = rest.replace(name, " " * len(name))
    for pattern in _FREE:
        rest = pattern.sub(blank, rest)
    for pattern, what in ((re.compile(r"[0-9][0-9,.]*"), "number"), (_WORDS, "quantity")):
        for match in pattern.finditer(rest):
            line = rest.count("\n", 0, match.start()) + 1
            around = text.splitlines()[line - 1].strip()[:80]
            yield Problem(
                line,
                f"the {what} {match[0]!r} bears no link: link it to its record, or list the name "
                f"it is part of in data/names.csv; in: {around}",
            )


@cache
def names() -> tuple[str, ...]:
    """Return the names that hold digits, longest first, from ``data/names.csv``."""
    found = [row["name"] for _, row in read_rows("names.csv")]
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


@dataclass(frozen=True)
class Page:
    """A notebook or Markdown page: its narrative and the records that its outputs show."""

    path: Path
    cells: Sequence[str]
    shown: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        """Every record that the page links or shows."""
        return self.shown | {item.id for cell in self.cells for item in links(cell)}


def read_page(path: Path) -> Page:
    """Read the Markdown cells of a notebook and the records of its charts and tables."""
    if path.suffix == ".md":
        return Page(path, (read_text(path, str(path)),), frozenset())
    notebook = read_notebook(path)
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    shown: set[str] = set()
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            for content in output.get("data", {}).values():
                shown |= set(_records_of(content))
    return Page(path, cells, frozenset(shown))


def _records_of(content: object) -> Iterator[str]:
    if not isinstance(content, dict):
        return
    yield from content.get("usermeta", {}).get("records", ())
    for row in content.get("rows", ()):
        yield from (cell["record"] for cell in row["cells"] if cell["record"])


def page_problems(page: Page) -> list[str]:
    """Return all problems of a page, each with file, cell and line."""
    return [
        f"{page.path}, cell {number}, line {item.line}: {item.message}"
        for number, cell in enumerate(page.cells, start=1)
        for item in problems(cell)
    ]
