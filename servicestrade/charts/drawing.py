"""From a laid out specification to Vega, of which the site draws its pictures.

Only the build of the site needs this. The compiler, vl-convert, is imported when it is called,
since a notebook on Binder does without it.
"""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

VEGA_LITE = "5.8"  # the oldest that vl-convert offers, next to what JupyterLab bundles

Spec = dict[str, Any]


def _compiler() -> ModuleType:
    import vl_convert  # noqa: PLC0415

    return vl_convert


def to_vega(spec: Spec) -> Spec:
    """Compile a specification from `layout` to Vega, of a fixed size.

    Parameters
    ----------
    spec : dict
        A specification from `layout.for_page` or `layout.for_download`.

    Returns
    -------
    dict
        Vega that draws itself in exactly the rectangle of the picture that is drawn of it, so
        that nothing on a page moves when it takes the place of that.
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


def vega_json(spec: Spec) -> str:
    """Return the Vega of a specification as compact JSON in a fixed order."""
    return json.dumps(to_vega(spec), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
