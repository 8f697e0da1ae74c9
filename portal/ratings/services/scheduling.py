"""When a grade comes into force: on its day, without anyone acting. Callers commit.

A decided grade waits as scheduled, and what it takes the place of already knows its last day. From
its first day on every reading of the day's grades has it; ``settle_ratings`` writes the stage
afterwards, for the desk and the index of grades in force.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.ratings import queries
from portal.ratings.models import Rating
from portal.ratings.rules import Stage
from portal.ratings.services.moves import move, note_change
from portal.ratings.words import REFUSALS

SHOWN_MEANWHILE = "ratings.show_during_objection"
ONE_DAY = timedelta(days=1)


def first_day_shown(rating: Rating) -> date | None:
    """Return the first day on which a grade may show: after the time to object (B3).

    Where the place's policy shows grades during that time, the day of the notice. None where
    nobody has said until when the enterprise may object.
    """
    if current_place().parameters.flag(SHOWN_MEANWHILE, clock.today()) and rating.notified_on:
        return rating.notified_on
    return None if rating.objection_until is None else rating.objection_until + ONE_DAY


def schedule(rating: Rating, *, earliest: date | None = None, is_contestable: bool = True) -> None:
    """Let a grade in its time to object come into force on its day, today at once (B1, B3).

    ``earliest`` moves that day on; a grade that is not ``is_contestable`` was decided upon an
    objection and waits for none. Raises Refused where no day can be told, or where a grade already
    holds from that day or later.
    """
    opens_on = first_day_shown(rating) if is_contestable else rating.effective_on
    if opens_on is None:
        raise Refused(REFUSALS["window_open"] % {"name": rating.enterprise.name})
    # Two people may publish for one enterprise at once: the second waits for the first.
    db.session.get(Enterprise, rating.enterprise_id, with_for_update=True)
    standing, waiting = queries.running_beside(rating)
    today = clock.today()
    # One whose time is over keeps its day, also one before today; any other begins after it.
    waits_until = opens_on if opens_on > today else rating.effective_on
    rating.effective_on = max(rating.effective_on, earliest or rating.effective_on, waits_until)
    if waiting is not None and waiting.effective_on <= today:
        _begin(waiting, standing)
        standing, waiting = waiting, None
    _check_period(rating, standing, waiting)
    _end_before(standing, rating)
    move(rating, Stage.SCHEDULED)
    db.session.flush()
    if rating.effective_on <= today:
        _begin(rating, standing)


def hold_back(rating: Rating) -> bool:
    """Take a grade whose day has not come back into its time to object; whether it was scheduled.

    What it would have taken the place of goes on.
    """
    if rating.stage is not Stage.SCHEDULED:
        return False
    if rating.effective_on <= clock.today():
        _settle([rating])
        return False
    free_predecessor(rating)
    move(rating, Stage.CONTESTABLE)
    db.session.flush()
    return True


def settle_ripe(rating: Rating) -> None:
    """Write down what the days have changed for this enterprise and scheme."""
    _settle(queries.list_ripe(clock.today(), like=rating))


def free_predecessor(rating: Rating) -> None:
    """Let the grade that a scheduled one would have ended go on."""
    standing = queries.find_standing(rating)
    if standing is not None and standing.ended_on == rating.effective_on - ONE_DAY:
        standing.ended_on = None


def settle_ratings(*, by: Actor) -> int:
    """Write down what the days have changed: begun, replaced, expired; return how many.

    Pages knew it already: they read the days, not the stage.
    """
    begun = queries.list_ripe(clock.today())
    _settle(begun)
    if begun:
        note_change("rating.begun", begun, by)
    return len(begun) + expire_ratings(by=by)


def expire_ratings(*, by: Actor) -> int:
    """Mark what is past its last day as expired, and return how many; pages knew it already."""
    due = queries.list_due(clock.today())
    for rating in due:
        move(rating, Stage.EXPIRED)
    if due:
        note_change("rating.expired", due, by)
    return len(due)


def _settle(ripe: Sequence[Rating]) -> None:
    for rating in ripe:
        _begin(rating, queries.find_standing(rating))


def _begin(rating: Rating, standing: Rating | None) -> None:
    if standing is not None:
        is_replaced = standing.ended_on is not None
        move(standing, Stage.REPLACED if is_replaced else Stage.EXPIRED)
        db.session.flush()  # B1 is also the database's: one leaves before the other comes
    move(rating, Stage.IN_FORCE)
    rating.enterprise.changed_at = clock.now()
    db.session.flush()


def _check_period(rating: Rating, standing: Rating | None, waiting: Rating | None) -> None:
    if rating.expires_on is not None and rating.expires_on < rating.effective_on:
        raise Refused(REFUSALS["end_before_start"], field="expires_on")
    if standing is not None and standing.effective_on >= rating.effective_on:
        reason = REFUSALS["overlaps"] % {"name": rating.enterprise.name}
        raise Refused(reason, field="effective_on")
    if waiting is not None:
        reason = REFUSALS["scheduled"] % {"name": rating.enterprise.name}
        raise Refused(reason, field="effective_on")


def _end_before(standing: Rating | None, successor: Rating) -> None:
    if standing is None:
        return
    last = successor.effective_on - ONE_DAY
    if standing.expires_on is None or standing.expires_on > last:
        standing.ended_on = last
