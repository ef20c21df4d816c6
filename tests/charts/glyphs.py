"""How wide words are, by the advances in the face that the charts are drawn with."""

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from servicestrade.site.theme import DRAWING_FONTS

FILES = {400: "servicestrade-sans-regular.ttf", 600: "servicestrade-sans-semibold.ttf"}
SPACES = {0x2002: 0.5}  # of half an em in every face, and so not in each
WIDE = "WF"  # Chinese faces give each character, and its punctuation, one em


def width(text: str, weight: int = 400) -> float:
    """Measure one line, in ems."""
    known = advances(600 if weight >= 600 else 400) | SPACES
    return sum(1.0 if unicodedata.east_asian_width(c) in WIDE else known[ord(c)] for c in text)


@cache
def advances(weight: int) -> dict[int, float]:
    """Read the advance of each character, in ems."""
    font = TTFont(DRAWING_FONTS / FILES[weight])
    widths, em = font["hmtx"], font["head"].unitsPerEm
    return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
