"""A chart is the same, to the byte, in every process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SCRIPT = """
import hashlib, json, tempfile
from pathlib import Path
from servicestrade.charts import compose
from servicestrade.charts.display import bundle
from servicestrade.site.figures.pictures import ChartDrawer
from tests.charts.examples import EXAMPLES, FIGURE
compose.registered = lambda figure: FIGURE
found = {{}}
with tempfile.TemporaryDirectory() as folder:
    drawn = ChartDrawer(Path(folder), "zh")
    for name in {names}:
        spec = EXAMPLES[name](figure="fig-1-2").to_dict()
        told = hashlib.sha256(json.dumps(bundle(spec)).encode())
        for width in ("wide", "narrow"):
            told.update(drawn.inline(spec, width, "fig-1-2", "alt").encode())
            told.update(drawn.interactive(spec, width).encode())
        found[name] = told.hexdigest()
print(json.dumps(found))
"""


def digests(root: Path, seed: str, names: list[str]) -> dict[str, str]:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(names=names)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_same_in_two_processes_and_whatever_was_drawn_before(root: Path) -> None:
    names = ["trend-flows", "bars-switch", "panels", "structure-switch"]
    once = digests(root, "1", names)
    assert once == digests(root, "2", names[::-1])
    assert len(set(once.values())) == len(names)
