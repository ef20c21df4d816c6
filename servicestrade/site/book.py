"""Build the book if anything that it is made of has changed: ``make book`` calls this.

What a site was built from is noted in it by content: the time of a file says nothing, since one
that is restored brings its old time along. Of a page whose text has changed alone, that page is
read again; after any other change all are. Every page is then written anew, in a folder aside
that takes the site's place when it is whole: what was built is as if built from nothing.

All but the standard library is imported only when there is something to build.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "_build"
SITE = BUILD / "html"
ASIDE = BUILD / "html.part"
DOCTREES = BUILD / ".doctrees"
NOTE = ".built"
"""The file in the site that names what it was built from; without it the site does not count."""

FOLDERS = ("assets", "chapters", "data", "locale", "servicestrade")
ENDINGS = (".ipynb", ".md", ".yml", ".toml", ".cff")
PAGES = (".ipynb", ".md")
WRITTEN = ("assets/", "servicestrade/site/theme/")
"""Where what stands is read by no page: it comes in when pages are written."""
DATA = "SERVICESTRADE_DATA"


def inputs() -> dict[str, str]:
    """Return all that the site is made of: the hash of each file, and the Python that builds it."""
    files = [file for file in ROOT.iterdir() if file.suffix in ENDINGS and file.is_file()]
    files += [ROOT / "requirements-book.txt"]
    for folder in FOLDERS:
        files += _below(ROOT / folder)
    hashes = {file.relative_to(ROOT).as_posix(): _hash(file) for file in files}
    if os.environ.get(DATA):
        hashes |= {f"{DATA}: {file}": _hash(file) for file in _below(Path(os.environ[DATA]))}
    return {"Python": sys.version} | dict(sorted(hashes.items()))


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those within, without what is hidden and without caches."""
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        files = (Path(path, name) for name in names if name[0] != ".")
        yield from (file for file in files if file.is_file())


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def noted() -> dict[str, str] | None:
    """Return what the site was built from; None where there is no site that is whole."""
    try:
        note: dict[str, str] = json.loads((SITE / NOTE).read_bytes())
    except (OSError, ValueError):
        return None
    return note


def rewritten(before: dict[str, str], now: dict[str, str]) -> set[str] | None:
    """Return the pages whose text has changed; None where more has.

    Parameters
    ----------
    before, now : dict of str to str
        What the site was built from, and what it would be built from.
    """
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    pages = {name for name in changed if _is_page(name) and name in before and name in now}
    others = {name for name in changed - pages if not name.startswith(WRITTEN)}
    return None if others else pages


def _is_page(name: str) -> bool:
    return name.endswith(PAGES) and ("/" not in name or name.startswith("chapters/"))


def main() -> int:
    """Build what must be built, and say where the site is; the exit status is 0 if it is right."""
    before, now = noted(), inputs()
    if before != now:
        again = None if before is None else rewritten(before, now)
        if status := _build(now, again):
            return status
    print(f"The book: {SITE / 'index.html'}")
    return 0


def _build(now: dict[str, str], again: set[str] | None) -> int:
    """Build the site anew, of which only some pages may have to be read again."""
    sys.path.insert(0, str(ROOT))  # the package beside this file, wherever another is installed
    from servicestrade.files.writing import failure  # noqa: PLC0415
    from servicestrade.site.build import build  # noqa: PLC0415
    from servicestrade.site.sources import source_faults  # noqa: PLC0415

    if wrong := source_faults(ROOT):
        print("\n".join(wrong), file=sys.stderr)
        return 2
    status = 1
    try:
        BUILD.mkdir(exist_ok=True)
        # From here on until the end there is no site: one that stays would pass for the new one.
        (SITE / NOTE).unlink(missing_ok=True)
        shutil.rmtree(ASIDE, ignore_errors=True)
        if again is None:
            shutil.rmtree(DOCTREES, ignore_errors=True)
        for name in again or ():
            (DOCTREES / name).with_suffix(".doctree").unlink(missing_ok=True)
        status = build(ROOT, ASIDE, DOCTREES)
        if status == 0:
            _publish(now)
    except OSError as error:
        print(failure(error, error.filename or BUILD), file=sys.stderr)
        status = 2
    except KeyboardInterrupt:
        print("Interrupted: the site is not built", file=sys.stderr)
        status = 130
    finally:
        if status:
            # After a warning the pages must be read again until they give none.
            shutil.rmtree(DOCTREES, ignore_errors=True)
            shutil.rmtree(ASIDE, ignore_errors=True)
    return status


def _publish(now: dict[str, str]) -> None:
    """Let what was built take the site's place."""
    # What was changed while it was read counts as changed since.
    still = {name: hash for name, hash in inputs().items() if now.get(name) == hash}
    (ASIDE / NOTE).write_text(json.dumps(still, indent=1) + "\n", encoding="utf-8")
    former = BUILD / "html.old"
    shutil.rmtree(former, ignore_errors=True)
    if SITE.exists():
        SITE.rename(former)
    ASIDE.rename(SITE)
    shutil.rmtree(former, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
