"""A built site and its pages, for tests that walk over all of them."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Page:
    """One HTML page of a site."""

    path: Path
    name: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.path.read_bytes(), "lxml")

    @cached_property
    def ids(self) -> list[str]:
        return [str(tag["id"]) for tag in self.soup.find_all(id=True)]

    def select(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))


@dataclass
class Site:
    """A built site and the book that it was built from."""

    folder: Path
    book: Path = ROOT
    language: str = "en"
    pages: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            if "_static" not in path.parts:
                self.pages[name] = Page(path, name)
