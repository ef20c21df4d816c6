"""Run every check and say what took longest: `make test` calls this.

All stages run, even after one has failed. The exit status is 0 only if every stage passed.
"""

import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "_build" / "tests.xml"
LIMIT_SECONDS = 600
SLOWEST = 5

# One notebook a worker: a notebook's cells share one kernel.
TESTS = (
    *("tests", "servicestrade", "index.ipynb", "chapters"),
    *("-n", "2", "--dist", "loadfile"),
    *("--nbval", "--nbval-current-env", "--nbval-cell-timeout", "120"),
    *("--junitxml", str(REPORT)),
)


def stages() -> dict[str, list[str]]:
    """Name the stages, in order, with their commands."""
    python = [sys.executable, "-m"]
    return {
        "ruff format": [*python, "ruff", "format", "--check", "."],
        "ruff check": [*python, "ruff", "check", "."],
        "mypy": [*python, "mypy"],
        "make book": ["make", "--no-print-directory", "book"],
        "pytest": [*python, "pytest", *TESTS],
    }


def seconds_by_file(report: Path) -> Counter[str]:
    """Sum the seconds of the tests in a JUnit report by their file or notebook."""
    seconds: Counter[str] = Counter()
    for case in ET.parse(report).getroot().iter("testcase"):
        seconds[case.get("classname", "").removesuffix(".ipynb")] += float(case.get("time", 0))
    return seconds


def main() -> int:
    """Run the stages one after the other."""
    REPORT.unlink(missing_ok=True)
    parts: Counter[str] = Counter()
    failed = []
    for name, command in stages().items():
        print(f"\n== {name}", flush=True)
        start = time.monotonic()
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        parts[name] = time.monotonic() - start
    total = sum(parts.values())
    if REPORT.exists():
        # The whole of pytest is no part: its files are.
        del parts["pytest"]
        parts.update(seconds_by_file(REPORT))
    print(f"\nThe {SLOWEST} slowest parts:")
    for name, seconds in parts.most_common(SLOWEST):
        print(f"{seconds:8.1f} s  {name}")
    print(f"{total:8.1f} s  in all, of at most {LIMIT_SECONDS} s on two cores")
    print(f"FAILED: {', '.join(failed)}" if failed else "All stages passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
