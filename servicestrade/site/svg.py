"""Make an SVG as Vega writes it fit to stand in a page.

Vega's SVG carries for every mark a role and a label, for every group an empty foreground, and
coordinates to fifteen digits. In a page the picture is one image with one text alternative, so all
that is weight only. Its ids (``clip1``, ``gradient_0``) count on through the life of a process and
repeat from picture to picture: they are renamed by the picture that they belong to.
"""

import re
from xml.etree import ElementTree

_NAMESPACE = "http://www.w3.org/2000/svg"
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_DROPPED = ("class", "role", "aria-", "pointer-events")

ElementTree.register_namespace("", _NAMESPACE)


def compact(svg: str, prefix: str, alt: str) -> str:
    """Return `svg` as one accessible image without what a page does not need.

    Parameters
    ----------
    svg : str
        A picture as ``vl_convert`` writes it.
    prefix : str
        What the ids within the picture begin with; unique on its page.
    alt : str
        The text alternative of the whole picture.

    Examples
    --------
    >>> svg = ('<svg xmlns="http://www.w3.org/2000/svg" width="9"><clipPath id="clip7"/>'
    ...        '<path role="none" clip-path="url(#clip7)" d="M0,1.23456"/></svg>')
    >>> for tag in compact(svg, "fig-1-2-wide", "Exports rose").split("><"):
    ...     print(tag)
    <svg xmlns="http://www.w3.org/2000/svg" width="9" role="img" aria-label="Exports rose"
    clipPath id="fig-1-2-wide-0" /
    path clip-path="url(#fig-1-2-wide-0)" d="M0,1.23" /
    /svg>
    """
    root = ElementTree.fromstring(svg)
    _drop_hidden(root)
    names = _new_names(root, prefix)
    for element in root.iter():
        element.attrib = _attributes(element.attrib, names)
    root.attrib.pop("version", None)
    root.set("role", "img")
    root.set("aria-label", alt)
    return ElementTree.tostring(root, encoding="unicode")


def with_own_ids(svg: str, prefix: str) -> str:
    """Return `svg` with its ids renamed by `prefix`, all else as it was.

    Examples
    --------
    >>> with_own_ids('<clipPath id="clip9"/><g clip-path="url(#clip9)"/>', "fig-1-2")
    '<clipPath id="fig-1-2-0"/><g clip-path="url(#fig-1-2-0)"/>'
    """
    for number, name in enumerate(dict.fromkeys(re.findall(r' id="([^"]+)"', svg))):
        svg = svg.replace(f' id="{name}"', f' id="{prefix}-{number}"')
        svg = svg.replace(f"url(#{name})", f"url(#{prefix}-{number})")
    return svg


def _drop_hidden(element: ElementTree.Element) -> None:
    """Remove what is never displayed, however deep it stands."""
    for child in list(element):
        if child.get("display") == "none":
            element.remove(child)
        else:
            _drop_hidden(child)


def _new_names(root: ElementTree.Element, prefix: str) -> dict[str, str]:
    """Return the new name of each id in the picture."""
    old = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    return {name: f"{prefix}-{number}" for number, name in enumerate(old)}


def _attributes(attributes: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """Return an element's attributes: the needed ones, renamed and shortened."""
    kept = {}
    for name, value in attributes.items():
        if name.startswith(_DROPPED):
            continue
        if name == "id":
            kept[name] = names[value]
        elif name in {"font-family", "href"}:
            kept[name] = value
        else:
            short = _LONG_NUMBER.sub(_rounded, value)
            kept[name] = _REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", short)
    return kept


def _rounded(number: re.Match[str]) -> str:
    """Return a coordinate to a hundredth of a pixel, which no eye can tell from the whole."""
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
