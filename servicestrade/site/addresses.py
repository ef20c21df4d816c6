"""Addresses on the site, relative to the page that links them.

They are cited elsewhere and must not change: ``numbers.html#<record>``, ``figures/<id>.html`` and
the figure's files beside that page, ``rules/chapter-<number>.html#<statistic>``.
"""

from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

NUMBERS = "numbers"
"""The document that lists all numbers."""

GLOSSARY = "chapters/reference/glossary"
"""The document that explains the report's terms."""

ERRATA = "chapters/reference/errata"
"""The document that lists what is wrong in the report."""

METHOD = "chapters/reference/method"
"""The document that says how the report is tested."""


def figure_page(figure: str) -> str:
    """Return the name of a figure's own page.

    Examples
    --------
    >>> figure_page("fig-1-2")
    'figures/fig-1-2'
    """
    return f"figures/{figure}"


def rules_page(chapter: int) -> str:
    """Return the name of the page of a chapter's rules.

    Examples
    --------
    >>> rules_page(5)
    'rules/chapter-5'
    """
    return f"rules/chapter-{chapter}"


def to_page(builder: Builder, page: str, other: str, anchor: str = "") -> str:
    """Return the address of a page of the book, relative to another page.

    Parameters
    ----------
    builder : Builder
        The builder, which knows how it names its pages.
    page : str
        The page that has the link.
    other : str
        The page that the link leads to; it may be the same one.
    anchor : str
        The anchor on the other page, if any.
    """
    address = builder.get_relative_uri(page, other) if page != other or not anchor else ""
    return f"{address}#{anchor}" if anchor else address


def to_number(builder: Builder, page: str, record: str) -> str:
    """Return the address of a record's line on the numbers page, relative to `page`."""
    return to_page(builder, page, NUMBERS, record)


def to_finding(builder: Builder, page: str, finding: str) -> str:
    """Return the address of a finding on the errata page, relative to `page`."""
    return to_page(builder, page, ERRATA, finding)


def to_file(builder: Builder, page: str, figure: str, suffix: str) -> str:
    """Return the address of one of a figure's files, relative to `page`."""
    return relative_uri(builder.get_target_uri(page), f"{figure_page(figure)}.{suffix}")
