"""The life of a grade is a table, and every cell of it is as capabilities.md B says."""

from itertools import product

import pytest

from portal.kernel.lifecycle import MoveRefused
from portal.ratings.rules import RATING_LIFECYCLE, Stage

ALLOWED = {
    (Stage.PROPOSED, Stage.REVIEWED),
    (Stage.REVIEWED, Stage.NOTIFIED),
    (Stage.NOTIFIED, Stage.CONTESTABLE),
    (Stage.CONTESTABLE, Stage.SCHEDULED),
    (Stage.CONTESTABLE, Stage.ANNULLED),
    (Stage.SCHEDULED, Stage.IN_FORCE),
    (Stage.SCHEDULED, Stage.CONTESTABLE),
    (Stage.IN_FORCE, Stage.EXPIRED),
    (Stage.IN_FORCE, Stage.REPLACED),
    (Stage.SUSPENDED, Stage.PROPOSED),
    *((stage, Stage.SUSPENDED) for stage in list(Stage)[:6]),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(Stage, Stage)))
def test_only_the_listed_moves_are_possible(current: Stage, wanted: Stage) -> None:
    if (current, wanted) in ALLOWED:
        RATING_LIFECYCLE.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            RATING_LIFECYCLE.check(current, wanted)


def test_what_expired_or_was_replaced_stays_so() -> None:
    final = {stage for stage in Stage if RATING_LIFECYCLE.is_final(stage)}
    assert final == {Stage.EXPIRED, Stage.REPLACED, Stage.ANNULLED}
