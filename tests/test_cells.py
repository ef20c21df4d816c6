"""The outputs that the notebooks keep are those that their cells give, all in one process.

This is the quick check of the edit loop. nbval checks the same with a kernel for each notebook.
"""

import json
from pathlib import Path

import nbformat
import pytest

from servicestrade.files.notebooks import book_notebooks
from tests.cells import Output, first_difference, fresh_shell

MEND = "if the new output is right, `make outputs` stores it"
KEPT = ("output_type", "data", "metadata", "name", "text", "ename", "evalue")


def compared(output: Output) -> Output:
    """Take from a stored output what a run does not number or trace."""
    return {key: output[key] for key in KEPT if key in output}


def difference(stored: list[Output], fresh: list[Output]) -> str:
    """Say in what the outputs of a cell are not the stored ones, or nothing where they are."""
    if failed := next((one for one in fresh if one["output_type"] == "error"), None):
        return f"fails with {failed['ename']}: {failed['evalue']}"
    kinds = [[one["output_type"] for one in outputs] for outputs in (stored, fresh)]
    if kinds[0] != kinds[1]:
        return f"keeps the outputs {kinds[0]} and gives {kinds[1]}"
    said = first_difference(stored, fresh)
    return said and f"differs at output {said}"


def differences(notebook: Path) -> list[str]:
    """List where the outputs of a notebook's cells are not those that it keeps."""
    cells = json.loads(json.dumps(nbformat.read(notebook, as_version=4).cells))
    found = []
    with fresh_shell(notebook.parent) as shell:
        for number, cell in enumerate(cells, start=1):
            if cell["cell_type"] == "code":
                stored = [compared(output) for output in cell["outputs"]]
                if said := difference(stored, shell.run(cell["source"])):
                    found.append(f"cell {number} {said}")
    return found


@pytest.mark.parametrize("notebook", book_notebooks(), ids=lambda path: path.stem)
def test_the_stored_outputs_are_what_the_cells_give(notebook: Path, root: Path) -> None:
    found = differences(notebook)
    assert not found, f"{notebook.relative_to(root)}: {'; '.join(found)}: {MEND}"


def _written(folder: Path, *cells: nbformat.NotebookNode) -> Path:
    path = folder / "made.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), path)
    return path


def _result(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


RIGHT = {"source": "6 * 7", "outputs": [_result("42")]}
STREAM = nbformat.v4.new_output("stream", name="stdout", text="a\nb\n")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (RIGHT, ""),
        ({"source": "print('a')\nprint('b')", "outputs": [STREAM]}, ""),
        (
            {"source": "display(6)\n7;", "outputs": []},
            "keeps the outputs [] and gives ['display_data']",
        ),
        (
            RIGHT | {"outputs": [_result("41")]},
            'differs at output /0/data/text/plain: stored "41", now "42"',
        ),
        (RIGHT | {"outputs": []}, "keeps the outputs [] and gives ['execute_result']"),
        (RIGHT | {"source": "print('so')\n6 * 7"}, "gives ['stream', 'execute_result']"),
        (RIGHT | {"source": "import sys; print('so', file=sys.stderr)"}, "gives ['stream']"),
        (RIGHT | {"source": "6 / 0"}, "fails with ZeroDivisionError: division by zero"),
        (RIGHT | {"source": "6 *"}, "fails with SyntaxError"),
        (RIGHT | {"source": "display(42)"}, "gives ['display_data']"),
    ],
)
def test_differences_are_seen(cell: dict[str, object], said: str, tmp_path: Path) -> None:
    found = differences(_written(tmp_path, nbformat.v4.new_code_cell(**cell)))
    assert (said in "".join(found)) if said else not found


def test_no_name_is_left_from_one_notebook_to_the_next(tmp_path: Path) -> None:
    assert not differences(_written(tmp_path, nbformat.v4.new_code_cell("left = 1")))
    assert "NameError" in differences(_written(tmp_path, nbformat.v4.new_code_cell("left")))[0]
