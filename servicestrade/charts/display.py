"""The output of a chart cell: one Vega-Lite specification and one line of text.

JupyterLab draws Vega-Lite 5 without network, trusted or not, as long as nothing else of the
bundle comes before it; the site makes its own drawing of the same specification.
"""

from __future__ import annotations

import json
from typing import Any

import altair as alt

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def bundle(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the output of a chart cell.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification, with ``usermeta`` if it is one of this book's.

    Returns
    -------
    dict
        The specification with sorted keys and the schema of Vega-Lite 5, and a text like
        ``[Figure 1-2: what it shows]``.

    Examples
    --------
    >>> bundle({"mark": "bar", "usermeta": {"id": "fig-1-2", "alt": "Trade grew."}})["text/plain"]
    '[Figure 1-2: Trade grew.]'
    """
    meta = spec.get("usermeta", {})
    kind, _, number = meta.get("id", "").partition("-")
    name = f"Figure {number.upper()}" if kind == "fig" else "Chart"
    told = f"{name}: {meta['alt']}" if meta.get("alt") else name
    sorted_ = json.loads(json.dumps(spec | {"$schema": SCHEMA}, sort_keys=True))
    return {MIME: sorted_, "text/plain": f"[{told}]"}


def _render(spec: dict[str, Any], **_: object) -> dict[str, Any]:
    return bundle(spec)


def enable() -> None:
    """Make Altair emit this bundle for every chart."""
    alt.renderers.register("servicestrade", _render)
    alt.renderers.enable("servicestrade")
