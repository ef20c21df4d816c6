"""Draw charts: the pictures in pages, their interactive versions and the downloads.

A specification is compiled to Vega once for each layout, and the SVG is drawn from that, so that
the interactive chart looks like the picture that it replaces. Results are cached by what they were
made from.
"""

import base64
import hashlib
import json
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import vl_convert
from sphinx.application import Sphinx

from servicestrade.charts import drawing as compiling
from servicestrade.charts.drawing import VEGA_LITE, vega_json
from servicestrade.charts.layout import for_download, for_page
from servicestrade.charts.svg import minify
from servicestrade.charts.theme import FACE, with_variables
from servicestrade.site.cache import Cache
from servicestrade.site.text.strings import Language, language_of
from servicestrade.site.theme import DRAWING_FONTS, FONTS

Width = Literal["wide", "narrow"]
WIDTHS: tuple[Width, ...] = ("wide", "narrow")
Specification = dict[str, Any]

_PNG_SCALE = 2.0
_FACES = {"400": "servicestrade-sans-regular.woff2", "600": "servicestrade-sans-semibold.woff2"}
"""The font file that browsers read, for each weight of the charts' font."""


class ChartDrawer:
    """Draws the charts of one build.

    Parameters
    ----------
    folder : Path
        The cache's folder.
    language : {"en", "zh"}
        The language of the words in the charts.
    """

    def __init__(self, folder: Path, language: Language) -> None:
        self.cache = Cache(folder)
        self.language = language
        self.tool = " ".join(
            [
                f"vl-convert {version('vl-convert-python')}, Vega-Lite {VEGA_LITE}",
                _file_state(Path(compiling.__file__)),
                *_loaded(),
            ]
        )

    def inline(self, specification: Specification, width: Width, name: str, alt: str) -> str:
        """Return the SVG that stands in a page, its colours as variables of the page's theme."""
        vega = self._vega(for_page(specification, self.language, width))
        return with_variables(minify(self._svg(vega), f"{name}-{width}", alt))

    def interactive(self, specification: Specification, width: Width) -> str:
        """Return the Vega specification, as JSON, that a script draws in place of the SVG."""
        return with_variables(self._vega(for_page(specification, self.language, width)))

    def picture(self, specification: Specification, name: str) -> str:
        """Return the SVG to download: with title, source and font, and with fixed colours."""
        drawn = self._complete(specification, name)
        weights = {"400", *re.findall(r'font-weight="(\d+)"', drawn)}
        style = "".join(map(self._face, sorted(weights)))
        root, _, rest = drawn.partition(">")
        return f"{root}><style>{style}</style>{rest}"

    def bitmap(self, specification: Specification, name: str) -> bytes:
        """Return the same picture as PNG, at twice its size."""
        svg = self._complete(specification, name)

        def make() -> bytes:
            return vl_convert.svg_to_png(svg, scale=_PNG_SCALE)

        return self.cache.get("png", [self.tool, str(_PNG_SCALE), svg], make)

    def _complete(self, specification: Specification, name: str) -> str:
        """Draw the picture to download."""
        complete = for_download(specification, self.language)
        return minify(self._svg(self._vega(complete)), name, complete["description"])

    def _face(self, weight: str) -> str:
        """Return the style rule that embeds one weight of the charts' font."""
        content = base64.b64encode((FONTS / _FACES[weight]).read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{content})"
        return f'@font-face{{font-family:"{FACE}";font-weight:{weight};src:{source}}}'

    def _vega(self, specification: Specification) -> str:
        """Compile Vega-Lite to Vega of a fixed size."""
        text = json.dumps(specification, ensure_ascii=False, sort_keys=True)

        def make() -> bytes:
            return vega_json(specification).encode()

        return self.cache.get("vg.json", [self.tool, text], make).decode()

    def _svg(self, vega: str) -> str:
        """Draw Vega; a chart contains its data, so nothing may be loaded."""

        def make() -> bytes:
            return vl_convert.vega_to_svg(vega, allowed_base_urls=[]).encode()

        return self.cache.get("svg", [self.tool, vega], make).decode()


@cache
def _loaded() -> list[str]:
    """Register the site's fonts, to measure text alike on every machine; return their states."""
    files = sorted(DRAWING_FONTS.glob("*.ttf"))
    vl_convert.register_font_directory(str(DRAWING_FONTS))
    return [_file_state(file) for file in files]


def _file_state(file: Path) -> str:
    """Return the name and hash of a file on which cached results depend."""
    return f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def chart_drawer(app: Sphinx) -> ChartDrawer:
    """Return what draws the charts of a build; its cache lies beside the doctrees."""
    folder = Path(app.doctreedir).parent / ".cache"
    return ChartDrawer(folder, language_of(app.config.language))
