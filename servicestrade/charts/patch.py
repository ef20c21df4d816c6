"""The difference of two specifications, small enough to be carried along, and its application.

A chart carries its layout for a text column whole and that for a phone as the difference from
it. Both are trees of dictionaries, lists and scalars that agree in most places.
"""

from __future__ import annotations

from typing import Any

Json = Any

SAME = "="  # the only key of a patch that changes nothing; never a key of a specification


def diff(old: Json, new: Json) -> Json:
    """Return what makes `new` of `old`.

    A patch is ``{"=": new}`` for a value replaced whole, ``{"+": {...}, "-": [...]}`` for a
    dictionary, and ``{"#": {...}}`` for a list of the same length; ``{}`` changes nothing.

    Examples
    --------
    >>> diff({"a": [1, 2], "b": 3}, {"a": [1, 5]})
    {'+': {'a': {'#': {'1': {'=': 5}}}}, '-': ['b']}
    """
    if old == new and type(old) is type(new):
        return {}
    if isinstance(old, dict) and isinstance(new, dict):
        changed = {key: diff(old[key], new[key]) for key in new if key in old}
        changed |= {key: {SAME: new[key]} for key in new if key not in old}
        changed = {key: change for key, change in changed.items() if change}
        gone = [key for key in old if key not in new]
        found = {"+": changed} if changed else {}
        return found | ({"-": gone} if gone else {})
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return {"#": {str(at): change for at, (a, b) in pairs if (change := diff(a, b))}}
    return {SAME: new}


def apply(old: Json, patch: Json) -> Json:
    """Return `old` with a patch applied; `old` stays as it is.

    Examples
    --------
    >>> old, new = {"a": [1, 2], "b": 3}, {"a": [1, 5]}
    >>> apply(old, diff(old, new)) == new
    True
    """
    if not patch:
        return old
    if SAME in patch:
        return patch[SAME]
    if "#" in patch:
        return [apply(item, patch["#"].get(str(at), {})) for at, item in enumerate(old)]
    kept = {key: value for key, value in old.items() if key not in patch.get("-", [])}
    for key, change in patch.get("+", {}).items():
        kept[key] = apply(old.get(key), change)
    return kept
