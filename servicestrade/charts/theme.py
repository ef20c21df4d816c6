"""The look of all charts: colours with their meaning, type, and the style variables of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from servicestrade.ledger.codes import code_list

# The book's own face, with which charts are measured; where it cannot be had, the face that the
# site sets as narrow, then the reader's own. Latin faces stand before Chinese ones, whose quotation
# marks and apostrophes are as wide as a character.
FACE = "Servicestrade Sans"
FONT = (
    f"'{FACE}', '{FACE} Fallback', 'Source Sans 3', Arial, sans-serif, "
    "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC'"
)
TEXT_SIZE = 13
SMALL_SIZE = 12  # nothing is smaller, on a phone neither
TITLE_SIZE = 18

PALETTE: dict[str, tuple[str, str]] = {
    # surfaces and text: name -> (on light, on dark)
    "paper": ("#ffffff", "#14181e"),
    "ink": ("#1f2933", "#e4e8ed"),
    "muted": ("#55606d", "#aab4c0"),
    "axis": ("#6b7683", "#8d98a5"),
    "grid": ("#e1e5ea", "#333b46"),
    "pale": ("#8a929b", "#717c89"),
    # one series alone, or the one that matters
    "accent": ("#a3204f", "#f0789f"),
    # flows
    "exports": ("#1a6fb5", "#4f9fe0"),
    "imports": ("#c04a12", "#ef8a4a"),
    "total": ("#2b323b", "#e6eaf0"),
    # flows in a near definition
    "pale-exports": ("#6796c2", "#44719c"),
    "pale-imports": ("#cf7f55", "#a3623c"),
    # outsourcing by process
    "ito": ("#0b7d83", "#5fe0d6"),
    "bpo": ("#8a5a10", "#e09a30"),
    "kpo": ("#45195e", "#a883d8"),
    # regions
    "east": ("#2f3f86", "#96a9f8"),
    "central": ("#6b2f0c", "#d3a079"),
    "west": ("#24801c", "#afeeb5"),
    "northeast": ("#93538a", "#bc639f"),
}
"""Name of a colour to its value on a light and on a dark page; light values are unique."""

FORCED = {
    "paper": "Canvas",
    "ink": "CanvasText",
    "muted": "CanvasText",
    "axis": "CanvasText",
    "grid": "GrayText",
    "total": "CanvasText",
}
"""The system's own colours in place of some, where the reader's system forces them."""

SETS: dict[str, tuple[str, ...]] = {
    "flows": ("exports", "imports", "total"),
    "pale flows": ("pale-exports", "pale-imports"),
    "processes": ("ito", "bpo", "kpo"),
    "regions": ("east", "central", "west", "northeast"),
}
"""Colours that stand side by side in one chart and must be told apart by every eye."""

OTHERS = ("accent", "east", "bpo", "ito", "northeast", "muted")
"""Colours for parts of a whole that have none of their own, in this order."""

_BY_CODE = {
    "exports": "exports",
    "imports": "imports",
    "total": "total",
    "balance": "accent",
    "outsourcing:ITO": "ito",
    "outsourcing:BPO": "bpo",
    "outsourcing:KPO": "kpo",
    "x-east": "east",
    "x-central": "central",
    "x-central-west": "central",
    "x-west": "west",
    "x-northeast": "northeast",
}


def hex_of(name: str) -> str:
    """Return the light value of a colour, which stands for it in every specification."""
    return PALETTE[name][0]


def text_hex(name: str) -> str:
    """Return the light value for text that goes with marks of a colour; pale text is muted."""
    return hex_of("muted" if name == "pale" else name.removeprefix("pale-"))


def pale(name: str) -> str:
    """Return the pale kin of a colour, for values of a near definition.

    Examples
    --------
    >>> pale("exports"), pale("accent")
    ('pale-exports', 'pale')
    """
    kin = f"pale-{name}"
    return kin if kin in PALETTE else "pale"


def colour_name(codes: Iterable[str]) -> str | None:
    """Return the colour that the book keeps for a code, or None where it keeps none.

    Parameters
    ----------
    codes : iterable of str
        Codes of a flow, a breakdown (its parts separately or joined by spaces) or an area;
        the last one with a colour of its own, or of what it is a part of, decides.

    Examples
    --------
    >>> colour_name(["delivery:offshore outsourcing:ITO"])
    'ito'
    >>> colour_name(["outsourcing:ITO-rd"])
    'ito'
    >>> colour_name(["US"]) is None
    True
    """
    parts = (coloured(part) for code in codes for part in code.split())
    found = [_BY_CODE[part] for part in parts if part]
    return found[-1] if found else None


def coloured(code: str) -> str:
    """Return the code that gives another its colour: itself or what it is a part of, or ''.

    Examples
    --------
    >>> coloured("outsourcing:ITO-rd"), coloured("US")
    ('outsourcing:ITO', '')
    """
    if code in _BY_CODE:
        return code
    listed = code_list("breakdowns").get(code)
    return coloured(listed["parent"]) if listed and listed["parent"] else ""


def css() -> str:
    """Return the style sheet with one variable a colour.

    A page's ``color-scheme`` chooses between the light and the dark value; a browser that cannot
    choose shows the light one. Where the reader's system forces its own colours, what is no datum
    takes those.

    Examples
    --------
    >>> css().splitlines()[1]
    '  --chart-paper: #ffffff;'
    """
    light = {name: light for name, (light, _) in PALETTE.items()}
    both = {name: f"light-dark({light}, {dark})" for name, (light, dark) in PALETTE.items()}
    return (
        f"{_root(light)}"
        f"@supports (color: light-dark(red, red)) {{\n{_root(both)}}}\n"
        f"@media (forced-colors: active) {{\n{_root(FORCED)}}}\n"
    )


def _root(values: Mapping[str, str]) -> str:
    lines = "\n".join(f"  --chart-{name}: {value};" for name, value in values.items())
    return f":root {{\n{lines}\n}}\n"


def with_variables(text: str) -> str:
    """Replace each colour in an SVG drawing or a Vega specification by its style variable.

    Parameters
    ----------
    text : str
        SVG or JSON in which colours are the light values of the palette.

    Returns
    -------
    str
        The same with ``var(--chart-<name>)`` in their place.

    Examples
    --------
    >>> with_variables('<path fill="#ffffff"/>')
    '<path fill="var(--chart-paper)"/>'
    """
    for name, (light, _) in PALETTE.items():
        text = text.replace(light, f"var(--chart-{name})")
    return text


def config() -> dict[str, Any]:
    """Return the Vega-Lite configuration that every chart bears."""
    ink, muted, grid = hex_of("ink"), hex_of("muted"), hex_of("grid")
    return {
        "font": FONT,
        "background": hex_of("paper"),
        "lineBreak": "\n",
        "view": {"stroke": None},
        # a drawing has one label, its alt text; the table behind it holds the numbers
        "mark": {"aria": False},
        "concat": {"spacing": 10},
        "title": {
            "anchor": "start",
            "frame": "group",
            "aria": False,
            "color": ink,
            "fontSize": TITLE_SIZE,
            "fontWeight": 600,
            "lineHeight": 23,
            "subtitleColor": muted,
            "subtitleFontSize": 14,
            "subtitleLineHeight": 19,
            "subtitlePadding": 4,
            "offset": 12,
        },
        "axis": {
            "aria": False,
            "labelColor": muted,
            "labelFontSize": SMALL_SIZE,
            "labelFontWeight": 400,
            "gridColor": grid,
            "domain": False,
            "ticks": False,
            "title": None,
        },
        "text": {"color": ink, "fontSize": TEXT_SIZE, "baseline": "middle"},
        "line": {"strokeWidth": 2, "strokeCap": "round"},
        "point": {"size": 60, "strokeWidth": 2, "opacity": 1},
        "rule": {"color": hex_of("axis")},
        "bar": {"opacity": 1},
    }
