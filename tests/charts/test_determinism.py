"""A chart is the same, to the byte, in every process."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import hashlib, json
from servicestrade.charts import compose, layout
from servicestrade.charts.display import bundle
from tests.charts.examples import EXAMPLES, FIGURE
compose.registered = lambda figure: FIGURE
told = hashlib.sha256()
for name in {names}:
    spec = EXAMPLES[name](figure="fig-1-2").to_dict()
    told.update(json.dumps(bundle(spec)).encode())
    for width in ("wide", "narrow"):
        page = layout.for_page(spec, "zh", width)
        told.update(layout.to_svg(page, "fig-1-2").encode())
        told.update(layout.vega_json(page).encode())
print(told.hexdigest())
"""


def digest(root: Path, seed: str, names: list[str]) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(names=names)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_same_in_two_processes_and_whatever_was_drawn_before(root: Path) -> None:
    names = ["trend-flows", "bars-switch", "structure-switch"]
    assert digest(root, "1", names) == digest(root, "2", names)
    once = digest(root, "1", ["panels"])
    assert once == digest(root, "3", ["panels"])
    assert len(once) == 64
