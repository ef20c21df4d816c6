"""How to cite a figure: one plain line, from ``CITATION.cff``."""

from functools import cache
from pathlib import Path
from typing import Any

from servicestrade.files.errors import DataError
from servicestrade.files.yaml_registers import read_yaml
from servicestrade.site.text.strings import Language, say


def citation(
    folder: Path, language: Language, *, name: str, title: str, book: str, address: str
) -> str:
    """Return the reference to one figure.

    Parameters
    ----------
    folder : Path
        The folder of the book, which holds ``CITATION.cff``.
    language : {"en", "zh"}
        The language of the reference.
    name : str
        What the figure is called, such as ``Figure 1-2``.
    title : str
        Its title.
    book : str
        The title of the book.
    address : str
        The address of its page.

    Returns
    -------
    str
        Authors, figure, book, version, the report that the data are from, address.
    """
    cited = cited_report(folder / "CITATION.cff")
    return say(
        "citation",
        language,
        authors=", ".join(author["name"] for author in cited["authors"]),
        version=cited["version"],
        publisher=say("publisher", language),
        report=say("report", language),
        name=name,
        title=title,
        book=book,
        address=address,
    )


@cache
def cited_report(file: Path) -> dict[str, Any]:
    """Return the contents of ``CITATION.cff``.

    Raises
    ------
    DataError
        If it is not there, or names no authors or no version.
    """
    if not file.is_file():
        raise DataError(f"there is no {file.name} in the book: it says how to cite a figure")
    cited: dict[str, Any] = read_yaml(file, file.name)
    try:
        named = all(author["name"] for author in cited["authors"]) and cited["version"]
    except (KeyError, TypeError):
        named = False
    if not named:
        raise DataError(f"{file.name} must name authors, each with a name, and the version")
    return cited
