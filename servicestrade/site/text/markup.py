"""Links in the texts of the registry: ``exports of [USD 424.06 billion](stat:...)``.

Titles, captions and descriptions use the same syntax as the prose for links to numbers, to figures,
``[Figure 1-2](#fig-1-2)``, and to terms, ``[offshore](#term-offshore)``. They have no other markup.
"""

import re
from collections.abc import Callable
from typing import Literal

from markupsafe import Markup, escape

from servicestrade.language.prose import LINK, links

Kind = Literal["number", "figure", "term"]
_TERM = "term-"


def linked_records(text: str) -> list[str]:
    """Return the ids of the records that `text` links, in its order.

    Examples
    --------
    >>> linked_records("[8.3%](stat:a) and [5%](derived:b), see [Figure 1-2](#fig-1-2)")
    ['a', 'b']
    """
    return [number.id for number in links(text)]


def html(
    text: str,
    link: Callable[[Kind, str, str], Markup],
    write: Callable[[str], Markup] = escape,
) -> Markup:
    """Return `text` as HTML.

    Parameters
    ----------
    text : str
        Words with links.
    link : callable
        Writes one link; it takes its kind, the id that it leads to and its text.
    write : callable
        Writes the words between the links.

    Examples
    --------
    >>> html("5 < [8.3%](stat:a)", lambda kind, id, text: Markup("<a href='#{}'>{}</a>").format(
    ...     id, text))
    Markup("5 &lt; <a href='#a'>8.3%</a>")
    """
    result, end = Markup(), 0
    for match in LINK.finditer(text):
        result += write(text[end : match.start()])
        result += link(_kind(match), match[3], match[1])
        end = match.end()
    return result + write(text[end:])


def _kind(match: re.Match[str]) -> Kind:
    """Return what a link leads to."""
    if match[2]:
        return "number"
    return "term" if match[3].startswith(_TERM) else "figure"
