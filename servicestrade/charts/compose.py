"""From drawn panels to a finished chart: head, source line, both layouts, what travels with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt

from servicestrade.charts import patch, theme
from servicestrade.charts.frame import NARROW, WIDE, Frame
from servicestrade.charts.layers import View, layer, value, view
from servicestrade.charts.points import Point
from servicestrade.charts.series import matches
from servicestrade.charts.words import SOURCE, Catalogue, Label
from servicestrade.language.prose import without_links
from servicestrade.registers.figures import figure as registered

Draw = Callable[[Frame, Catalogue], Sequence[View]]
Spec = dict[str, Any]

SOURCE_VIEW = "source"
TITLE_EMS = WIDE.width / (theme.TITLE_SIZE * 0.95)
SUBTITLE_EMS = WIDE.width / 14
SOURCE_EMS = WIDE.width / theme.SMALL_SIZE


class Drawn(alt.TopLevelMixin, alt.TopLevelVConcatSpec):
    """An Altair chart of panels from top to bottom, checked against the schema when shown."""


def compose(
    draw: Draw, *, figure: str, points: Sequence[Point], highlight: Sequence[str] = ()
) -> alt.TopLevelMixin:
    """Finish a chart.

    Parameters
    ----------
    draw : callable
        Returns the panels of the chart for a frame, from top to bottom, and enters each string
        that they show into the catalogue.
    figure : str
        Id of the figure in the registry; empty for a chart without a head.
    points : sequence of Point
        All that the chart draws or tells.
    highlight : sequence of str
        Codes or names of the series that the figure is about; empty for all.

    Returns
    -------
    TopLevelMixin
        The layout for a text column, with the difference to that for a phone and all else that
        the site needs in ``usermeta``.
    """
    catalogue = Catalogue()
    views = {frame: list(draw(frame, catalogue)) for frame in (WIDE, NARROW)}
    usermeta: dict[str, Any] = {
        "id": figure,
        "alt": "",
        "narrow": patch.diff(_spec(views[WIDE]), _spec(views[NARROW])),
        "records": list(dict.fromkeys(point.record for point in points)),
        "recovered": _recovered(points, highlight),
        "texts": catalogue.texts,
    }
    more: Spec = {"usermeta": usermeta}
    if figure:
        head = _head(figure)
        usermeta["alt"] = catalogue.add(head["alt"])
        for name in ("title", "subtitle"):
            catalogue.add(head[name])
        more["title"] = {
            "text": head["title"].wrapped(TITLE_EMS).en.split("\n"),
            "subtitle": head["subtitle"].wrapped(SUBTITLE_EMS).en.split("\n"),
            "frame": "bounds",
        }
        views[WIDE].append(_source(head["source"], catalogue))
    return Drawn(**_spec(views[WIDE]), **more)


def _spec(views: Sequence[View]) -> Spec:
    """Return the specification that holds some panels, with each set of data named and once."""
    names: dict[str, str] = {}
    datasets: dict[str, Any] = {}
    panels = []
    for panel in views:
        layers = []
        for one in panel["layer"]:
            rows = one["data"]["values"]
            name = names.setdefault(repr(rows), f"rows{len(names)}")
            datasets[name] = rows
            layers.append(one | {"data": {"name": name}})
        panels.append({**panel, "layer": layers})
    params = [param for panel in panels for param in panel.pop("params", [])]
    found = {"config": theme.config(), "datasets": datasets, "vconcat": panels}
    return found | ({"params": params} if params else {})


def _recovered(points: Sequence[Point], highlight: Sequence[str]) -> int:
    """Count the original chart's points; those of a near definition are none of them."""
    ours = (point for point in points if point.basis != "proxy")
    return len({point.record for point in ours if not highlight or matches(point, highlight)})


def _head(figure: str) -> dict[str, Label]:
    """Return what the registry says of a figure, without the links to records."""
    meta = registered(figure)
    return {name: _plain(getattr(meta, name)) for name in ("title", "subtitle", "source", "alt")}


def _plain(both: Mapping[str, str]) -> Label:
    return Label(without_links(both["en"]), without_links(both["zh"]))


def _source(source: Label, catalogue: Catalogue) -> View:
    line = Label(SOURCE.en.format(source.en), SOURCE.zh.format(source.zh)).wrapped(SOURCE_EMS)
    style = {
        "text": catalogue.add(line),
        "align": "left",
        "baseline": "top",
        "fontSize": theme.SMALL_SIZE,
        "lineHeight": 16,
        "color": theme.hex_of("muted"),
    }
    mark = layer("text", [{}], style, x=value(0), y=value(0))
    return view([mark], WIDE.width, 16 * line.lines, name=SOURCE_VIEW)
