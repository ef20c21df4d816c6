"""Turn errors against the JSON Schema of a register into plain messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from servicestrade.files.errors import unknown
from servicestrade.files.text_files import Json

if TYPE_CHECKING:
    from jsonschema import ValidationError

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "object": "fields with values",
    "array": "a list",
    "boolean": "true or false",
    "null": "null",
}
_HAN = "[\u4e00-\u9fff]"
_LONGEST = 40
"""Characters of a text that a message quotes."""

Steps = tuple[str | int, ...]


def schema_faults(content: Json, schema: Json) -> Iterator[tuple[Steps, str]]:
    """Yield what a schema does not allow: the path to it, and what is wrong.

    Examples
    --------
    >>> schema = {"properties": {"id": {"type": "string"}}, "additionalProperties": False}
    >>> list(schema_faults({"id": 7, "idd": "x"}, schema))
    [(('id',), 'must hold a text, not 7'), ((), "has an unknown field 'idd'; nearest: id")]
    """
    # Slow to import, and not needed to read tables.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    for error in map(_nearest, Draft202012Validator(schema).iter_errors(content)):
        say = _MESSAGES.get(str(error.validator), _other)
        yield tuple(error.absolute_path), say(error.instance, error.validator_value, error.schema)


def _nearest(error: ValidationError) -> ValidationError:
    """Return the first error of the alternative with the fewest errors."""
    while error.context:
        forms: dict[object, list[ValidationError]] = {}
        for cause in error.context:
            forms.setdefault(cause.schema_path[0], []).append(cause)
        error = min(forms.values(), key=len)[0]
    return error


def _missing(value: Json, names: Json, schema: Json) -> str:
    return f"lacks the field {next(name for name in names if name not in value)!r}"


def _extra(value: Json, allowed: Json, schema: Json) -> str:
    known: Mapping[str, object] = schema.get("properties", {})
    forms: Iterable[str] = schema.get("patternProperties", {})
    name = next(
        key for key in value if key not in known and not any(re.search(form, key) for form in forms)
    )
    return f"has an {unknown('field', name, known)}"


def _type(value: Json, kinds: Json, schema: Json) -> str:
    wanted: Sequence[str] = [kinds] if isinstance(kinds, str) else kinds
    return f"must hold {' or '.join(_TYPES[kind] for kind in wanted)}, not {_quote(value)}"


def _pattern(value: Json, pattern: Json, schema: Json) -> str:
    if pattern == _HAN:
        return f"holds {_quote(value)}, in which there is no Chinese"
    if not value.strip():
        return "is empty"
    return f"holds {_quote(value)}, which is not of the form {pattern}"


def _twice(value: Json, wanted: Json, schema: Json) -> str:
    return f"names {next(item for item in value if value.count(item) > 1)!r} twice"


def _other(value: Json, limit: Json, schema: Json) -> str:
    return f"holds {_quote(value)}, which the schema does not allow"


def _quote(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


_MESSAGES: Mapping[str, Callable[[Json, Json, Json], str]] = {
    "required": _missing,
    "additionalProperties": _extra,
    "type": _type,
    "pattern": _pattern,
    "uniqueItems": _twice,
    "enum": lambda value, names, _: f"holds {_quote(value)}, not one of {', '.join(names)}",
    "const": lambda value, wanted, _: f"must hold {wanted!r}, not {_quote(value)}",
    "minItems": lambda value, least, _: f"must hold at least {least}, not {len(value)}",
    "minLength": lambda value, least, _: f"holds {value!r}, shorter than {least} characters",
}
