"""How a case came to be told, beside its track: by which door, and what that door asks."""

from enum import StrEnum


class Door(StrEnum):
    """Which door it came through; each asks its own few facts."""

    USUAL = "usual"
    RIDER = "rider"
    ILLNESS = "illness"
    REACTION = "reaction"
    SELF_TEST = "self_test"


class Seal(StrEnum):
    """How the seal of a takeaway was found (外卖封签)."""

    NONE = "absent"
    BROKEN = "broken"
    INTACT = "intact"


URGENT_DOORS = frozenset({Door.ILLNESS})
