"""JupyterLab shows the charts and tables of all notebooks, untrusted and without a network.

One notebook gathers the stored outputs of all, since opening each takes much longer.
"""

import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from servicestrade.charts.display import MIME as VEGALITE
from servicestrade.files.notebooks import book_notebooks
from servicestrade.frames.table import MIME as TABLE
from servicestrade.maintain.outputs import KEPT_METADATA
from servicestrade.registers.figures import figures
from tests.chromium import LOOPBACK, Visitor

GATHERED = "gathered.ipynb"
# Time limits only to end what hangs; no verdict depends on them.
START_SECONDS = 600
PATIENCE_MS = 600_000
POLLING_MS = 1000  # reading every canvas at every frame would keep them from being drawn
# Puts all cells into the page, also those out of sight.
SETTINGS = {"windowingMode": "none"}
# The debugger asks each kernel for its state, and reports an error where a notebook closes first.
PAGE = {"disabledExtensions": {"@jupyterlab/debugger-extension": True}}

OPEN = """async (path) => {
    await jupyterapp.restored;
    const notebook = await jupyterapp.commands.execute('docmanager:open', {path});
    await notebook.context.ready;
    window.opened = notebook;
}"""
# For each output, in order, what it shows. A chart is drawn if its canvas shows more than one
# colour, a table if it has cells.
SHOWN = """() => [...opened.node.querySelectorAll('.jp-CodeCell')].map((cell) => {
    const canvas = cell.querySelector('.jp-OutputArea .vega-embed canvas');
    if (canvas) {
        const {width, height} = canvas;
        const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
        const blank = new Uint32Array(pixels.buffer).every((pixel, _, all) => pixel === all[0]);
        return blank ? 'empty chart' : 'chart';
    }
    const table = cell.querySelector('.jp-OutputArea table');
    return table?.querySelector('td') ? 'table' : 'nothing';
})"""
TRUSTED = "() => [...opened.content.model.cells].some((cell) => cell.trusted)"
# JupyterLab reports an error of its own if a notebook closes before its kernel has answered.
CLOSE = """async () => {
    await opened.context.sessionContext.ready;
    await opened.context.sessionContext.session?.kernel?.info;
    await opened.context.sessionContext.shutdown();
    opened.dispose();
}"""


@pytest.fixture(scope="module")
def binaries(root: Path) -> Path:
    """Make JupyterLab's own environment, once for each state of its pins."""
    pins = root / "requirements-lab.txt"
    folder = root / ".venv-lab"
    stamp = folder / hashlib.sha256(pins.read_bytes()).hexdigest()
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not stamp.exists():
        venv.create(folder, clear=True, with_pip=True)
        python = str(programs / "python")
        uv = shutil.which("uv")
        pip = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
        subprocess.run([*pip, "--quiet", "--require-hashes", "-r", str(pins)], check=True)
        stamp.touch()
    return programs


def kind(output: Mapping[str, Any]) -> str:
    """Tell what a stored output shows."""
    known = {VEGALITE: "chart", TABLE: "table"}
    return next((known[mime] for mime in known if mime in output.get("data", {})), "nothing")


def figure(output: Mapping[str, Any]) -> str:
    """Give the id of the figure or table that a stored output shows; empty for any other."""
    data = output["data"]
    return data[TABLE]["id"] if TABLE in data else data[VEGALITE].get("usermeta", {}).get("id", "")


@pytest.fixture(scope="module")
def outputs() -> list[Any]:
    """Give the stored charts and tables of all notebooks."""
    cells = [cell for file in book_notebooks() for cell in nbformat.read(file, 4).cells]
    every = [output for cell in cells for output in cell.get("outputs", [])]
    return [output for output in every if kind(output) != "nothing"]


@pytest.fixture(scope="module")
def notebooks(outputs: list[Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder with the one notebook that shows them, a cell each."""
    folder = tmp_path_factory.mktemp("notebooks")
    gathered = nbformat.v4.new_notebook(
        metadata=KEPT_METADATA,  # without a kernel, JupyterLab asks for one and waits
        cells=[nbformat.v4.new_code_cell(outputs=[output]) for output in outputs],
    )
    nbformat.write(gathered, folder / GATHERED)
    return folder


@pytest.fixture(scope="module")
def lab(binaries: Path, notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run JupyterLab as on its first day: no settings but ours, and no notebook trusted."""
    home = tmp_path_factory.mktemp("jupyter")
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps(SETTINGS), encoding="utf-8")
    config = home / "config" / "labconfig"
    config.mkdir(parents=True)
    (config / "page_config.json").write_text(json.dumps(PAGE), encoding="utf-8")
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        str(binaries / "jupyter-lab"),
        "--no-browser",
        "--allow-root",
        "--expose-app-in-browser",
        f"--ip={LOOPBACK}",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={notebooks}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    environment = {
        **os.environ,
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
    }
    log = home / "log"
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            wait_for(f"http://{LOOPBACK}:{port}/api?token={token}", server, log)
            yield f"http://{LOOPBACK}:{port}/lab?token={token}"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers."""
    for _ in range(START_SECONDS * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


def test_every_figure_is_among_the_outputs(outputs: list[Any]) -> None:
    """No figure or table of the register is missing from what JupyterLab is shown."""
    assert {figure(output) for output in outputs} - {""} == set(figures())


def test_every_chart_and_table_is_shown(visit: Visitor, lab: str, outputs: list[Any]) -> None:
    """JupyterLab draws each chart, shows each table, and asks no other host for anything."""
    expected = [kind(output) for output in outputs]
    assert {"chart", "table"} == set(expected)
    with visit(lab) as opened:
        opened.page.set_default_timeout(PATIENCE_MS)
        opened.page.wait_for_function("() => window.jupyterapp")
        opened.page.evaluate(OPEN, GATHERED)
        trusted = opened.page.evaluate(TRUSTED)
        try:
            opened.page.wait_for_function(
                f"({SHOWN})().join() === '{','.join(expected)}'", polling=POLLING_MS
            )
        except PlaywrightTimeout:
            shown = opened.page.evaluate(SHOWN)
            found = zip(outputs, expected, shown, strict=True)
            pytest.fail(str([(figure(one), is_) for one, to_be, is_ in found if is_ != to_be]))
        opened.page.evaluate(CLOSE)
        assert not trusted
        assert not opened.foreign()
        assert not opened.errors
