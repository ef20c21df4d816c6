"""The frame of every page: the variables of its templates.

The site does not use Jupyter Book's theme, whose scripts and styles are larger than a chapter, but
its own (`theme`). This module gives that theme's templates the book's contents, the phrases of the
frame in the page's language and the addresses of the page's notebook, and removes the scripts and
styles that Sphinx adds for its own themes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging

from servicestrade.charts.theme import css
from servicestrade.ledger.phrases import phrases
from servicestrade.site.text.strings import language_of

_LOGGER = logging.getLogger(__name__)

COLOURS = "chart-colours.css"
SEARCH = "search"
_OF_SEARCH_ONLY = frozenset(
    {"_static/documentation_options.js", "_static/doctools.js", "_static/sphinx_highlight.js"}
)
_UNUSED = ("_static/basic.css", "_static/pygments.css", "_static/mystnb.")


@dataclass(frozen=True)
class ContentsEntry:
    """A page in the contents.

    Attributes
    ----------
    title : str
        Its title there.
    page : str
        The name of its document.
    current : bool
        Whether it is the page that shows these contents.
    sections : list of (str, str)
        Anchor and title of its sections, if it is the current page.
    """

    title: str
    page: str
    current: bool
    sections: list[tuple[str, str]]


@dataclass(frozen=True)
class ContentsPart:
    """A part of the book in the contents.

    Attributes
    ----------
    title : str
        Its caption in ``_toc.yml``; empty for pages outside all parts.
    entries : list of Entry
        Its pages in their order.
    open : bool
        Whether it is unfolded.
    """

    title: str
    entries: list[ContentsEntry]
    open: bool


def contents(env: BuildEnvironment, page: str) -> list[ContentsPart]:
    """Return the contents of the book as `page` shows them.

    Parameters
    ----------
    env : BuildEnvironment
        The environment of the build, when all pages have been read.
    page : str
        The name of the page. Its part is unfolded; on the first page all parts are.
    """
    first = env.config.external_site_map.root
    parts = []
    for tree in first.subtrees:
        names = [name for item in tree.files() for name in _with_children(env, item)]
        entries = [_entry(env, name, page) for name in names]
        here = page in {entry.page for entry in entries}
        parts.append(ContentsPart(tree.caption or "", entries, here or page == env.config.root_doc))
    return parts


def _with_children(env: BuildEnvironment, item: str) -> list[str]:
    """Return a page of ``_toc.yml`` and the pages under it, in their order."""
    document = env.config.external_site_map.get(item)
    below = document.child_files() if document else []
    return [item, *(name for child in below for name in _with_children(env, child))]


def _entry(env: BuildEnvironment, item: str, page: str) -> ContentsEntry:
    """Return the entry of one page, with its title in ``_toc.yml`` if it has one there."""
    name = env.path2doc(item) or item
    document = env.config.external_site_map.get(item)
    title = (document and document.title) or env.titles[name].astext()
    current = name == page
    return ContentsEntry(title, name, current, page_sections(env, name) if current else [])


def page_sections(env: BuildEnvironment, page: str) -> list[tuple[str, str]]:
    """Return the anchor and title of each top-level section of a page."""
    below = [
        part
        for own in env.tocs[page].children[:1]
        for part in own.children
        if isinstance(part, nodes.bullet_list)
    ]
    links = (item.next_node(nodes.reference) for items in below for item in items.children)
    return [(link["anchorname"], link.astext()) for link in links if link is not None]


def binder_address(repository: str, branch: str, notebook: str) -> str:
    """Return the address that opens a notebook in Binder.

    Raises
    ------
    ConfigError
        If the repository is not on GitHub.

    Examples
    --------
    >>> binder_address("https://github.com/owner/book", "main", "chapters/01.ipynb")
    'https://mybinder.org/v2/gh/owner/book/main?urlpath=lab/tree/chapters/01.ipynb'
    """
    host = "https://github.com/"
    if not repository.startswith(host):
        raise ConfigError(
            f"repository_url in _config.yml is {repository!r}, which Binder's link cannot be made "
            f"of: give an address that begins with {host}"
        )
    name = repository.removeprefix(host).strip("/").removesuffix(".git")
    return f"https://mybinder.org/v2/gh/{name}/{branch}?urlpath=lab/tree/{notebook}"


def add_to_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Set the variables of one page's templates, and drop the files that the page does not need."""
    language = language_of(app.config.language)
    parts = contents(app.env, pagename)
    notebook = context.get("sourcename", "")
    context["words"] = {key: both[language] for key, both in phrases("frame").items()}
    context["contents"] = parts
    context["part"] = next(
        (part.title for part in parts for entry in part.entries if entry.current), ""
    )
    context["notebook"] = notebook if notebook.endswith(".ipynb") else ""
    context["binder"] = (
        binder_address(app.config.repository_url, app.config.repository_branch, notebook)
        if context["notebook"] and app.config.repository_url
        else ""
    )
    for files in ("script_files", "css_files"):
        context[files] = [file for file in context[files] if _is_used(file, pagename)]


def _is_used(file: object, page: str) -> bool:
    """Tell whether a page needs a script or a style sheet."""
    name = str(getattr(file, "filename", file) or "")
    if name in _OF_SEARCH_ONLY:
        return page == SEARCH
    return not name.startswith(_UNUSED)


def outdated_contents(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return all pages if a title or their order has changed, since each shows the contents."""
    now = [(part.title, [(e.title, e.page) for e in part.entries]) for part in contents(env, "")]
    before = env.__dict__.get("servicestrade_contents")
    env.__dict__["servicestrade_contents"] = now
    return [] if before in (None, now) else sorted(env.all_docs)


def write_colours(app: Sphinx) -> None:
    """Write the colours of the charts as a style sheet, for light and for dark pages."""
    if app.builder.format == "html":
        file = Path(app.outdir) / "_static" / COLOURS
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(css(), encoding="utf-8")


def log_missing_repository(app: Sphinx) -> None:
    """Log that no page links to Binder, if the repository is not set."""
    if not app.config.repository_url:
        _LOGGER.info("repository_url is not set in _config.yml: no page links to Binder")


def setup(app: Sphinx) -> None:
    """Register the frame of the pages.

    Parameters
    ----------
    app : Sphinx
        The build.
    """
    app.add_config_value("repository_url", "", "html", str)
    app.add_config_value("repository_branch", "main", "html", str)
    # Jupyter Book always sets this value, though the extension that reads it is not loaded.
    app.add_config_value("comments_config", {}, "")
    app.add_css_file(COLOURS)
    app.connect("builder-inited", write_colours)
    app.connect("builder-inited", log_missing_repository)
    app.connect("env-get-updated", outdated_contents)
    # after all other handlers, to see the files that they add
    app.connect("html-page-context", add_to_context, priority=900)
