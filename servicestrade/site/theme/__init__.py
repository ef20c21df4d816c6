"""The look of the site: one Sphinx theme with all of its files.

``layout.html`` is the frame of every page and ``fragments/`` the HTML within it (figures, tables,
lists of numbers). ``static/`` is what browsers get, ``styles/`` the parts of the one style sheet.
``drawing-fonts/`` has the site's font in the format that the chart drawing tool reads.
"""

from pathlib import Path

from sphinx.application import Sphinx

FOLDER = Path(__file__).parent
FONTS = FOLDER / "static" / "fonts"
DRAWING_FONTS = FOLDER / "drawing-fonts"


def setup(app: Sphinx) -> None:
    """Register the theme and the script of every page.

    Parameters
    ----------
    app : Sphinx
        The build.
    """
    app.add_html_theme("servicestrade", str(FOLDER))
    app.add_js_file("site.js", loading_method="defer")
