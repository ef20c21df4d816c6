"""Read a YAML register of the data; its JSON Schema beside it says what it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from servicestrade.files.csv_cells import character_fault
from servicestrade.files.errors import DataError
from servicestrade.files.paths import data_dir
from servicestrade.files.schemas import Steps, schema_faults
from servicestrade.files.text_files import Json, read_json, read_text

_RULES = "rules/rules.schema.json"
_SCHEMAS = {"rules/generated.yml": _RULES, "rules/written.yml": _RULES}
_KEYS = ("id", "chapter")
"""What identifies an entry of a list."""

_TAG = "tag:yaml.org,2002:"
# YAML 1.1 also reads yes, no and on as booleans, 2022-06-30 as a date, and 1:30 and 010 as numbers
# of another base. Here all of these stay text.
_PLAIN: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {
    "int": (re.compile(r"-?(?:0|[1-9][0-9]*)"), int),
    "float": (re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"), float),
    "bool": (re.compile(r"true|false"), lambda text: text == "true"),
    "null": (re.compile(r"null"), lambda text: None),
}


def read_register(name: str) -> Json:
    """Return what a register of the data holds.

    Parameters
    ----------
    name : str
        The file, such as ``"figures.yml"`` or ``"rules/written.yml"``.

    Raises
    ------
    DataError
        If it is no YAML, names a key or an id twice, or holds what its schema does not allow.
    """
    schema = _SCHEMAS.get(name) or name.replace(".yml", ".schema.json")
    root = _compose(data_dir() / name, name)
    content = _Builder(name).build(root)
    faults = [
        (_line(root, path), path, what)
        for path, what in schema_faults(content, read_json(data_dir() / schema, schema))
    ]
    if faults:
        line, path, what = min(faults, key=lambda fault: fault[0])
        where = _where(name, content, path)
        raise DataError(f"{where}: line {line} {what}; {schema} names the fields")
    _check_keys(name, root, content, ())
    return content


def read_yaml(path: Path, name: str) -> Json:
    """Return what a YAML file without a schema holds.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str
        What messages call it.

    Raises
    ------
    DataError
        If it is no YAML, or names a key twice.
    """
    return _Builder(name).build(_compose(path, name))


def _compose(path: Path, name: str) -> yaml.Node:
    text = read_text(path, name)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise DataError(
            f"{name}, line {line + 1}, column {column + 1}: {_syntax(error, text, line)}"
        ) from None
    except yaml.YAMLError as error:
        raise DataError(f"{name} is no YAML: {error}; delete the character") from None
    if node is None:
        raise DataError(f"{name} holds no entries; restore it from the repository")
    return node


def _syntax(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    """Return what is wrong with the YAML, and the usual mend."""
    if any(re.match(r" *\t", near) for near in text.split("\n")[max(0, line - 1) : line + 1]):
        return "a tab indents the line; indent with spaces"
    problem = " ".join(part for part in (error.context, error.problem) if part)
    if "mapping values" in problem:
        return (
            "a colon with a space after it stands within a text, or a line is indented too far; "
            "put the text in quotation marks, or indent the line as its neighbours"
        )
    if "alias" in problem or "anchor" in problem:
        return f"{problem}; write the text that begins with * or & in quotation marks"
    return (
        f"no YAML ({problem}); close each quotation mark and bracket, indent entries alike, and "
        "put a text with special signs in quotation marks"
    )


class _Builder:
    """Builds Python objects from YAML nodes; refuses duplicate keys, aliases and empty fields."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: set[int] = set()

    def build(self, node: yaml.Node) -> Json:
        if id(node) in self.seen:
            self.refuse(node, "what stands here is repeated by an alias (*); write it out there")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item) for item in node.value]
        return self._scalar(node)

    def refuse(self, node: yaml.Node, message: str) -> None:
        raise DataError(f"{self.name}, line {node.start_mark.line + 1}: {message}")

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Json]:
        keys: set[str] = set()
        for key_node, _ in node.value:
            key = self.build(key_node)
            if not isinstance(key, str):
                self.refuse(
                    key_node, f"the key {key_node.value!r} must be a text, in quotation marks"
                )
            if key in keys:
                self.refuse(key_node, f"the key {key!r} stands twice in one entry; delete one")
            keys.add(key)
        return {key_node.value: self.build(value) for key_node, value in node.value}

    def _scalar(self, node: yaml.Node) -> Json:
        kind, text = node.tag.removeprefix(_TAG), node.value
        if kind == "null" and not text:
            self.refuse(node, "a field is empty; write its value, or delete it")
        if kind in _PLAIN:
            pattern, read = _PLAIN[kind]
            if pattern.fullmatch(text):
                return read(text)
        if wrong := character_fault(text):
            self.refuse(node, wrong)
        return text


def _steps(node: yaml.Node, path: Steps) -> Iterator[yaml.Node]:
    """Yield the nodes along a path."""
    yield node
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next(value for key, value in node.value if key.value == step)
        else:
            node = node.value[step]
        yield node


def _line(root: yaml.Node, path: Steps) -> int:
    *_, node = _steps(root, path)
    return int(node.start_mark.line) + 1


def _where(name: str, content: Json, path: Steps) -> str:
    """Name an entry: by its own id if it is in a list, else by the keys that lead to it."""
    label = ""
    for step in path:
        content = content[step]
        if isinstance(step, int) and isinstance(content, dict):
            label = _key(content)
    keys = [str(step) for step in path if isinstance(step, str)]
    return ", ".join(part for part in (name, label or ".".join(keys)) if part)


def _key(entry: dict[str, Json]) -> str:
    return next((str(entry[key]) for key in _KEYS if isinstance(entry.get(key), str | int)), "")


def _check_keys(name: str, root: yaml.Node, content: Json, path: Steps) -> None:
    """Refuse two entries of one list with the same id."""
    if isinstance(content, dict):
        for key, value in content.items():
            _check_keys(name, root, value, (*path, key))
    if isinstance(content, list):
        first: dict[str, int] = {}
        for number, entry in enumerate(content):
            _check_keys(name, root, entry, (*path, number))
            key = _key(entry) if isinstance(entry, dict) else ""
            if key in first:
                lines = [_line(root, (*path, place)) for place in (first[key], number)]
                raise DataError(
                    f"{name}, line {lines[1]}: the id {key} stands for two "
                    f"{path[-1] if path else 'entries'}, first on line {lines[0]}; give one another"
                )
            if key:
                first[key] = number
