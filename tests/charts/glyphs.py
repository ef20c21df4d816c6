"""How wide words are, by the advances in the font that the charts are drawn with."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FILES = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}
SPACES = {0x2002: 0.5}  # of half an em in every face, and so not in each
WIDE = "WF"  # Chinese faces give each character, and its punctuation, one em


def width(text: str, weight: int = 400) -> float:
    """Measure one line, in ems."""
    known = advances(600 if weight >= 600 else 400) | SPACES
    return sum(1.0 if unicodedata.east_asian_width(c) in WIDE else known[ord(c)] for c in text)


@cache
def advances(weight: int) -> dict[int, float]:
    """Read the advance of each character, in ems."""
    content = (FONTS / FILES[weight]).read_bytes()
    tables = {
        tag: content[start : start + length]
        for tag, _, start, length in struct.iter_unpack(
            ">4sIII", content[12 : 12 + 16 * struct.unpack_from(">H", content, 4)[0]]
        )
    }
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    widths = [one for one, _ in struct.iter_unpack(">Hh", tables[b"hmtx"][: 4 * count])]
    glyphs = characters(tables[b"cmap"])
    # the last advance is that of all glyphs that follow
    return {code: widths[min(glyph, count - 1)] / units for code, glyph in glyphs.items()}


def characters(table: bytes) -> dict[int, int]:
    """Read which glyph shows a character, from the table of Unicode's first plane."""
    (count,) = struct.unpack_from(">H", table, 2)
    starts = [struct.unpack_from(">I", table, 8 + 8 * n)[0] for n in range(count)]
    start = next(one for one in starts if struct.unpack_from(">H", table, one)[0] == 4)
    double = struct.unpack_from(">H", table, start + 6)[0]
    segments = double // 2

    def column(number: int, kind: str) -> tuple[int, ...]:
        # a spare number stands between the first column and the second
        at = start + 14 + number * double + (2 if number else 0)
        found: tuple[int, ...] = struct.unpack_from(f">{segments}{kind}", table, at)
        return found

    ends, begins, deltas, offsets = (
        column(number, kind) for number, kind in enumerate(("H", "H", "h", "H"))
    )
    first = start + 16 + 3 * double
    found: dict[int, int] = {}
    for n in range(segments):
        for code in range(begins[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                at = first + 2 * n + offsets[n] + 2 * (code - begins[n])
                (glyph,) = struct.unpack_from(">H", table, at)
            found[code] = (glyph + deltas[n]) % 0x10000 if glyph else 0
    return {code: glyph for code, glyph in found.items() if glyph}
