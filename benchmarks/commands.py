"""Time the build of the book and the run of the notebooks."""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(".*", "_build", "build", "dist", "*.egg-info", "__pycache__")


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command that must succeed and give its seconds by the clock and of the CPU."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    end, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return end - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(root: Path) -> list[list[str]]:
    """Build a copy of the book from nothing, again, and after a change; run its notebooks."""
    build = [str(Path(sys.executable).with_name("jupyter-book")), *["build", "-W", "-n", "."]]
    nbval = [sys.executable, *["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]]
    nbval += [*["--nbval", "--nbval-current-env", "index.ipynb", "chapters"]]
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "book"
        shutil.copytree(root, copy, ignore=LEFT_OUT)
        chapter = min((copy / "chapters").rglob("*.ipynb"))
        times = {
            "build, from nothing": timed(build, copy),
            "build, nothing changed": timed(build, copy),
        }
        chapter.touch()
        times["build, one chapter changed"] = timed(build, copy)
        times["build, all pages again"] = timed([*build, "--all"], copy)
        times["nbval, two workers"] = timed(nbval, copy)
    whole = times["build, from nothing"][1]
    rows = [
        [name, f"{s:.1f}", f"{cpu:.1f}", f"{cpu / whole:.2f}"] for name, (s, cpu) in times.items()
    ]
    return [["", "s", "CPU s", "of the build from nothing"], *rows]
