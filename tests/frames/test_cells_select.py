"""The cells of the book ask for what they show; none repairs what it got.

A cell that edits codes, matches ids or filters rows by hand shows that the module hides a
dimension or lacks a way to ask.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from servicestrade.files.notebooks import book_notebooks

MENDS = {
    "str": "ask with a pattern (breakdown='ebops:*') or breakdown_has instead of matching text",
    "replace": "leave parts out with ignore= instead of editing codes",
    "assign": "ask for the dimension instead of writing it",
    "map": "order with order= instead of mapping codes",
    "apply": "order with order= instead of mapping codes",
    "isin": "ask for the codes instead of filtering rows",
    "query": "ask for the codes instead of filtering rows",
    "loc": "ask for the codes instead of filtering rows",
    "iloc": "ask for the codes instead of filtering rows",
}


def repairs(source: str) -> Iterator[str]:
    """Yield what a cell does to a frame by hand, with what to do instead."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) if name in MENDS:
                yield f"line {node.lineno}: .{name}: {MENDS[name]}"
            case ast.Compare(left=ast.Subscript()):
                yield f"line {node.lineno}: a comparison of a column: ask for the codes instead"
            case ast.Assign(targets=[ast.Subscript()]):
                yield f"line {node.lineno}: a column is written: ask for the dimension instead"
            case ast.Lambda():
                yield f"line {node.lineno}: a lambda: order with order= instead"


@pytest.mark.parametrize("notebook", book_notebooks(), ids=lambda path: path.stem)
def test_no_cell_repairs_a_selection(notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    found = [f"{notebook.name}: {one}" for source in sources for one in repairs(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "rows = rows[rows['breakdown'].str.contains('ebops')]",
        "rows = rows[~rows['id'].str.contains('on-2016')]",
        "rows = rows.replace({'breakdown': {' market:sh-sz': ''}})",
        "rows['breakdown'] = 'ebops:SC'",
        "rows = rows[rows['measure'] != 'other']",
        "rows = rows.sort_values('area', key=lambda area: area.map(areas.index))",
        "rows = rows.assign(indicator='services_trade')",
    ],
)
def test_a_repair_is_seen(source: str) -> None:
    assert list(repairs(source))
