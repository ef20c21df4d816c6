"""Build the book if any of its inputs have changed: ``make book`` runs this.

The site has a list of its inputs with their hashes. (The time of a file would not do: a file that
is restored gets its old time back.) If only the text of some pages has changed, only those are read
again; after any other change all pages are. Every page is then written again, into a temporary
folder that replaces the site when it is complete, so that the result is the same as that of a build
from nothing.

Only the standard library is imported until there is something to build.
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
"""The file in the site that lists its inputs; a site without it counts as incomplete."""

FOLDERS = ("assets", "chapters", "data", "locale", "servicestrade")
ENDINGS = (".ipynb", ".md", ".yml", ".toml", ".cff")
PAGES = (".ipynb", ".md")
WRITTEN = ("assets/", "servicestrade/site/theme/")
"""Files that are used only when pages are written: a change in them needs no page read again."""
DATA = "SERVICESTRADE_DATA"


def inputs() -> dict[str, str]:
    """Return the inputs of the site: the hash of each file, and the version of Python."""
    files = [file for file in ROOT.iterdir() if file.suffix in ENDINGS and file.is_file()]
    files += [ROOT / "requirements-book.txt"]
    for folder in FOLDERS:
        files += _below(ROOT / folder)
    hashes = {file.relative_to(ROOT).as_posix(): _hash(file) for file in files}
    if os.environ.get(DATA):
        hashes |= {f"{DATA}: {file}": _hash(file) for file in _below(Path(os.environ[DATA]))}
    return {"Python": sys.version} | dict(sorted(hashes.items()))


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its subfolders, without hidden files and caches."""
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        files = (Path(path, name) for name in names if name[0] != ".")
        yield from (file for file in files if file.is_file())


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def noted() -> dict[str, str] | None:
    """Return the inputs that the site was built from; None if there is no complete site."""
    try:
        note: dict[str, str] = json.loads((SITE / NOTE).read_bytes())
    except (OSError, ValueError):
        return None
    return note


def rewritten(before: dict[str, str], now: dict[str, str]) -> set[str] | None:
    """Return the pages whose text has changed; None if other inputs have changed too.

    Parameters
    ----------
    before, now : dict of str to str
        The inputs of the last build, and those of the next.
    """
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    pages = {name for name in changed if _is_page(name) and name in before and name in now}
    others = {name for name in changed - pages if not name.startswith(WRITTEN)}
    return None if others else pages


def _is_page(name: str) -> bool:
    return name.endswith(PAGES) and ("/" not in name or name.startswith("chapters/"))


def main() -> int:
    """Build the site if its inputs have changed, and print where it is.

    Returns
    -------
    int
        The exit status: 0 if the site is complete.
    """
    before, now = noted(), inputs()
    if before != now:
        again = None if before is None else rewritten(before, now)
        if status := _build(now, again):
            return status
    print(f"The book: {SITE / 'index.html'}")
    return 0


def _build(now: dict[str, str], again: set[str] | None) -> int:
    """Build the site, reading only the pages of `again` if given; return the exit status."""
    sys.path.insert(0, str(ROOT))  # the package of this checkout, even if another is installed
    from servicestrade.files.writing import failure  # noqa: PLC0415
    from servicestrade.site.build import build  # noqa: PLC0415
    from servicestrade.site.sources import source_faults  # noqa: PLC0415

    if wrong := source_faults(ROOT):
        print("\n".join(wrong), file=sys.stderr)
        return 2
    status = 1
    try:
        BUILD.mkdir(exist_ok=True)
        # Until the build succeeds, the old site counts as incomplete: it must not pass for the new.
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
            # Pages that gave a warning must be read again by the next build, to give it again.
            shutil.rmtree(DOCTREES, ignore_errors=True)
            shutil.rmtree(ASIDE, ignore_errors=True)
    return status


def _publish(now: dict[str, str]) -> None:
    """Replace the site by the new build."""
    # A file that changed during the build must count as changed for the next one.
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
