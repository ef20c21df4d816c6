"""SVG made small: what a renderer repeats and no eye can see is left out of a drawing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

NAMESPACE = "http://www.w3.org/2000/svg"
_TAG = f"{{{NAMESPACE}}}"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)$")
_CIRCLE = re.compile(r"M(-?[\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0$")
_DROPPED = {"class", "role", "pointer-events", "stroke-miterlimit", "version"}
_DEFAULTS = {
    "opacity": "1",
    "stroke-width": "1",
    "text-anchor": "start",
    "font-weight": "normal",
    "transform": "translate(0,0)",
}
_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "font-size",
    "font-weight",
    "font-family",
    "text-anchor",
)
_SHAPES = {"path", "line", "rect"}


def minify(drawing: str, id: str, label: str) -> str:
    """Return a drawing without what is not seen, with ids and a label of its own.

    Parameters
    ----------
    drawing : str
        SVG as vl-convert writes it.
    id : str
        What ids within the drawing begin with, so that they are unique on a page.
    label : str
        The alt text.

    Returns
    -------
    str
        SVG with ``role="img"`` and ``aria-label``.
    """
    root = ET.fromstring(drawing)
    _clean(root)
    _collapse(root)
    _hoist(root)
    _rename(root, id)
    size = {name: root.attrib.pop(name) for name in ("width", "height", "viewBox")}
    root.attrib.clear()
    root.attrib.update({**size, "role": "img", "aria-label": label})
    ET.register_namespace("", NAMESPACE)
    return ET.tostring(root, encoding="unicode")


def _round(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _clean(element: ET.Element) -> None:
    """Drop what is hidden, attributes that say nothing, and the digits of long numbers."""
    for name, value in list(element.attrib.items()):
        if name in _DROPPED or name.startswith("aria-") or _DEFAULTS.get(name) == value:
            del element.attrib[name]
        elif name != "font-family":
            element.set(name, _NUMBER.sub(_round, value))
    _place(element)
    for child in list(element):
        _clean(child)
        clips = element.tag == f"{_TAG}clipPath"  # its shapes bear no paint, and are not seen
        if not clips and not _visible(child):
            element.remove(child)


def _place(element: ET.Element) -> None:
    """Write a moved circle or text by its coordinates instead of a transformation."""
    tag = element.tag.removeprefix(_TAG)
    moved = _MOVE.match(element.get("transform", "translate(0,0)"))
    if not moved:
        return
    circle = _CIRCLE.match(element.get("d", ""))
    if tag == "path" and circle:
        element.tag = f"{_TAG}circle"
        del element.attrib["d"]
        element.attrib.pop("transform", None)
        element.attrib.update({"cx": moved[1], "cy": moved[2], "r": circle[1]})
    elif tag == "text" and not len(element):  # the lines of a longer text begin at its own origin
        element.attrib.pop("transform", None)
        element.attrib.update({"x": moved[1], "y": moved[2]})


def _visible(element: ET.Element) -> bool:
    tag = element.tag.removeprefix(_TAG)
    if element.get("display") == "none":
        return False
    if tag in ("g", "text"):
        return bool(len(element) or (element.text or "").strip())
    if tag in _SHAPES:
        paints = (element.get(paint, "none") for paint in ("fill", "stroke"))
        return any(paint not in ("none", "transparent") for paint in paints)
    return True


def _collapse(element: ET.Element) -> None:
    """Replace groups that do nothing by what they hold."""
    flat: list[ET.Element] = []
    for child in list(element):
        _collapse(child)
        if child.tag == f"{_TAG}g" and not child.attrib:
            flat += list(child)
        else:
            flat.append(child)
        element.remove(child)
    element.extend(flat)


def _hoist(element: ET.Element) -> None:
    """Move attributes that all children of a group share to the group."""
    for child in element:
        _hoist(child)
    if len(element) < 2 or element.tag not in (f"{_TAG}g", f"{_TAG}svg"):
        return
    for name in _INHERITED:
        values = {child.get(name) for child in element}
        shared = values.pop()
        if not values and shared is not None and name not in element.attrib:
            for child in element:
                del child.attrib[name]
            element.set(name, shared)


def _rename(root: ET.Element, id: str) -> None:
    """Give ids of clips and gradients, which a renderer counts on and on, numbers of their own."""
    names: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            names[element.attrib["id"]] = f"{id}-{len(names)}"
            element.set("id", names[element.attrib["id"]])
    for element in root.iter():
        for name, value in element.attrib.items():
            if value.startswith("url(#"):
                element.set(name, f"url(#{names[value[5:-1]]})")
