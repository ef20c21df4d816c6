"""One build by Sphinx, with the settings that Jupyter Book makes of ``_config.yml``."""

import sys
from pathlib import Path

from jupyter_book.config import get_final_config  # type: ignore[import-untyped]
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from servicestrade.files.errors import DataError


def build(root: Path, target: Path, doctrees: Path) -> int:
    """Build the book as ``jupyter-book build -W -n --keep-going`` does, into a given folder.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the book.
    target, doctrees : pathlib.Path
        Where the pages are written, and where those that were read are kept.

    Returns
    -------
    int
        0 if the build succeeded, 1 after warnings, 2 if the book cannot be built. Errors are
        printed on standard error.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    try:
        return _run(root, target, doctrees)
    except (DataError, SphinxError) as error:
        cause = _cause(error)
        if not isinstance(cause, DataError | SphinxError):
            raise cause from None
        print(cause, file=sys.stderr)
        return 2


def _run(root: Path, target: Path, doctrees: Path) -> int:
    """Let Sphinx build the book; return its exit status."""
    settings, _ = get_final_config(
        user_yaml=root / "_config.yml",
        sourcedir=root,
        cli_config={
            "external_toc_path": (root / "_toc.yml").as_posix(),
            "latex_individualpages": False,
            "nitpicky": True,
        },
    )
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            root,
            None,
            target,
            doctrees,
            "html",
            confoverrides=settings,
            warningiserror=True,
            keep_going=True,
        )
        app.build()
        return app.statuscode


def _cause(error: Exception) -> Exception:
    """Return the original error: Sphinx wraps those that are raised in event handlers."""
    wrapped = error.orig_exc if isinstance(error, ExtensionError) else None
    return error if wrapped is None else _cause(wrapped)
