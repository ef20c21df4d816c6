"""Open the notebooks in JupyterLab: it draws their charts, untrusted and without a network."""

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
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.chromium import LOOPBACK, Visitor

VEGALITE = "application/vnd.vegalite.v5+json"
START_SECONDS = 60
PATIENCE_MS = 20_000
# All cells are in the page, also those that are out of sight.
SETTINGS = {"windowingMode": "none"}
# The debugger asks each kernel for its state, and reports an error where a notebook closes first.
PAGE = {"disabledExtensions": {"@jupyterlab/debugger-extension": True}}

OPEN = """async (path) => {
    await jupyterapp.restored;
    const notebook = await jupyterapp.commands.execute('docmanager:open', {path});
    await notebook.context.ready;
    window.opened = notebook;
}"""
# A chart is drawn if its canvas shows more than one colour.
DRAWN = """() => [...opened.node.querySelectorAll('.vega-embed canvas')].filter((canvas) => {
    const {width, height} = canvas;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    return new Set(new Uint32Array(pixels.buffer)).size > 1;
}).length"""
# What is closed before its kernel has answered, JupyterLab reports as an error of its own.
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


@pytest.fixture(scope="module")
def notebooks(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the notebooks: JupyterLab may write beside them."""
    copies = tmp_path_factory.mktemp("notebooks")
    for source in [root / "index.ipynb", *sorted((root / "chapters").rglob("*.ipynb"))]:
        copy = copies / source.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    return copies


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


def count_charts(notebook: Path) -> int:
    """Count the outputs of a notebook that are charts."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum(VEGALITE in output.get("data", {}) for output in outputs)


def count_drawn(page: Page, path: str, charts: int) -> int:
    """Open a notebook, give JupyterLab time to draw its charts, and count those drawn."""
    page.evaluate(OPEN, path)
    with suppress(PlaywrightTimeout):
        page.wait_for_function(f"({DRAWN})() === {charts}", timeout=PATIENCE_MS)
    drawn = int(page.evaluate(DRAWN))
    page.evaluate(CLOSE)
    return drawn


def test_every_chart_is_drawn(visit: Visitor, lab: str, notebooks: Path) -> None:
    """JupyterLab draws each chart of each notebook and asks no other host for anything."""
    with visit(lab) as opened:
        opened.page.wait_for_function("() => window.jupyterapp")
        faults = {}
        total = 0
        for notebook in sorted(notebooks.rglob("*.ipynb")):
            path = notebook.relative_to(notebooks).as_posix()
            charts = count_charts(notebook)
            if not charts:
                continue
            total += charts
            drawn = count_drawn(opened.page, path, charts)
            if drawn != charts:
                faults[path] = f"{drawn} of {charts} charts drawn"
        assert not faults
        assert not opened.foreign()
        assert not opened.errors
    assert total, "no notebook has a chart"
