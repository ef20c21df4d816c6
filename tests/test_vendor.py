"""The files that are not ours are those that the manifest records."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

FONTS = "servicestrade/site/theme/static/fonts"
DRAWING_FONTS = "servicestrade/site/theme/drawing-fonts"


@pytest.fixture
def renew(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the script that renews and verifies them."""
    monkeypatch.syspath_prepend(root / "assets" / "vendor")
    specification = importlib.util.spec_from_file_location("renew", root / "assets/vendor/renew.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def copy(renew: ModuleType, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the files, which the script verifies instead."""
    for folder in ("assets/vendor", FONTS, DRAWING_FONTS, "tests/browser/vendor"):
        shutil.copytree(root / folder, tmp_path / folder)
    monkeypatch.setattr(renew, "ROOT", tmp_path)
    monkeypatch.setattr(renew, "MANIFEST", tmp_path / "assets/vendor/manifest.json")
    monkeypatch.setattr(renew, "HERE", tmp_path / "assets/vendor")
    return tmp_path


def test_files_are_those_recorded(renew: ModuleType) -> None:
    """Each file has its checksum."""
    assert renew.faults() == []


def test_changes_are_seen(renew: ModuleType, copy: Path) -> None:
    """A file that is changed, gone or new is named."""
    bundle = copy / "assets/vendor/vega.min.js"
    bundle.write_bytes(bundle.read_bytes() + b"\n")
    (copy / DRAWING_FONTS / "servicestrade-sans-regular.ttf").unlink()
    (copy / "tests/browser/vendor/other.js").write_text("", encoding="utf-8")
    assert renew.faults() == [
        "assets/vendor/vega.min.js is not the file that the manifest records",
        f"{DRAWING_FONTS}/servicestrade-sans-regular.ttf is missing",
        "tests/browser/vendor/other.js is not in the manifest",
    ]


def test_licences_of_all_parts(renew: ModuleType, root: Path) -> None:
    """The chart runtime's licences are those of every package that it is made of."""
    listed = json.loads((root / "assets/vendor/manifest.json").read_text(encoding="utf-8"))
    texts = (root / renew.BUNDLE_LICENCES).read_text(encoding="utf-8")
    assert listed[renew.BUNDLE]["made_of"]
    for part in listed[renew.BUNDLE]["made_of"]:
        assert f"{part['package']} {part['version']} ({part['licence']})" in texts
