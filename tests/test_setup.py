"""Keep the set-up right: pins, Binder, packaging and the Makefile."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.chromium import require_browser

INSTALL = "pip install --no-deps --no-build-isolation -e ."
PINNED = ["requirements.txt", "requirements-book.txt", "requirements-lab.txt"]
PIN = re.compile(r"([a-z0-9][a-z0-9._-]*==[^ ]+(?: ; [^\\]+)?) \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
# repo2docker would use these instead of requirements.txt, or in addition to it.
BINDER_RIVALS = [
    *("binder", ".binder", "environment.yml", "Pipfile", "Pipfile.lock", "setup.py"),
    *("Project.toml", "DESCRIPTION", "install.R", "default.nix", "Dockerfile", "apt.txt", "start"),
]


def pins(file: Path) -> set[str]:
    """Read the exact requirements of a generated file, each with its marker."""
    return set(PIN.findall(file.read_text(encoding="utf-8")))


def project(root: Path) -> dict[str, dict[str, object]]:
    """Read pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def source_files(folder: Path, root: Path) -> list[Path]:
    """List the files under a folder of the project, less the caches."""
    files = [path.relative_to(root) for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in files if "__pycache__" not in path.parts)


@pytest.mark.parametrize("name", PINNED)
def test_pins_are_exact_hashed_and_of_no_machine(root: Path, name: str) -> None:
    """A generated file is made of versions, hashes and comments: no index, path or option."""
    strange = [
        line
        for line in (root / name).read_text(encoding="utf-8").splitlines()
        if not (line.lstrip().startswith("#") or PIN.fullmatch(line) or HASH.fullmatch(line))
    ]
    assert not strange
    assert "/" not in (root / name).read_text(encoding="utf-8")


def test_book_contains_the_notebooks_pins(root: Path) -> None:
    """The book is built and tested with what a notebook gets in Binder."""
    assert pins(root / "requirements.txt") < pins(root / "requirements-book.txt")


@pytest.mark.parametrize("name", PINNED)
def test_pins_are_of_what_is_asked(root: Path, name: str) -> None:
    """Each name in the .in file is pinned in the .txt file."""
    asked = (root / name).with_suffix(".in").read_text(encoding="utf-8")
    names = {name.lower() for name in re.findall(r"^[A-Za-z][\w-]*", asked, flags=re.MULTILINE)}
    assert names
    assert names <= {pin.split("==")[0] for pin in pins(root / name)}


def test_jupyterlab_is_no_pin_of_the_book(root: Path) -> None:
    """With JupyterLab in the environment, Altair takes twice as long to import."""
    pinned = {pin.split("==")[0] for pin in pins(root / "requirements-book.txt")}
    assert not pinned & {"jupyterlab", "jupyter-server", "notebook", "nbconvert"}


def test_one_second_step_installs_the_project(root: Path) -> None:
    """The Makefile and Binder install the project by the same line, with a pinned setuptools."""
    lines = [
        (root / name).read_text(encoding="utf-8").replace(" --quiet", "")
        for name in ("Makefile", "postBuild")
    ]
    assert all(INSTALL in text for text in lines)
    assert any(pin.startswith("setuptools==") for pin in pins(root / "requirements.txt"))


def test_binder_keeps_the_editable_install(root: Path) -> None:
    """Binder must install requirements.txt, then run postBuild, and nothing after that."""
    assert "build-system" not in project(root)
    assert not [name for name in BINDER_RIVALS if (root / name).exists()]
    assert os.access(root / "postBuild", os.X_OK)


def test_binder_python_is_one_we_allow(root: Path) -> None:
    """runtime.txt names the oldest Python that the project allows: the pins are made for it."""
    name = (root / "runtime.txt").read_text(encoding="utf-8").strip()
    oldest = str(project(root)["project"]["requires-python"]).removeprefix(">=")
    assert name == f"python-{oldest}"
    assert f"--python-version {oldest} " in (root / "Makefile").read_text(encoding="utf-8")


def test_wheel_holds_all_code_and_data(root: Path, tmp_path: Path) -> None:
    """A wheel carries every module, and data/ as servicestrade/data."""
    code = source_files(root / "servicestrade", root)
    data = source_files(root / "data", root)
    copy = tmp_path / "copy"
    for path in [*code, *data]:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, copy / path)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
        shutil.copyfile(root / name, copy / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(tmp_path), str(copy)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert len(code) > 100
    assert len(data) > 40
    assert not [path for path in code if path.as_posix() not in packed]
    assert not [path for path in data if f"servicestrade/{path.as_posix()}" not in packed]


def test_citation_names_this_version(root: Path) -> None:
    """CITATION.cff and pyproject.toml agree, and no identifier or address is made up."""
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project(root)["project"]["version"]
    assert not {"doi", "identifiers", "url", "repository", "repository-code"} & citation.keys()


def test_help_lists_every_target(root: Path) -> None:
    """`make help` says what each target is for."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)
    listed = subprocess.run(["make", "help"], cwd=root, check=True, capture_output=True, text=True)
    targets = re.findall(r"^make (\S+) ", listed.stdout, flags=re.MULTILINE)
    assert sorted(targets) == sorted(set(phony.split()) - {"FORCE"})


def test_no_browser_is_a_failure_under_ci() -> None:
    """Browser tests are skipped where no browser is found, but not under CI."""
    with pytest.raises(pytest.skip.Exception):
        require_browser(None, ci=False)
    with pytest.raises(pytest.fail.Exception):
        require_browser(None, ci=True)


def alone(root: Path, code: str) -> subprocess.Popen[str]:
    """Start Python code as the Makefile starts what writes: while nothing else does."""
    lock = root / "servicestrade/site/build_lock.py"
    command = [sys.executable, lock, sys.executable, "-c", code]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize("ends", ["ended", "killed"])
def test_a_second_build_waits_for_the_first(root: Path, tmp_path: Path, ends: str) -> None:
    """Two builds at once follow each other, and the first leaves no lock, however it ends."""
    (tmp_path / "servicestrade/site").mkdir(parents=True)
    shutil.copy(root / "servicestrade/site/build_lock.py", tmp_path / "servicestrade/site")
    first = alone(tmp_path, "print('first', flush=True); input()")
    assert first.stdout
    assert first.stdout.readline() == "first\n"
    second = alone(tmp_path, "print('second')")
    assert second.stderr
    assert "waiting" in second.stderr.readline()
    assert second.poll() is None
    if ends == "killed":
        first.kill()
    first.communicate("\n" if ends == "ended" else None)
    assert second.communicate() == ("second\n", "")
    assert second.returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["servicestrade"]


def test_all_that_writes_into_the_project_does_so_alone(root: Path) -> None:
    """Each target that builds, installs or removes takes the lock."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    for target in ("book", "outputs", "clean", r"\$\(VENV\)/\.installed"):
        (recipe,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", text, flags=re.MULTILINE)
        assert recipe.lstrip("\t@").startswith("$(ALONE) ")
