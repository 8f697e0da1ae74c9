"""What comes with the program is left out: to index it takes each test a second."""

import pytest

from portal.search import shelves


@pytest.fixture(autouse=True)
def _filled_from_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the shelves that are filled from the database."""
    few = tuple(shelf for shelf in shelves.SHELVES if shelf.model is not None)
    monkeypatch.setattr(shelves, "SHELVES", few)
