"""What the package and the notebooks compute is the same on every Python and every numpy.

Python 3.12 changed the built-in sum of floats, and numpy adds in an order of its version and its
processor. So built-in `sum` only counts, and `math.fsum` adds floats.
"""

import ast
import json
from pathlib import Path

import pytest

from servicestrade.files.notebooks import book_notebooks

MEND = "add floats with math.fsum, or Fractions, and count with sum(<comparison> for ...)"
# Functions of pandas and numpy that add in an order of their own.
ADDING = {
    "cumprod",
    "cumsum",
    "dot",
    "mean",
    "nanmean",
    "nansum",
    "prod",
    "std",
    "sum",
    "sumprod",
    "var",
}
COUNTING = {"all", "any", "bool", "isinstance", "len"}


def whole_functions(tree: ast.Module) -> set[str]:
    """Name the functions that give a whole number by their annotation, which mypy checks."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    others = {one.name for one in functions if not _is_named(one.returns, {"bool", "int"})}
    return {one.name for one in functions} - others


def _is_named(node: ast.expr | None, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def is_whole(node: ast.expr, functions: set[str]) -> bool:
    """Tell whether an expression is seen to be a whole number."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Constant(value=int()):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in COUNTING | functions
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name)):
            return name in functions
    return False


def inexact(source: str) -> list[int]:
    """List the lines that may add floats in an order, or a precision, of some version."""
    tree = ast.parse(source)
    functions = whole_functions(tree)
    counts = {
        call.func
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and len(call.args) == 1 and not call.keywords
        if isinstance(summed := call.args[0], ast.GeneratorExp) and is_whole(summed.elt, functions)
    }
    return sorted(
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "sum" and node not in counts)
        or (isinstance(node, ast.Attribute) and node.attr in ADDING)
        or (isinstance(node, ast.alias) and node.name in ADDING)
        or (isinstance(node, ast.Call) and _aggregates(node))
    )


def _aggregates(call: ast.Call) -> bool:
    """Tell whether a call has pandas add by the name of a function, as in `.agg("mean")`."""
    named = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in {"agg", "aggregate", "apply", "transform", "pivot_table"}
        and any(name in ADDING for name in named if isinstance(name, str))
    )


def test_the_package_adds_exactly(root: Path) -> None:
    files = sorted((root / "servicestrade").rglob("*.py"))
    assert len(files) > 100
    faults = [
        f"{file.relative_to(root)}:{line}"
        for file in files
        for line in inexact(file.read_text("utf-8"))
    ]
    assert not faults, f"{', '.join(faults)}: {MEND}"


def test_the_notebooks_add_exactly(root: Path) -> None:
    notebooks = book_notebooks()
    assert len(notebooks) > 27
    faults = []
    for notebook in notebooks:
        for number, cell in enumerate(json.loads(notebook.read_text("utf-8"))["cells"], 1):
            if cell["cell_type"] == "code":
                lines = inexact("".join(cell["source"]))
                faults += [f"{notebook.relative_to(root)}, cell {number}:{line}" for line in lines]
    assert not faults, f"{', '.join(faults)}: {MEND}"


@pytest.mark.parametrize(
    "source",
    [
        "sum(point.value for point in points)",
        "sum([0.1] * 10)",
        "sum((1 for one in ones), 0.5)",
        "sum(float(one) for one in ones)",
        "def size(one) -> float: ...\nsum(size(one) for one in ones)",
        "total = sum",
        "map(sum, rows)",
        "import builtins\nbuiltins.sum(ones)",
        "frame['value'].sum()",
        "frame.groupby('area')['value'].mean()",
        "frame.groupby('area').agg({'value': 'mean'})",
        "frame.pivot_table('value', 'area', aggfunc='sum')",
        "from numpy import mean",
        "math.sumprod(ones, others)",
    ],
)
def test_inexact_sums_are_seen(source: str) -> None:
    assert inexact(source) == [len(source.splitlines())]


@pytest.mark.parametrize(
    "source",
    [
        "math.fsum(point.value for point in points)",
        "sum(one in others for one in ones)",
        "sum(len(one) for one in ones)",
        "def size(one) -> int: ...\nsum(size(one) for one in ones)",
        "Rule('sum', total)",
    ],
)
def test_exact_sums_pass(source: str) -> None:
    assert not inexact(source)
