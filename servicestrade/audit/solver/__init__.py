"""Find what could be wrong when rules fail, by linear and integer programming with scipy."""

from servicestrade.files.errors import require

require("scipy", "Looking for what could be wrong where rules fail")
