"""One chart, several layouts: for a page in a language and a width, and for a download.

All functions take and return plain specifications, so that they work on what stands in a
notebook's output.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Literal

from servicestrade.charts import patch, theme
from servicestrade.charts.compose import SOURCE_VIEW, SUBTITLE_EMS, TITLE_EMS
from servicestrade.charts.display import SCHEMA
from servicestrade.charts.frame import Width
from servicestrade.charts.layers import Json
from servicestrade.charts.words import wrap

Spec = dict[str, Any]
Lang = Literal["en", "zh"]
MARGIN = dict.fromkeys(("left", "top", "right", "bottom"), 16)  # around a download
# Chinese characters reach above the height that Vega allows for a line, and letters below it
AIR = {"left": 0, "top": 3, "right": 0, "bottom": 2}


def for_page(spec: Spec, lang: Lang, width: Width) -> Spec:
    """Lay a chart out for a page, whose own text holds title, subtitle and source.

    Parameters
    ----------
    spec : dict
        The specification of a chart cell.
    lang : {"en", "zh"}
        Language of what is shown.
    width : {"wide", "narrow"}
        680 or 336 pixels.

    Returns
    -------
    dict
        A specification of its own, transparent, whose ``description`` is the alt text.
    """
    meta = spec["usermeta"]
    bare = {key: value for key, value in spec.items() if key not in ("title", "usermeta")}
    bare["vconcat"] = [view for view in spec["vconcat"] if view.get("name") != SOURCE_VIEW]
    if width == "narrow":
        bare = patch.apply(bare, meta["narrow"])
    bare = _used(copy.deepcopy(bare)) | {"background": None, "padding": AIR, "$schema": SCHEMA}
    return _in(bare, lang, meta) | {"description": _said(meta["alt"], lang, meta)}


def for_download(spec: Spec, lang: Lang) -> Spec:
    """Lay a chart out as a picture that stands alone, with title, subtitle and source line."""
    meta = spec["usermeta"]
    whole = {key: value for key, value in copy.deepcopy(spec).items() if key != "usermeta"}
    title = whole.get("title")
    whole = _in(whole, lang, meta)
    if title:
        whole["title"] = title | {
            "text": _wrapped(title["text"], TITLE_EMS, lang, meta),
            "subtitle": _wrapped(title["subtitle"], SUBTITLE_EMS, lang, meta),
        }
    return whole | {
        "$schema": SCHEMA,
        "background": theme.hex_of("paper"),
        "description": _said(meta["alt"], lang, meta),
        "padding": MARGIN,
    }


def _said(text: str, lang: Lang, meta: Spec) -> str:
    return str(meta["texts"].get(text, text)) if lang == "zh" else text


def _wrapped(lines: list[str], ems: float, lang: Lang, meta: Spec) -> list[str]:
    """Break the lines of a title anew in another language."""
    return wrap(_said(" ".join(lines), lang, meta), ems).split("\n")


def _in(spec: Spec, lang: Lang, meta: Spec) -> Spec:
    """Replace every string that the catalogue of the chart knows."""
    texts: dict[str, str] = meta["texts"]
    translated: Spec = spec if lang == "en" else _mapped(spec, lambda text: texts.get(text, text))
    return translated


def _mapped(value: Json, change: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    return value


def _used(spec: Spec) -> Spec:
    """Drop the data that no view draws from."""
    names: set[str] = set()

    def note(value: Json) -> None:
        if isinstance(value, list):
            for item in value:
                note(item)
        elif isinstance(value, dict):
            data = value.get("data")
            if isinstance(data, dict) and "name" in data:
                names.add(data["name"])
            for item in value.values():
                note(item)

    note(spec["vconcat"])
    spec["datasets"] = {name: rows for name, rows in spec["datasets"].items() if name in names}
    return spec
