"""What the kinds of chart share: rows of data, tooltips, highlighting, pieces of a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from servicestrade.charts import basis, theme
from servicestrade.charts.points import Point
from servicestrade.charts.words import GROWTH, VALUE, Catalogue, Label

Row = dict[str, Any]

YEAR = Label("{}, {}", "{}，{}年")
BASIS = Label("Basis", "依据")
PLACE = Label("Source", "出处")
NOTE = Label("Note", "说明")

_TOLD = (("t", VALUE), ("g", GROWTH), ("b", BASIS), ("p", PLACE), ("n", NOTE))
FADED = 0.2


def row(point: Point, name: Label, colour: str, catalogue: Catalogue, **more: Any) -> Row:
    """Return the row of data of one point.

    Parameters
    ----------
    point : Point
        What is drawn.
    name : Label
        What its series is called in this chart.
    colour : str
        Name of a colour; a point of a near definition is pale all the same.
    catalogue : Catalogue
        Takes every string that is shown.
    **more
        Further columns that the kind needs, such as positions.

    Returns
    -------
    dict
        ``s`` series, ``v`` value, ``a`` basis where it is not reported, ``c`` colour, and for
        the tooltip ``k`` heading, ``t`` value, ``g`` growth, ``b`` basis, ``p`` place, ``n`` note.
    """
    period = point.period.replace("/", "\u2013")
    heading = Label(YEAR.en.format(name.en, period), YEAR.zh.format(name.zh, period))
    found: Row = {
        "s": catalogue.add(name),
        "v": round(point.value, 4),
        "c": theme.hex_of("pale" if point.basis == "proxy" else colour),
        "k": catalogue.add(heading),
        "t": catalogue.add(point.text),
        "b": catalogue.add(basis.words(point)),
    }
    if point.basis != "derived":
        found["p"] = catalogue.add(point.place)
    if point.basis != "reported":
        found["a"] = point.basis
    if point.change:
        found["g"] = point.change
    if point.note.en:
        found["n"] = catalogue.add(point.note)
    return found | more


def tooltip(rows: Iterable[Row], catalogue: Catalogue) -> list[alt.Tooltip]:
    """Return the tooltip of a layer: heading, then what at least one of its rows tells."""
    rows = list(rows)
    told = [(field, label) for field, label in _TOLD if any(row.get(field) for row in rows)]
    return [
        alt.Tooltip("k:N", title="title"),
        *(alt.Tooltip(f"{field}:N", title=catalogue.add(label)) for field, label in told),
    ]


HOVER = alt.selection_point(
    name="hover", fields=["s"], on="mouseover", clear="mouseout", toggle=False
)
"""Follows the pointer: the series or category under it."""

NEAREST = alt.selection_point(
    name="hover", fields=["s"], on="mouseover", clear="mouseout", toggle=False, nearest=True
)
"""The same where marks are small: the series of the mark that is nearest to the pointer."""


def highlighted(
    layers: Sequence[alt.Chart], source: int | None = None, *, nearest: bool = False
) -> list[alt.Chart]:
    """Make all layers fade but what is pointed at.

    Parameters
    ----------
    layers : sequence of Chart
        Their data hold the name of the series in field ``s``.
    source : int, optional
        Which layer the pointer is followed over; None where another panel follows it.
    nearest : bool
        Whether the nearest mark counts as pointed at, not only the one beneath the pointer.
    """
    selection = NEAREST if nearest else HOVER
    opacity = alt.when(selection, empty=True).then(alt.value(1)).otherwise(alt.value(FADED))
    faded = [layer.encode(opacity=opacity) for layer in layers]
    if source is not None:
        faded[source] = faded[source].properties(name="pointed").add_params(selection)
    return faded


SHOW = "show"  # the parameter that a switch sets: the number of what is shown
SWITCH = Label("Show ", "显示 ")


def switch(labels: Sequence[Label], catalogue: Catalogue) -> alt.Parameter:
    """Return a switch between drawings of the same items; the first is shown at once."""
    bind = alt.binding_radio(
        options=list(range(len(labels))),
        labels=[catalogue.add(label) for label in labels],
        name=catalogue.add(SWITCH),
    )
    return alt.param(name=SHOW, value=0, bind=bind)


def head(label: Label, catalogue: Catalogue) -> alt.TitleParams:
    """Return the head of a panel."""
    return alt.TitleParams(
        text=catalogue.add(label),
        fontSize=theme.TEXT_SIZE,
        fontWeight=600,
        lineHeight=16,
        offset=8,
    )


def colour() -> alt.Color:
    """Return the colour that the field ``c`` holds."""
    return alt.Color("c:N", scale=None, legend=None)


def data(rows: Sequence[Row]) -> alt.InlineData:
    """Return rows as the data of a layer."""
    return alt.InlineData(values=[dict(row) for row in rows])
