"""The files of each figure, beside its page: ``figures/<id>.csv``, ``.svg``, ``.png`` ..."""

import io
import json
import zipfile
from pathlib import Path

from sphinx.application import Sphinx

from servicestrade.charts.layout import for_download
from servicestrade.site.figures.html import FILES, cite
from servicestrade.site.figures.pictures import WIDTHS, chart_drawer
from servicestrade.site.figures.sdmx_csv import sdmx_csv
from servicestrade.site.inventory import Figure, book_figures
from servicestrade.site.text.strings import language_of

FOLDER = "figures"


def figure_files(app: Sphinx, figure: Figure) -> dict[str, bytes]:
    """Return the files of a figure by name: the downloads, and those that scripts read.

    Parameters
    ----------
    app : Sphinx
        The build.
    figure : Figure
        The figure and its content.
    """
    language = language_of(app.config.language)
    made = {"csv": sdmx_csv(figure.records, language)}
    inner: dict[str, bytes] = {}
    if figure.kind == "chart":
        drawn = chart_drawer(app)
        specification = json.loads(figure.content)
        complete = for_download(specification, language)
        made["svg"] = drawn.picture(specification, figure.id).encode()
        made["png"] = drawn.bitmap(specification, figure.id)
        made["vl.json"] = json.dumps(complete, ensure_ascii=False, sort_keys=True).encode()
        for width in WIDTHS:
            inner[f"{width}.vg.json"] = drawn.interactive(specification, width).encode()
    named = {f"{figure.id}.{suffix}": content for suffix, content in made.items()}
    if "zip" in FILES[figure.kind]:
        reference = {"CITATION.txt": f"{cite(app, figure)}\n".encode()}
        inner["zip"] = archive({**named, **reference})
    return named | {f"{figure.id}.{suffix}": content for suffix, content in inner.items()}


def archive(contents: dict[str, bytes]) -> bytes:
    """Return a ZIP file that is the same for the same contents: no clock, names in order.

    Parameters
    ----------
    contents : dict of str to bytes
        The files, by name.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name)  # dated 1980, the earliest time that ZIP allows
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # by default this depends on the machine
            opened.writestr(entry, content)
    return buffer.getvalue()


def setup(app: Sphinx) -> None:
    """Write the files when the pages are written."""
    app.connect("build-finished", _write)


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of all figures, and remove those of figures that no longer exist."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    wanted = {f"{figure.id}.html" for figure in book_figures(app.env)}
    for figure in book_figures(app.env):
        for name, content in figure_files(app, figure).items():
            (folder / name).write_bytes(content)
            wanted.add(name)
    for file in folder.iterdir():
        if file.is_file() and file.name not in wanted:
            file.unlink()
