"""Errors that a reader of the data can act on."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DataError(Exception):
    """A table, code or file is not as it should be; the message says where and how to mend it."""


class UnknownError(DataError, LookupError):
    """An id or code is not known; the message names the nearest ones."""


def unknown(kind: str, name: str, known: Iterable[str]) -> UnknownError:
    """Make the error for an unknown name.

    Parameters
    ----------
    kind : str
        What was looked for, such as ``"statistic"``.
    name : str
        The name that is not known.
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
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return UnknownError(f"unknown {kind} {name!r}{hint}")
