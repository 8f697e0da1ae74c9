"""Who may be rewarded: what reporters declare, what handlers find, and who was first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.rewards.rules.stages import Stage


class Side(StrEnum):
    """Who answered a question."""

    REPORTER = "reporter"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True)
class Standing:
    """One report of a matter, as far as the order of rewards is concerned."""

    reference: str
    received_at: datetime
    order: int
    stage: Stage


# A report refused, or rewarded by fraud and recovered, stands in nobody's way.
OUT_OF_THE_WAY = frozenset({Stage.INELIGIBLE, Stage.RECOVERED})
# Not decided yet: a later report of the same matter does not bar this one.
UNDECIDED = frozenset({Stage.OPENED, Stage.CONTESTED})


def who_bars(own: Standing, others: Iterable[Standing]) -> Standing | None:
    """Return the report of the same matter because of which this one earns nothing, or None.

    Of separate reports of one violation the first in time is rewarded (Art. 10), and one violation
    is rewarded once within a family of schemes (D2): so an earlier report bars a later one while
    it is not refused, and any other that a reward was proposed for bars it as well.
    """
    for other in sorted(others, key=lambda row: (row.received_at, row.order)):
        if other.stage in OUT_OF_THE_WAY:
            continue
        is_earlier = (other.received_at, other.order) < (own.received_at, own.order)
        if is_earlier or other.stage not in UNDECIDED:
            return other
    return None
