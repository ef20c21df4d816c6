"""What the tests of the charts share."""

import pytest

from servicestrade.charts import compose
from tests.charts.examples import EXAMPLES, FIGURE


@pytest.fixture(params=sorted(EXAMPLES))
def example(request: pytest.FixtureRequest) -> str:
    """Give the name of each example in turn."""
    return str(request.param)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every figure id be known, under one head."""
    monkeypatch.setattr(compose, "registered", lambda figure: FIGURE)
