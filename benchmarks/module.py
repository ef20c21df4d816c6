"""Time the import of the data module and its first answer, in fresh processes."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

RUNS = 5
SCRIPT = """
import json, time
times = [time.perf_counter()]
import pandas; times.append(time.perf_counter())
import servicestrade; times.append(time.perf_counter())
servicestrade.select(indicator="services_trade"); times.append(time.perf_counter())
servicestrade.select(area="CN"); times.append(time.perf_counter())
import servicestrade.charts; times.append(time.perf_counter())
print(json.dumps([end - start for start, end in zip(times, times[1:])]))
"""
STEPS = [
    "import pandas",
    "import servicestrade, beyond pandas",
    "first selection",
    "second selection",
    "import servicestrade.charts, beyond that",
]


def table(_: Path) -> list[list[str]]:
    """Give the median of each step, and its share of the import of pandas."""
    command = [sys.executable, "-c", SCRIPT]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        for _ in range(RUNS)
    ]
    medians = [statistics.median(step) for step in zip(*runs, strict=True)]
    rows = [
        [name, f"{1000 * seconds:.0f}", f"{seconds / medians[0]:.2f}"]
        for name, seconds in zip(STEPS, medians, strict=True)
    ]
    return [["", "ms", "of pandas"], *rows]
