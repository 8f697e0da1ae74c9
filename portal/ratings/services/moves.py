"""What every step of a grade's life has in common: the table of moves, and the line about it."""

from collections.abc import Sequence

from portal.kernel import audit
from portal.kernel.audit import Actor
from portal.kernel.db import hold
from portal.ratings.models import Rating
from portal.ratings.rules import RATING_LIFECYCLE, Stage


def move(rating: Rating, wanted: Stage) -> None:
    """Take a grade to its next stage, as it stands now; raises MoveRefused."""
    hold(rating, "stage")
    RATING_LIFECYCLE.check(rating.stage, wanted)
    rating.stage = wanted


def note_change(
    action: str, ratings: Sequence[Rating], by: Actor, before: Stage | None = None
) -> None:
    """Write one audit line about one grade, or about many that were changed at once."""
    first = ratings[0]
    rows = (
        f"{rating.reference} {rating.stage} {rating.level} {rating.effective_on}"
        for rating in ratings
    )
    after = (
        {"stage": first.stage, "level": first.level, "scheme": first.scheme}
        if len(ratings) == 1
        else {"count": len(ratings), "digest": audit.digest_of_rows(rows)}
    )
    subject = f"rating:{first.reference}" if len(ratings) == 1 else "rating:many"
    was = None if before is None else {"stage": before}
    audit.record(action, subject=subject, by=by, before=was, after=after)
