"""Each room of the package imports only what stands before it, and no imports form a circle."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import servicestrade as st
from servicestrade import charts

ROOMS = (
    "files",
    "ledger",
    "language",
    "registers",
    "audit",
    "frames",
    "charts",
    "servicestrade",  # the public face, import servicestrade as st
    "site",
    "maintain",
)
"""The rooms, and the modules that stand beside them, each after all that it may import."""

Imports = Mapping[str, set[str]]


def imports(root: Path) -> dict[str, set[str]]:
    """Return the modules of the package that each of its modules imports, wherever it does so."""
    files = {module_of(file, root): file for file in (root / "servicestrade").rglob("*.py")}
    return {
        module: {
            name if name in files else name.rpartition(".")[0]
            for name in imported(ast.parse(file.read_text(encoding="utf-8")))
        }
        for module, file in files.items()
    }


def module_of(file: Path, root: Path) -> str:
    """Return the name of the module that a file is."""
    return ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports of the package: modules, and names within them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "write where from: from servicestrade..."
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] == "servicestrade")


def room_of(module: str) -> str:
    """Return the room that a module stands in."""
    return module.split(".")[1] if "." in module else module


def backwards(imports_of: Imports) -> list[str]:
    """Return the imports from a room that stands later."""
    return [
        f"{module} imports {other}"
        for module, others in sorted(imports_of.items())
        for other in sorted(others)
        if ROOMS.index(room_of(other)) > ROOMS.index(room_of(module))
    ]


def circle(imports_of: Imports) -> list[str]:
    """Return modules of which each imports the one before it, and the first the last, if any do."""
    try:
        TopologicalSorter(imports_of).prepare()
    except CycleError as error:
        modules: list[str] = error.args[1]
        return modules
    return []


@pytest.fixture(scope="module")
def imports_of(root: Path) -> Imports:
    """Give what each module imports."""
    read = imports(root)
    # The public face names the charts for type checkers only; it imports them on first use.
    read["servicestrade"].discard("servicestrade.charts")
    return read


def test_every_module_stands_in_a_room(imports_of: Imports) -> None:
    assert len(imports_of) > 100
    assert {room_of(module) for module in imports_of} == set(ROOMS)
    assert {other for others in imports_of.values() for other in others} <= imports_of.keys()


def test_rooms_import_what_stands_before_them(imports_of: Imports) -> None:
    assert backwards(imports_of) == []


def test_no_modules_import_in_a_circle(imports_of: Imports) -> None:
    assert circle(imports_of) == []


def test_a_wrong_import_is_seen(imports_of: Imports) -> None:
    ledger, places = "servicestrade.ledger.ids", "servicestrade.site.addresses"
    wrong = {**imports_of, ledger: imports_of[ledger] | {places}}
    assert backwards(wrong) == [f"{ledger} imports {places}"]
    codes = "servicestrade.ledger.codes"
    assert codes in imports_of[ledger]
    assert set(circle({**imports_of, codes: imports_of[codes] | {ledger}})) == {ledger, codes}


def test_the_face_brings_the_charts_when_they_are_asked_for() -> None:
    assert st.charts is charts
    assert "charts" in st.__all__
    script = (
        "import sys, servicestrade as st; before = 'servicestrade.charts' in sys.modules;"
        "print(before, st.charts.trend.__name__)"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert run.stdout == "False trend\n"
    with pytest.raises(AttributeError, match="has no attribute 'chart'"):
        _ = st.chart
