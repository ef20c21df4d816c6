"""What readers can do without: a command that lacks a package says in one line what installs it."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

COMMANDS = {"audit": "scipy", "tighten": "scipy", "localise": "scipy", "outputs": "nbclient"}
# A module set to None cannot be imported, as if it were not installed.
WITHOUT = "import sys; sys.modules.update(dict.fromkeys(['nbclient', 'nbformat', 'scipy'])); "


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has no package of the maintainers."""
    command = [sys.executable, "-c", WITHOUT + code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_package_is_named(command: str) -> None:
    done = run(f"from servicestrade.maintain.command import main; sys.exit(main([{command!r}]))")
    package = COMMANDS[command]
    said = f" needs {package}, which is not installed: pip install {package}\n"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(said)
    assert done.stderr.count("\n") == 1


def test_readers_do_without() -> None:
    """Charts, verdicts, the tables of suspects and all registers need none of them."""
    done = run(
        "import servicestrade.charts; from servicestrade.audit.all_data import read_all; read_all()"
    )
    assert (done.returncode, done.stderr) == (0, "")
