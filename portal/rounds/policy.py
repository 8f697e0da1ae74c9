"""What the place's parameters say about rounds."""

from collections.abc import Mapping

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Text

CATEGORIES = "sampling.food_categories"
CHOICES, PROPOSALS = "members.vote_choices", "members.vote_proposals"


def kinds() -> Mapping[str, Text]:
    """Return the kinds of products that may be proposed: the place's food categories."""
    items = current_place().parameters.items(CATEGORIES, clock.today())
    return {item.code: item.label for item in items}


def choices() -> int:
    """Return how many proposals one ballot may be for; one where the place has set nothing."""
    return current_place().parameters.whole(CHOICES, clock.today()) or 1


def proposals() -> int:
    """Return how many proposals one person may make; one where the place has set nothing."""
    return current_place().parameters.whole(PROPOSALS, clock.today()) or 1
