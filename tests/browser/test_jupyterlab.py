"""Open the notebooks in JupyterLab: their charts are drawn without trust, kernel or network."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

VEGALITE = "application/vnd.vegalite.v5+json"
NOTEBOOKS = ("index.ipynb", "chapters/**/*.ipynb")
READY = "Jupyter Server"
# Every cell is drawn, also those out of sight, and no kernel is started.
SETTINGS = {"@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"}}
DRAWN = """() => [...document.querySelectorAll('.jp-OutputArea-output .vega-embed')]
    .filter((chart) => chart.querySelector('canvas, svg')?.getBoundingClientRect().height > 0)
    .length"""


@pytest.fixture(scope="module")
def lab(root: Path) -> Path:
    """Make JupyterLab's own environment, once for each state of its pins."""
    pins = root / "requirements-lab.txt"
    folder = root / ".venv-lab"
    stamp = folder / hashlib.sha256(pins.read_bytes()).hexdigest()
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not stamp.exists():
        venv.create(folder, clear=True, with_pip=True)
        python = str(binaries / "python")
        uv = shutil.which("uv")
        install = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
        subprocess.run([*install, "--quiet", "--require-hashes", "-r", str(pins)], check=True)
        stamp.touch()
    return binaries / "jupyter-lab"
