"""Pieces of Vega-Lite as plain dictionaries: layers, positions, colours, highlighting, a switch.

Charts are composed of these and become an Altair chart once, at the end, which checks them
against the schema. The fields of a row of data are short, since they travel with every chart:
``s`` series, ``v`` value, ``a`` basis, ``c`` colour, ``x`` and ``z`` from and to which pixel,
``q`` and ``u`` the same from the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from servicestrade.charts import theme
from servicestrade.charts.words import Catalogue, Label

Row = dict[str, Any]
Layer = dict[str, Any]
Encoding = dict[str, Any]
Json = Any
View = dict[str, Any]
Align = Literal["left", "center", "right"]

FADED = 0.3
SHOW = "show"  # the parameter that a switch sets: the number of what is shown
SWITCH = Label("Show ", "显示 ")


def layer(
    kind: str,
    rows: Sequence[Row],
    /,
    mark: Row | None = None,
    **encoding: Encoding | list[Encoding],
) -> Layer:
    """Return a layer: marks of a kind, one for each row of data.

    Parameters
    ----------
    kind : str
        ``bar``, ``line``, ``point``, ``rule``, ``text`` or ``tick``.
    rows : sequence of dict
        The data.
    mark : dict, optional
        Properties of all marks.
    **encoding
        The channels.
    """
    return {
        "data": {"values": [dict(row) for row in rows]},
        "mark": {"type": kind, **(mark or {})},
        "encoding": encoding,
    }


def calculated(found: Layer, expressions: Label, catalogue: Catalogue) -> Layer:
    """Let a text layer write what an expression makes of each row."""
    calculate = {"calculate": catalogue.add(expressions), "as": "l"}
    return found | {"transform": [calculate], "encoding": found["encoding"] | {"text": field("l")}}


def only(found: Sequence[Layer], shown: int) -> list[Layer]:
    """Let layers appear only while the switch shows their number."""
    test = {"filter": f"{SHOW}==={shown}"}
    return [one | {"transform": [test, *one.get("transform", [])]} for one in found]


def field(name: str) -> Encoding:
    """Return the encoding of words in a field."""
    return {"field": name, "type": "nominal"}


def value(constant: float | str) -> Encoding:
    """Return the encoding of a constant, such as a pixel."""
    return {"value": constant}


def pixel(name: str) -> Encoding:
    """Return the encoding of a position that a field gives in pixels."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def until(name: str) -> Encoding:
    """Return the encoding of the other end of a mark that begins at `pixel`."""
    return {"field": name}


def colour() -> Encoding:
    """Return the colour that the field ``c`` holds."""
    return {"field": "c", "type": "nominal", "scale": None, "legend": None}


def hollow() -> Encoding:
    """Return the same as a fill: computed values are hollow."""
    computed = {"test": "datum.a==='derived'", "value": theme.hex_of("paper")}
    return colour() | {"condition": computed}


def bar_fill() -> Encoding:
    """Return the fill of bars: computed values are hollow, values of other sources light."""
    other = {"test": "datum.a==='external'", "value": theme.hex_of("grid")}
    return colour() | {"condition": [hollow()["condition"], other]}


def shape() -> Encoding:
    """Return the shape of points: diamonds for values of other sources."""
    other = {"test": "datum.a==='external'", "value": "diamond"}
    return {"condition": other, "value": "circle"}


def highlighted(
    found: Sequence[Layer], source: int | None = None, *, nearest: bool = False
) -> list[Layer]:
    """Make all layers fade but what is pointed at.

    Parameters
    ----------
    found : sequence of dict
        Layers whose data hold the name of the series in field ``s``.
    source : int, optional
        Which layer the pointer is followed over; None where another panel follows it.
    nearest : bool
        Whether the nearest mark counts as pointed at, not only the one beneath the pointer.
    """
    opacity = {"condition": {"param": "hover", "value": 1}, "value": FADED}
    faded = [one | {"encoding": one["encoding"] | {"opacity": opacity}} for one in found]
    if source is not None:
        select = {
            "type": "point",
            "fields": ["s"],
            "on": "mouseover",
            "clear": "mouseout",
            "toggle": False,
        } | ({"nearest": True} if nearest else {})
        faded[source] = faded[source] | {"params": [{"name": "hover", "select": select}]}
    return faded


def switch(labels: Sequence[Label], catalogue: Catalogue) -> Row:
    """Return a switch between drawings of the same items; the first is shown at once."""
    return {
        "name": SHOW,
        "value": 0,
        "bind": {
            "input": "radio",
            "name": catalogue.add(SWITCH),
            "options": list(range(len(labels))),
            "labels": [catalogue.add(label) for label in labels],
        },
    }


def head(label: Label, catalogue: Catalogue) -> Row:
    """Return the head of a panel."""
    return {
        "text": catalogue.add(label),
        "fontSize": theme.TEXT_SIZE,
        "fontWeight": 600,
        "lineHeight": 16,
        "offset": 8,
    }


def view(found: Sequence[Layer], width: int, height: int, **more: Json) -> View:
    """Return a panel of a size that holds some layers."""
    return {"width": width, "height": height, "layer": list(found), **more}
