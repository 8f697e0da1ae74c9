"""The shelf of cards is left out: to index some hundred of them takes each test a second."""

import pytest

from portal.search import shelves


@pytest.fixture(autouse=True)
def _without_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the shelves that are filled from the database."""
    few = tuple(shelf for shelf in shelves.SHELVES if shelf.kind != "card")
    monkeypatch.setattr(shelves, "SHELVES", few)
