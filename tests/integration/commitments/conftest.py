"""Every figure is looked at on the same day."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def autumn() -> Iterator[None]:
    """Stand in November 2026."""
    with time_machine.travel("2026-11-20 12:00 +08:00"):
        yield
