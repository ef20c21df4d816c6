"""Typography: curly quotes, no-break spaces, and Chinese words marked as such.

Data and notebooks are typed plainly; this module finishes the text for readers of the site.
"""

import re
from collections.abc import Iterator

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from servicestrade.site.nodes import GeneratedNode, NumberNode
from servicestrade.site.text.strings import Language, language_of

NO_BREAK = "\u00a0"
FIGURE = "figure-name"
"""The class of a figure's name: it stays on one line, with a plain hyphen, so that it is found."""
TERM = "term"
"""The class of a link to a term of the glossary."""

_UNBROKEN = re.compile(
    r"(?<=\bUSD) (?=[+\u2212-]?\d)"
    r"|(?<=\bCNY) (?=[+\u2212-]?\d)"
    r"|(?<=\d) (?=(?:thousand|million|billion|trillion|percentage points?|points?|pp|times)\b)"
    r"|(?<=\bFigure) (?=\d)"
    r"|(?<=\bTable) (?=\d)"
    r"|(?<=\b[Cc]hapter) (?=\d)"
    r"|(?<=\bNo\.) (?=\d)"
)
_OPENING = re.compile(r"(?:(?<=[\s(\[/\u2013\u2014])|^)(['\"])(?=\S)")
_QUOTES = {"'": "\u2018", '"': "\u201c"}
_CLOSING = str.maketrans({"'": "\u2019", '"': "\u201d"})
_CHINESE = re.compile(
    r"[\u300a\uff08]?[\u3400-\u9fff](?:[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]|\d+(?=\D|$))*"
)


def unbroken(text: str) -> str:
    r"""Return `text` with no-break spaces between numbers and their units or names.

    Examples
    --------
    >>> unbroken("rose to USD 40.99 billion, see Figure 2-3")
    'rose to USD\xa040.99\xa0billion, see Figure\xa02-3'
    """
    return _UNBROKEN.sub(NO_BREAK, text)


def typographic(text: str, language: Language) -> str:
    r"""Return English `text` with curly quotes and no-break spaces; Chinese text stays as it is.

    Examples
    --------
    >>> typographic("China's \"other\" services, USD 5 billion", "en")
    'China’s “other” services, USD\xa05\xa0billion'
    """
    if language == "zh":
        return text
    opened = _OPENING.sub(lambda match: _QUOTES[match[1]], text)
    return unbroken(opened.translate(_CLOSING))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield `text` in pieces, each with whether it is Chinese.

    Examples
    --------
    >>> list(pieces("the report (报告2022) of 2022"))
    [('the report (', False), ('报告2022', True), (') of 2022', False)]
    """
    end = 0
    for match in _CHINESE.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(text):
        yield text[end:], False


def typographic_html(text: str, language: Language) -> Markup:
    """Return `text` as finished HTML; in English, Chinese words are marked as such.

    Examples
    --------
    >>> typographic_html("the ministry's 报告", "en")
    Markup('the ministry’s <span lang="zh-Hans">报告</span>')
    """
    if language == "zh":
        return escape(text)
    marked = (
        Markup('<span lang="zh-Hans">{}</span>').format(piece) if chinese else escape(piece)
        for piece, chinese in pieces(typographic(text, language))
    )
    return Markup("").join(marked)


def sentence(words: Markup, language: Language) -> Markup:
    """Return `words` with a full stop, unless they end with one.

    Examples
    --------
    >>> sentence(Markup("WTO"), "en"), sentence(Markup("Really?"), "en"), sentence(Markup(""), "en")
    (Markup('WTO.'), Markup('Really?'), Markup(''))
    """
    text = words.striptags()
    if not text or text.endswith((".", "?", "!", ".\u201d", "。", "？", "！")):
        return words
    return words + ("。" if language == "zh" else ".")


class Finish(SphinxPostTransform):
    """Keep numbers and the names of figures whole in the prose, and mark its Chinese words."""

    default_priority = 30  # after numbers and references are resolved
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Finish one page; Chinese pages need no finish."""
        if language_of(self.config.language) == "zh":
            return
        for text in list(self.document.findall(nodes.Text)):
            if not _is_prose(text):
                continue
            finished = unbroken(text) if _is_name(text) else str(text)
            made = [
                nodes.inline("", piece, classes=["language-zh-Hans"])
                if chinese
                else nodes.Text(piece)
                for piece, chinese in pieces(finished)
            ]
            if finished != text or len(made) > 1 or isinstance(made[0], nodes.inline):
                text.parent.replace(text, made)


def _is_prose(text: nodes.Text) -> bool:
    """Tell whether a text is prose: not code, and not hidden behind a generated block."""
    parent = text.parent
    if isinstance(parent, nodes.literal | nodes.FixedTextElement) or not text.strip():
        return False
    return not isinstance(parent.parent, GeneratedNode | nodes.FixedTextElement)


def _is_name(text: nodes.Text) -> bool:
    """Tell whether a text is a number or a link to a figure; give the link its class."""
    parent = text.parent
    while isinstance(parent, nodes.inline | nodes.emphasis | nodes.strong):
        parent = parent.parent
    if isinstance(parent, nodes.reference):
        anchor = str(parent.get("refid") or parent.get("refuri", "")).rpartition("#")[2]
        if not anchor.startswith(("fig-", "tab-")):
            return False
        if FIGURE not in parent["classes"] and len(parent.astext()) < len("Figure 10-10."):
            parent["classes"].append(FIGURE)
        return True
    return isinstance(parent, NumberNode)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Finish)
