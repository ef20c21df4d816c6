"""Run every check and say what took longest: `make test` calls this, and `make check` a part.

Lint and types, which `.pre-commit-config.yaml` lists, run beside the rest, and say at the end what
they found. All stages run, even after
one has failed. The exit status is 0 only if every stage passed.
"""

import argparse
import shlex
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

from servicestrade.files.notebooks import book_notebooks

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "_build"
SLOWEST = 5

Commands = dict[str, Sequence[str]]

PYTEST = (sys.executable, "-m", "pytest", "tests", "servicestrade", "-n", "2", "--dist", "loadfile")
# One notebook per worker, since its cells share one kernel. The limit only ends what hangs.
NOTEBOOKS = (
    *(str(notebook.relative_to(ROOT)) for notebook in book_notebooks()),
    *("--nbval", "--nbval-current-env", "--nbval-cell-timeout", "600"),
)


@dataclass(frozen=True)
class Kind:
    """A run: stages that follow each other, and how long two quiet cores need for it."""

    stages: Commands
    report: Path
    seconds: int


KINDS = {
    "test": Kind(
        {
            "make book": ("make", "--no-print-directory", "book"),
            "pytest": (*PYTEST, *NOTEBOOKS, "--junitxml", str(BUILD / "tests.xml")),
        },
        BUILD / "tests.xml",
        1300,
    ),
    "check": Kind(
        {"pytest": (*PYTEST, "--quick", "--junitxml", str(BUILD / "check.xml"))},
        BUILD / "check.xml",
        90,
    ),
}


@dataclass(frozen=True)
class Stage:
    """A stage that has run; its output, if that was kept back."""

    name: str
    passed: bool
    seconds: float
    output: bytes


def run(name: str, command: Sequence[str], *, quiet: bool) -> Stage:
    """Run one stage; keep its output back, or let it be seen at once."""
    if not quiet:
        print(f"\n== {name}", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Stage(name, done.returncode == 0, time.monotonic() - start, done.stdout or b"")


def lint() -> Commands:
    """Return what is checked before a commit."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    (own,) = yaml.safe_load(text)["repos"]
    return {hook["name"]: shlex.split(hook["entry"]) for hook in own["hooks"]}


def run_all(stages: Commands) -> list[Stage]:
    """Run stages one after the other, and lint and types beside them."""
    with ThreadPoolExecutor(1) as pool:
        beside = [pool.submit(run, name, command, quiet=True) for name, command in lint().items()]
        ended = [run(name, command, quiet=False) for name, command in stages.items()]
        kept = [future.result() for future in beside]
    for stage in kept:
        print(f"\n== {stage.name}", flush=True)
        sys.stdout.buffer.write(stage.output)
        sys.stdout.buffer.flush()
    return [*ended, *kept]


def seconds_by_file(report: Path) -> Counter[str]:
    """Sum the seconds of the tests in a JUnit report by their file or notebook."""
    seconds: Counter[str] = Counter()
    for case in ET.parse(report).getroot().iter("testcase"):
        seconds[case.get("classname", "").removesuffix(".ipynb")] += float(case.get("time", 0))
    return seconds


def main(arguments: Sequence[str]) -> int:
    """Run the stages of one kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    kind = KINDS[parser.parse_args(arguments).kind]
    kind.report.unlink(missing_ok=True)
    start = time.monotonic()
    stages = run_all(kind.stages)
    total = time.monotonic() - start
    parts = Counter({stage.name: stage.seconds for stage in stages})
    if kind.report.exists():
        # The files of pytest are listed instead of the whole.
        del parts["pytest"]
        parts.update(seconds_by_file(kind.report))
    print(f"\nThe {SLOWEST} slowest parts:")
    for name, seconds in parts.most_common(SLOWEST):
        print(f"{seconds:8.1f} s  {name}")
    print(f"{total:8.1f} s  in all; two quiet cores need at most {kind.seconds} s")
    failed = [stage.name for stage in stages if not stage.passed]
    print(f"FAILED: {', '.join(failed)}" if failed else "All stages passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
