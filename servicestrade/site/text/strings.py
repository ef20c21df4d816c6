"""The site's own phrases, in the language of a page."""

from typing import Literal

from servicestrade.ledger.phrases import phrases

Language = Literal["en", "zh"]


def language_of(code: str | None) -> Language:
    """Return the language of the site's phrases for Sphinx's language code.

    Parameters
    ----------
    code : str or None
        ``app.config.language``, such as ``"en"`` or ``"zh_CN"``.

    Examples
    --------
    >>> language_of("zh_CN")
    'zh'
    >>> language_of(None)
    'en'
    """
    return "zh" if (code or "").startswith("zh") else "en"


def say(key: str, language: Language, **values: object) -> str:
    """Return one of the site's own phrases, with its blanks filled in.

    Examples
    --------
    >>> say("recovered", "en", shown=7, original=21)
    'This chart shows 7 of the 21 points of the report’s own.'
    """
    return phrases("site")[key][language].format(**values)
