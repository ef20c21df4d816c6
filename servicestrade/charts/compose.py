"""From drawn panels to a finished chart: head, source line, both layouts, what travels with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt

from servicestrade.charts import patch, theme
from servicestrade.charts.frame import NARROW, WIDE, Frame
from servicestrade.charts.points import Point, matches
from servicestrade.charts.words import SOURCE, Catalogue, Label
from servicestrade.prose import without_links
from servicestrade.registry import figure as registered

View = alt.Chart | alt.LayerChart
Draw = Callable[[Frame, Catalogue], Sequence[View]]

SOURCE_VIEW = "source"
TITLE_EMS = WIDE.width / (theme.TITLE_SIZE * 0.95)
SUBTITLE_EMS = WIDE.width / 14
SOURCE_EMS = WIDE.width / theme.SMALL_SIZE


def compose(
    draw: Draw, *, figure: str, points: Sequence[Point], highlight: Sequence[str] = ()
) -> alt.VConcatChart:
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
    VConcatChart
        The layout for a text column, with the difference to that for a phone and all else that
        the site needs in ``usermeta``.
    """
    catalogue = Catalogue()
    views = {frame: draw(frame, catalogue) for frame in (WIDE, NARROW)}
    bare = {frame: _bare(panels).to_dict() for frame, panels in views.items()}
    usermeta: dict[str, Any] = {
        "id": figure,
        "alt": "",
        "narrow": patch.diff(bare[WIDE], bare[NARROW]),
        "records": list(dict.fromkeys(point.record for point in points)),
        "recovered": _recovered(points, highlight),
        "texts": catalogue.texts,
    }
    if not figure:
        return _bare(views[WIDE]).properties(usermeta=usermeta)
    head = _head(figure)
    usermeta["alt"] = catalogue.add(head["alt"])
    for name in ("title", "subtitle"):
        catalogue.add(head[name])
    title = alt.TitleParams(
        text=head["title"].wrapped(TITLE_EMS).en.split("\n"),
        subtitle=head["subtitle"].wrapped(SUBTITLE_EMS).en.split("\n"),
        frame="bounds",
    )
    finished = _bare([*views[WIDE], _source(head["source"], catalogue)])
    return finished.properties(title=title, usermeta=usermeta)


def _bare(views: Sequence[View]) -> alt.VConcatChart:
    return alt.vconcat(*views).configure(**theme.config())


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
    mark = alt.Chart(alt.InlineData(values=[{}])).mark_text(
        text=catalogue.add(line),
        align="left",
        baseline="top",
        fontSize=theme.SMALL_SIZE,
        lineHeight=16,
        color=theme.hex_of("muted"),
        x=0,
        y=0,
    )
    return mark.properties(name=SOURCE_VIEW, width=WIDE.width, height=16 * line.lines)
