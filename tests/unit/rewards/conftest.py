"""What the tests of schemes share."""

from pathlib import Path

import pytest

from tests.unit.rewards.folder import fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of schemes that a test may spoil."""
    return fill(tmp_path / "place")
