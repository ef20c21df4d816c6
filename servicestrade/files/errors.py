"""Errors that a reader of the data can act on."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from importlib.util import find_spec


class DataError(Exception):
    """An error in a table, code or file; the message says where and how to mend it."""


class UnknownError(DataError, LookupError):
    """An unknown id or code; the message names the nearest ones."""


class MissingError(DataError, ModuleNotFoundError):
    """A missing package that only maintainers need; the message says how to install it."""


def require(package: str, purpose: str) -> None:
    """Check that a package is installed that only maintainers need.

    Parameters
    ----------
    package : str
        Its name, to import and to install.
    purpose : str
        What needs it, as the beginning of a sentence.

    Raises
    ------
    MissingError
        If it is not installed.
    """
    if find_spec(package) is None:
        raise MissingError(
            f"{purpose} needs {package}, which is not installed: pip install {package}"
        )


_LONGEST = 60


def shortened(name: object) -> str:
    """Return a name as text, shortened to fit into a message.

    Examples
    --------
    >>> shortened("a" * 100)[-3:], shortened(None)
    ('a..', 'None')
    """
    text = str(name)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}.."


def unknown(kind: str, name: object, known: Iterable[str]) -> UnknownError:
    """Make the error for an unknown name.

    Parameters
    ----------
    kind : str
        What was looked for, such as ``"statistic"``.
    name : str
        The unknown name; anything other than a string is quoted as one.
    known : iterable of str
        All names that would have been right.

    Returns
    -------
    UnknownError

    Examples
    --------
    >>> str(unknown("flow", "export", ["exports", "imports", "total"]))
    "unknown flow 'export'; nearest: exports, imports"
    """
    text = shortened(name)
    near = get_close_matches(text, sorted(known), n=3, cutoff=0.5)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return UnknownError(f"unknown {kind} {text!r}{hint}")
