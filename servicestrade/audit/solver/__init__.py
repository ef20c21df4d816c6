"""What could be wrong where rules fail, by linear and integer programmes (scipy)."""

from servicestrade.files.errors import require

require("scipy", "Looking for what could be wrong where rules fail")
