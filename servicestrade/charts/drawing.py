"""From a laid out specification to what a page shows: Vega, SVG, PNG.

Only the build of the site needs these. The compiler, vl-convert, is imported when one of them is
called, since a notebook on Binder does without it.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

from servicestrade.charts.svg import minify

VEGA_LITE = "5.8"  # the oldest that vl-convert offers, next to what JupyterLab bundles

Spec = dict[str, Any]


def _compiler() -> ModuleType:
    import vl_convert  # noqa: PLC0415

    return vl_convert


def use_fonts(directory: Path) -> None:
    """Let text be drawn with the fonts of a directory, whatever the machine has."""
    _compiler().register_font_directory(str(directory))


def to_vega(spec: Spec) -> Spec:
    """Compile a specification from `layout` to Vega, of a fixed size.

    Parameters
    ----------
    spec : dict
        A specification from `layout.for_page` or `layout.for_download`.

    Returns
    -------
    dict
        Vega that draws itself in exactly the same rectangle as `to_svg`, so that nothing on
        a page moves when it takes the place of the drawing.
    """
    vega: Spec = _compiler().vegalite_to_vega(spec, vl_version=VEGA_LITE)
    scene = _compiler().vega_to_scenegraph(vega)
    top = scene["origin"][1]
    return vega | {
        "autosize": "none",
        "width": max(view["width"] for view in spec["vconcat"]),
        "height": scene["height"] - top - spec["padding"]["bottom"],
        "padding": spec["padding"] | {"top": top},
    }


def to_svg(spec: Spec, id: str) -> str:
    """Draw a specification as small SVG.

    Parameters
    ----------
    spec : dict
        A specification from `layout`.
    id : str
        Makes ids within the drawing unique on a page.

    Returns
    -------
    str
        With ``role="img"`` and the alt text as its label; the same in every process.
    """
    drawing = _compiler().vega_to_svg(to_vega(spec))
    return minify(drawing, id, spec["description"])


def to_png(spec: Spec, scale: float = 2) -> bytes:
    """Draw a specification as a PNG picture, `scale` pixels to each of its own."""
    picture: bytes = _compiler().vega_to_png(to_vega(spec), scale=scale)
    return picture


def vega_json(spec: Spec) -> str:
    """Return the Vega of a specification as compact JSON in a fixed order."""
    return json.dumps(to_vega(spec), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
