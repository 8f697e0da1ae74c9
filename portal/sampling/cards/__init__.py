"""Explanation cards: what a failing item is, why it has a limit, what it means for a reader.

For everybody who reads a result and is no chemist. *Card*: one thing that is tested for, in plain
words, with the standard that limits it. *Hazard*: the class a card belongs to, such as 农药残留.
No card states a limit: that comes from the result itself. No card makes a medical promise.
"""

from portal.sampling.cards.book import (
    Card,
    Hazard,
    Standard,
    find_card,
    get_card,
    list_cards,
    list_hazards,
)
from portal.sampling.cards.spelling import key_of, keys_of

__all__ = [
    "Card",
    "Hazard",
    "Standard",
    "find_card",
    "get_card",
    "key_of",
    "keys_of",
    "list_cards",
    "list_hazards",
]
