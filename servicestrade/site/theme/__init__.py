"""The look of the site: one Sphinx theme, with all that it is made of.

``layout.html`` is the frame of every page, ``fragments/`` what stands in it (figures, tables, lines
of numbers), ``static/`` what browsers get, ``styles/`` the parts of the one style sheet, and
``drawing-fonts/`` the site's face in the form that the tool which draws the charts reads.
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
