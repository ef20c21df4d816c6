"""Renew and verify the files that are not ours: the chart runtime, axe-core and the fonts.

    python assets/vendor/renew.py            make them anew from npm (Node needed), then verify
    python assets/vendor/renew.py --check    verify them: no Node and no network needed

What they are made of stands in ``build/package.json``, with a checksum for every package in
``build/package-lock.json``; ``manifest.json`` records each file with its version, licence and
sha256. To take newer versions, edit ``build/package.json``, remove the lock and run this.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import faces

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MANIFEST = HERE / "manifest.json"
NPM_FLAGS = ("--no-audit", "--no-fund", "--silent", "--ignore-scripts")

# Each file that is taken as it was published (texts with the line ends of this repository): its
# package, its path there, where it stands here.
COPIED = (
    ("axe-core", "axe.min.js", "tests/browser/vendor/axe.min.js"),
    ("axe-core", "LICENSE", "tests/browser/vendor/axe.LICENSE.txt"),
    ("source-sans", "LICENSE.md", "servicestrade/site/theme/static/fonts/LICENSE.md"),
    ("dejavu-fonts-ttf", "LICENSE", "tests/browser/vendor/DejaVu.LICENSE.txt"),
)
BUNDLE = "assets/vendor/vega.min.js"
BUNDLE_LICENCES = "assets/vendor/vega.LICENSES.txt"


def sha256(path: Path) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def described(packages: Path, name: str) -> dict[str, str]:
    """Return a package's name, version and licence, as it states them."""
    stated = json.loads((packages / name / "package.json").read_text(encoding="utf-8"))
    return {"package": name, "version": stated["version"], "licence": stated["license"]}


def licence_text(packages: Path, name: str) -> str:
    """Return a package's licence in full, under a line with its name."""
    text = next(
        path.read_text(encoding="utf-8")
        for path in sorted((packages / name).glob("LICEN[CS]E*"))
        if path.is_file()
    )
    stated = described(packages, name)
    return f"{name} {stated['version']} ({stated['licence']})\n\n{text.strip()}\n"


def npm(folder: Path) -> None:
    """Install exactly what the lock names; without a lock, make one first."""
    if not (folder / "package-lock.json").exists():
        subprocess.run(
            ["npm", "install", "--package-lock-only", *NPM_FLAGS], cwd=folder, check=True
        )
        shutil.copy(folder / "package-lock.json", HERE / "build")
    subprocess.run(["npm", "ci", *NPM_FLAGS], cwd=folder, check=True)


def bundle(folder: Path) -> list[str]:
    """Make the chart runtime; return the names of the packages that it is made of."""
    made = subprocess.run(
        ["node", "bundle.mjs", str(ROOT / BUNDLE)],
        cwd=folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return made.stdout.split()


def copy(source: Path, target: Path) -> None:
    """Copy a file; git would give a text with other line ends another checksum."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes().replace(b"\r\n", b"\n"))


def renew() -> None:
    """Make every file anew and write the manifest."""
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit("Node and npm are needed to renew the vendored files, but not to use them")
    files: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "build"
        shutil.copytree(HERE / "build", folder)
        npm(folder)
        packages = folder / "node_modules"
        parts = bundle(folder)
        texts = [licence_text(packages, part) for part in ["vega", *parts]]
        (ROOT / BUNDLE_LICENCES).write_text(f"\n{'-' * 78}\n".join(texts), encoding="utf-8")
        made_of = [described(packages, part) for part in parts]
        files[BUNDLE] = {**described(packages, "vega"), "made_of": made_of}
        files[BUNDLE_LICENCES] = described(packages, "vega")
        for package, source, target in COPIED:
            copy(packages / package / source, ROOT / target)
            files[target] = described(packages, package)
        for face in faces.FACES:
            for target in faces.make(packages / face.package / face.source, face, ROOT):
                files[target] = described(packages, face.package)
    for path, entry in files.items():
        entry["sha256"] = sha256(ROOT / path)
    text = json.dumps(dict(sorted(files.items())), indent=2, ensure_ascii=False)
    MANIFEST.write_text(text + "\n", encoding="utf-8")


def faults() -> list[str]:
    """Return what differs between the manifest and the files, a line each."""
    listed = json.loads(MANIFEST.read_text(encoding="utf-8"))
    found = []
    for path, entry in listed.items():
        if not (ROOT / path).is_file():
            found.append(f"{path} is missing")
        elif sha256(ROOT / path) != entry["sha256"]:
            found.append(f"{path} is not the file that the manifest records")
    ours = {MANIFEST, HERE / "faces.py", HERE / "renew.py"}
    for folder in sorted({(ROOT / path).parent for path in listed}):
        for file in sorted(path for path in folder.iterdir() if path.is_file()):
            if file not in ours and file.relative_to(ROOT).as_posix() not in listed:
                found.append(f"{file.relative_to(ROOT).as_posix()} is not in the manifest")
    return found


def main() -> int:
    """Renew unless told to check alone; verify; say what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="verify only")
    if not parser.parse_args().check:
        renew()
    found = faults()
    for fault in found:
        print(f"{MANIFEST.name}: {fault}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
