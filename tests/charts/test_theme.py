"""The colours can be read, and told apart by every eye, on light and on dark pages."""

import math
import re
from itertools import combinations

import pytest

from servicestrade.charts import theme

LIGHT, DARK = 0, 1
TEXT, GRAPHIC = 4.5, 3.0
APART = 10.0  # in OKLab times 100; about 2 is just noticeable
NOT_FOR_TEXT = {"paper", "grid"}
FAINT = 1.2  # lines to read values by: seen, but behind what they serve

# Machado, Oliveira and Fernandes (2009), full severity
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(one: str, two: str) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    low, high = sorted(
        sum(w * part for w, part in zip(weights, linear(c), strict=True)) for c in (one, two)
    )
    return (high + 0.05) / (low + 0.05)


def oklab(colour: str, blindness: str) -> tuple[float, float, float]:
    seen = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(line, linear(colour), strict=True))))
        for line in BLINDNESS[blindness]
    ]
    r, g, b = seen
    l_, m, s = (
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    )
    return (
        0.2104542553 * l_ + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l_ - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l_ + 0.7827717662 * m - 0.8086757660 * s,
    )


def test_contrast_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("name", sorted(theme.PALETTE))
def test_colours_stand_out_from_the_page(name: str, mode: int) -> None:
    seen = contrast(theme.PALETTE[name][mode], theme.PALETTE["paper"][mode])
    if name.startswith("pale"):
        assert seen >= GRAPHIC
    elif name == "grid":
        assert FAINT <= seen < GRAPHIC
    elif name not in NOT_FOR_TEXT:
        assert seen >= TEXT


@pytest.mark.parametrize("blindness", sorted(BLINDNESS))
@pytest.mark.parametrize("mode", [LIGHT, DARK])
@pytest.mark.parametrize("name", sorted(theme.SETS))
def test_neighbours_can_be_told_apart(name: str, mode: int, blindness: str) -> None:
    seen = {colour: oklab(theme.PALETTE[colour][mode], blindness) for colour in theme.SETS[name]}
    for one, two in combinations(seen, 2):
        assert 100 * math.dist(seen[one], seen[two]) >= APART, (one, two)


def test_light_values_stand_for_one_name_each() -> None:
    lights = [light for light, _ in theme.PALETTE.values()]
    assert len(set(lights)) == len(lights)
    assert all(re.fullmatch("#[0-9a-f]{6}", c) for both in theme.PALETTE.values() for c in both)


def test_style_sheet_holds_every_colour_for_light_and_dark() -> None:
    plain, both, forced = re.split(r"@supports|@media", theme.css())
    for name, (light, dark) in theme.PALETTE.items():
        assert plain.count(f"  --chart-{name}: {light};\n") == 1
        assert both.count(f"  --chart-{name}: light-dark({light}, {dark});\n") == 1
    assert re.findall(r"--chart-([\w-]+): ", forced) == list(theme.FORCED)
    assert theme.FORCED.keys() < theme.PALETTE.keys()


def test_codes_keep_their_colours() -> None:
    assert theme.colour_name(["exports"]) == "exports"
    assert theme.colour_name(["x-central-west"]) == "central"
    assert theme.colour_name(["CN"]) is None
    assert theme.colour_name(["delivery:offshore outsourcing:KPO-design"]) == "kpo"


def test_text_beside_pale_marks_can_be_read() -> None:
    for name in theme.PALETTE:
        if name.startswith("pale"):
            assert contrast(theme.text_hex(name), theme.hex_of("paper")) >= TEXT
