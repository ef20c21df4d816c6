"""The fonts that the site brings along hold what its pages say, and measure the same everywhere."""

import base64
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from servicestrade.charts.theme import FACE, FONT
from servicestrade.site.theme import DRAWING_FONTS, FOLDER, FONTS

FACES = ("regular", "semibold", "italic")
LIMIT = 13 * 1024  # bytes of one weight, as sent
EAST_ASIAN = "WFA"


def face(name: str, form: str = "woff2") -> Path:
    folder = FONTS if form == "woff2" else DRAWING_FONTS
    return folder / f"servicestrade-sans-{name}.{form}"


def advances(font: TTFont) -> dict[int, int]:
    """Return the width of each character, in units of the em."""
    widths = font["hmtx"]
    return {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}


def said(root: Path) -> set[str]:
    """Collect the characters that a reader can meet, Chinese ones aside."""
    files = [
        *root.glob("*.ipynb"),
        *root.glob("chapters/**/*.ipynb"),
        *root.glob("data/*.yml"),
        *root.glob("data/**/*.csv"),
        *root.glob("servicestrade/site/**/*.py"),
        *FOLDER.glob("*.html"),
    ]
    assert len(files) > 60
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    return {one for one in text if one.isprintable() and not _is_chinese(one)}


def _is_chinese(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@pytest.mark.parametrize("name", FACES)
def test_every_character_has_a_glyph(root: Path, name: str) -> None:
    font = TTFont(face(name))
    known = font.getBestCmap()
    missing = sorted(one for one in said(root) if ord(one) not in known and one not in " ")
    assert not missing, f"add to LATIN in assets/vendor/faces.py: {missing}"
    outlines = font["glyf"]
    empty = [
        chr(code)
        for code, glyph in known.items()
        if not outlines[glyph].numberOfContours and not chr(code).isspace() and code != 0xAD
    ]
    assert not empty


@pytest.mark.parametrize("name", FACES)
def test_figures_are_tabular(name: str) -> None:
    """All digits are as wide, so that columns of numbers align without a feature."""
    widths = advances(TTFont(face(name)))
    assert len({widths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("name", FACES[:2])
def test_charts_are_measured_with_what_readers_get(name: str) -> None:
    """What draws the charts and what browsers read have the same characters and widths."""
    drawn, read = (TTFont(face(name, form)) for form in ("ttf", "woff2"))
    assert advances(drawn) == advances(read)
    assert drawn["head"].unitsPerEm == read["head"].unitsPerEm


@pytest.mark.parametrize("name", FACES)
def test_a_weight_is_light(name: str) -> None:
    assert 8 * 1024 < face(name).stat().st_size < LIMIT


@pytest.mark.parametrize("name", FACES)
def test_names_keep_to_the_licence(name: str) -> None:
    """The original's reserved name is not used; its copyright and licence are told."""
    names = TTFont(face(name))["name"]
    told = {entry.nameID: entry.toUnicode() for entry in names.names}
    assert told[1] == FACE
    assert "Adobe" in told[0]
    assert "SIL Open Font License" in told[13]
    assert not [key for key, text in told.items() if "Source" in text and key not in (0, 13, 14)]


def test_latin_faces_stand_before_chinese_ones() -> None:
    """A Chinese face would set English apostrophes as wide as a character."""
    families = [name.strip().strip("'") for name in FONT.split(",")]
    assert families[:2] == [FACE, f"{FACE} Fallback"]
    assert families.index("sans-serif") < families.index("Noto Sans SC")
    styles = (FOLDER / "styles" / "measures.css").read_text(encoding="utf-8")
    (sans,) = re.findall(r"--sans:\s+([^;]+);", styles)
    assert sans.index("sans-serif") < sans.index("PingFang SC")


def test_the_fallback_is_as_wide(root: Path) -> None:
    """With the one other face that is at hand here, the words of the charts take no more room."""
    styles = (FOLDER / "styles" / "faces.css").read_text(encoding="utf-8")
    for name, local in (("regular", "DejaVuSans"), ("semibold", "DejaVuSans-Bold")):
        spoken = re.escape(local.replace("DejaVuSans", "DejaVu Sans").replace("-", " "))
        (percent,) = re.findall(
            rf'src: local\("{spoken}"\);[^}}]*size-adjust: ([\d.]+)%', styles, flags=re.DOTALL
        )
        other = TTFont(root / "tests" / "browser" / "vendor" / f"{local}.ttf")
        wide, own = advances(other), advances(TTFont(face(name, "ttf")))
        scale = float(percent) / 100 * 1000 / other["head"].unitsPerEm
        labels = [words for words in chart_words(root) if len(words) > 12]
        assert len(labels) > 300
        ratios = sorted(
            scale * sum(wide[ord(one)] for one in words) / sum(own[ord(one)] for one in words)
            for words in labels
            if all(ord(one) in wide and ord(one) in own for one in words)
        )
        assert len(ratios) > 250
        assert ratios[len(ratios) // 2] == pytest.approx(0.98, abs=0.03)
        assert ratios[-1] < 1.06


def chart_words(root: Path) -> set[str]:
    """Collect the English texts of all charts."""
    found: set[str] = set()
    for path in root.glob("chapters/**/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                spec = output.get("data", {}).get("application/vnd.vegalite.v5+json")
                if spec:
                    found |= {
                        line for text in spec["usermeta"]["texts"] for line in text.split("\n")
                    }
    return found


def test_a_downloaded_picture_brings_its_face(built: Path) -> None:
    """Each SVG holds the weights that it uses, whole, and asks for nothing."""
    pictures = sorted(built.glob("figures/*.svg"))
    assert len(pictures) > 70
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        held = dict(
            re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", text)
        )
        assert held.keys() == {"400", *re.findall(r'font-weight="(\d+)"', text)}, picture.name
        for content in held.values():
            font = TTFont(io.BytesIO(base64.b64decode(content)))
            assert font["name"].getDebugName(1) == FACE
        assert f"font-family=\"'{FACE}'" in text or f'font-family="&quot;{FACE}' in text
