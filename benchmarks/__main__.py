"""Print what the project costs: `make bench`.

Seconds are of this machine at this moment; of two runs on a busy machine, compare CPU seconds.
"""

from collections.abc import Callable
from pathlib import Path

from benchmarks import commands, module, pages, planted

ROOT = Path(__file__).resolve().parents[1]
PARTS: dict[str, Callable[[Path], list[list[str]]]] = {
    "Build and notebooks": commands.table,
    "Import and first selection": module.table,
    "The audit": planted.times,
    "Slips planted one at a time in statistics that rules constrain tightly": planted.table,
    "The heaviest pages, at 1280 px, with an empty cache": pages.table,
}


def show(rows: list[list[str]]) -> None:
    """Print rows in columns: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))


if __name__ == "__main__":
    for title, table in PARTS.items():
        print(f"\n{title}", flush=True)
        show(table(ROOT))
