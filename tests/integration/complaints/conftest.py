"""Periods of retention, as a place may set them."""

from datetime import date

import pytest

from portal.complaints.rules.retention import PERIODS
from portal.places.rules import Parameters
from tests.integration.complaints.ageing import MONTHS


@pytest.fixture
def periods(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the place have set every period: six months."""
    usual = Parameters.whole

    def whole(self: Parameters, key: str, on: date) -> int | None:
        return MONTHS if key in PERIODS.values() else usual(self, key, on)

    monkeypatch.setattr(Parameters, "whole", whole)
