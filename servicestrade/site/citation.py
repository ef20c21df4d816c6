"""How to cite a figure: one plain line, from ``CITATION.cff``."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from servicestrade.errors import DataError


def citation(book: Path, name: str, title: str, address: str) -> str:
    """Return the reference to one figure.

    Parameters
    ----------
    book : Path
        The folder of the book, which holds ``CITATION.cff``.
    name : str
        What the figure is called, such as ``Figure 1-2``.
    title : str
        Its title.
    address : str
        The address of its page; empty where the site has none yet.

    Returns
    -------
    str
        Authors, year, figure, book, version, address. The year is that of ``date-released``;
        an edition that has not been released has none.
    """
    cited = _cited(book / "CITATION.cff")
    authors = ", ".join(author["name"] for author in cited["authors"])
    year = f" ({str(cited['date-released'])[:4]})" if "date-released" in cited else ""
    parts = [
        f"{authors}{year}",
        f"{name}: {title}",
        f"In {cited['title']}, version {cited['version']}",
        address,
    ]
    return " ".join(part if part == address else f"{part}." for part in parts if part)


@cache
def _cited(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise DataError(f"there is no {file.name} in the book: it says how to cite a figure")
    cited: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return cited
