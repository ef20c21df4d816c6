"""Make the fonts that this project ships from those that their makers publish.

Pages, charts and downloads are set in one face, Source Sans 3 less what they don't need. "Source"
is a reserved font name, so what was changed bears another. The tests bring a plain Latin font of
their own, to see the pages as a machine without that face shows them.
"""

from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# What the book says, with the letters of Western European names; a test says what is missing.
LATIN = "".join(map(chr, range(0x20, 0x7F))) + (
    "\u00a0\u00a3\u00a5\u00a7\u00a9\u00ad\u00b0\u00b1\u00b2\u00b3\u00b7\u00b9\u00bd\u00d7\u00f7"
    "ÄÅÉÖØÜàáâãäåæçèéêëìíîïñòóôõöøùúûüýŁłńź"
    "\u2002\u2009\u200a\u202f\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
    "\u2030\u2039\u203a\u20ac\u2190\u2191\u2192\u2193\u2212\u2248\u2260\u2264\u2265"
)
FOLDERS = {
    "woff2": "servicestrade/site/theme/static/fonts",
    "ttf": "servicestrade/site/theme/drawing-fonts",
}
FEATURES = ["ccmp", "kern", "locl"]  # figures are tabular and lining without a feature
COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT = range(7)
LICENCE, LICENCE_ADDRESS = 13, 14


@dataclass(frozen=True)
class Face:
    """A font to make.

    Attributes
    ----------
    package, source : str
        The npm package that publishes the original, and its path there.
    family, style : str
        What the font made from it is called.
    targets : tuple of str
        Where it stands here; the ending says in which form.
    """

    package: str
    source: str
    family: str
    style: str
    targets: tuple[str, ...]


def _ours(source: str, style: str, *, forms: tuple[str, ...] = ("woff2", "ttf")) -> Face:
    targets = tuple(f"{FOLDERS[form]}/servicestrade-sans-{style.lower()}.{form}" for form in forms)
    return Face("source-sans", f"TTF/{source}.ttf", "Servicestrade Sans", style, targets)


FACES = (
    # browsers read WOFF2; the tool that draws the charts needs TrueType, and no italics
    _ours("SourceSans3-Regular", "Regular"),
    _ours("SourceSans3-Semibold", "Semibold"),
    _ours("SourceSans3-It", "Italic", forms=("woff2",)),
    *(
        Face(
            "dejavu-fonts-ttf",
            f"ttf/{source}.ttf",
            "DejaVu Sans",
            style,
            (f"tests/browser/vendor/{source}.ttf",),
        )
        for source, style in (("DejaVuSans", "Book"), ("DejaVuSans-Bold", "Bold"))
    ),
)


def make(original: Path, face: Face, root: Path) -> tuple[str, ...]:
    """Write a font in each of its forms, the same bytes every time, and return the targets."""
    options = subset.Options(
        layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=["*"]
    )
    options.drop_tables += ["FFTM"]  # the clock of the tool that DejaVu is made with
    # a clock's time in the file would make each run's bytes its own
    with TTFont(original, recalcTimestamp=False) as font:
        cut = subset.Subsetter(options)
        cut.populate(text=LATIN)
        cut.subset(font)
        _name(font, face)
        for target in face.targets:
            (root / target).parent.mkdir(parents=True, exist_ok=True)
            font.flavor = "woff2" if target.endswith("woff2") else None
            font.save(root / target)
    return face.targets


def _name(font: TTFont, face: Face) -> None:
    """Give a font its names; of the original's own, copyright and licence stay."""
    names = font["name"]
    kept = (COPYRIGHT, VERSION, LICENCE, LICENCE_ADDRESS)
    names.names = [entry for entry in names.names if entry.nameID in kept]
    full = f"{face.family} {face.style}"
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    # a system knows DejaVu's regular face by the name of its family alone
    full = face.family if face.style == "Book" else full
    said = {FAMILY: face.family, STYLE: face.style, FULL: full, POSTSCRIPT: postscript}
    for key, text in {**said, UNIQUE: postscript}.items():
        names.setName(text, key, 3, 1, 0x409)
