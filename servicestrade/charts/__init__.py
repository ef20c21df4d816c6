"""Charts of the edition: a function a kind, each taking the tidy frame of points.

Importing this package makes Altair emit what every notebook interface of the book can draw.
A kind takes ``data`` and the id of a ``figure`` and returns an ordinary Altair chart:

- `trend`: values over the years, growth or share in an aligned panel below
- `slope`: the two or three years that series have, with all values written
- `bars`: ranked bars with the year before and the growth; of one series, a bar a year
- `twosided`: exports to the left and imports to the right of each item
- `structure`: the parts of a whole as bars of 100 per cent
- `dotrange`: two flows or years of each item as dots on one scale
- `panels`: a small panel a series, all on one scale
"""

from servicestrade.charts.bars import bars
from servicestrade.charts.display import enable
from servicestrade.charts.dotrange import dotrange
from servicestrade.charts.panels import panels
from servicestrade.charts.slope import slope
from servicestrade.charts.structure import structure
from servicestrade.charts.trend import trend
from servicestrade.charts.twosided import twosided

__all__ = ["bars", "dotrange", "panels", "slope", "structure", "trend", "twosided"]

enable()
