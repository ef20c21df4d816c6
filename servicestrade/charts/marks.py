"""The rows of data that stand for points, and what their tooltips tell."""

from __future__ import annotations

from collections.abc import Iterable

from servicestrade.charts import basis, theme
from servicestrade.charts.layers import Encoding, Json, Row, field
from servicestrade.charts.points import Point
from servicestrade.charts.words import GROWTH, VALUE, Catalogue, Label

BASIS = Label("Basis", "依据")
PLACE = Label("Source", "出处")
NOTE = Label("Note", "说明")
_TOLD = (("t", VALUE), ("g", GROWTH), ("b", BASIS), ("p", PLACE), ("n", NOTE))


def row(point: Point, name: Label, colour: str, catalogue: Catalogue, **more: Json) -> Row:
    """Return the row of data of one point.

    Parameters
    ----------
    point : Point
        What is drawn.
    name : Label
        What its series is called in this chart.
    colour : str
        Name of a colour.
    catalogue : Catalogue
        Takes every string that is shown.
    **more
        Further columns that the kind needs, such as positions.

    Returns
    -------
    dict
        ``s`` series, ``v`` value, ``a`` basis where it is not reported, ``c`` colour, and for
        the tooltip ``k`` heading, ``t`` value, ``g`` growth, ``b`` basis, ``p`` source, ``n`` note,
        all of them words, empty where there is nothing to tell.
    """
    found: Row = {
        "s": catalogue.add(name),
        "v": round(point.value, 4),
        "c": theme.hex_of(colour),
        "k": catalogue.add(_heading(point, name)),
        # a tooltip writes a missing field as "undefined", so what is not told is empty
        "t": catalogue.add(point.text),
        "g": point.change,
        "b": catalogue.add(basis.words(point)),
        "p": "" if point.basis == "derived" else catalogue.add(point.place),
        "n": catalogue.add(point.note) if point.note.en else "",
    }
    if point.basis != "reported":
        found["a"] = point.basis
    return found | more


def _heading(point: Point, name: Label) -> Label:
    if not point.period or not point.dated:
        return name
    return Label(
        f"{name.en}, {point.period.replace('/', DASH)}",
        f"{name.zh}，{point.period.replace('/', '—')}年",
    )


DASH = "\u2013"


def tooltip(rows: Iterable[Row], catalogue: Catalogue) -> list[Encoding]:
    """Return the tooltip of a layer: heading, then what at least one of its rows tells."""
    rows = list(rows)
    told = [(name, label) for name, label in _TOLD if any(row.get(name) for row in rows)]
    return [
        field("k") | {"title": "title"},  # what tooltip scripts take as the heading
        *(field(name) | {"title": catalogue.add(label)} for name, label in told),
    ]
