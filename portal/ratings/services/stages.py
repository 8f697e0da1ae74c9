"""The steps of a grade's life that people take, two of them at least. Callers commit."""

from collections.abc import Sequence
from datetime import date

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.ratings.models import Rating
from portal.ratings.objections import queries as objections
from portal.ratings.rules import RATING_LIFECYCLE, Stage
from portal.ratings.services import scheduling
from portal.ratings.services.moves import move, note_change
from portal.ratings.services.proposing import LONGEST_LINE, check_notice, objection_ends
from portal.ratings.words import REFUSALS


def review_ratings(ratings: Sequence[Rating], *, by: Actor) -> None:
    """Pass proposals; where the notice to the enterprise is recorded, its window opens at once.

    Raises Refused where somebody would check their own work.
    """
    _check_second_person(ratings, by)
    for rating in ratings:
        move(rating, Stage.REVIEWED)
        rating.reviewed_by, rating.reviewed_at = by.name, clock.now()
        if rating.notified_on is not None:
            _open_window(rating)
    note_change("rating.reviewed", ratings, by)


def record_notice(
    ratings: Sequence[Rating], *, notified_on: date, by: Actor, objection_until: date | None = None
) -> None:
    """Record that the enterprises were told, and open the time to object.

    Its last day is counted by the place's rule where that is set, else it must be given.
    """
    until = objection_until or objection_ends(notified_on)
    if until is None:
        raise Refused(REFUSALS["window_unset"], field="objection_until")
    check_notice(notified_on, until)
    for rating in ratings:
        _open_window(rating)
        rating.notified_on, rating.objection_until = notified_on, until
    note_change("rating.notified", ratings, by)


def publish_ratings(ratings: Sequence[Rating], *, by: Actor) -> None:
    """Decide that grades come into force, each on its day; the one before ends the day before.

    A grade whose time to object is over begins at once, any other when it is over, without anyone
    acting again (B1, B3). Raises Refused where an objection is pending, where somebody would
    publish their own work, or where a grade already holds from that day or later.
    """
    _check_second_person(ratings, by)
    with db.session.begin_nested():
        for rating in ratings:
            _publish(rating, by)
    note_change("rating.published", ratings, by)


def suspend_rating(rating: Rating, *, reason: str, by: Actor) -> None:
    """Take a grade off the pages because a fact behind it is wrong; the reason is required."""
    written = enterprise_rules.plain(reason)[:LONGEST_LINE]
    if not written:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    before = rating.stage
    if before is Stage.SCHEDULED:
        scheduling.free_predecessor(rating)
    move(rating, Stage.SUSPENDED)
    rating.suspension_reason = written
    note_change("rating.suspended", [rating], by, before=before)


def resume_rating(rating: Rating, *, by: Actor) -> None:
    """Propose a suspended grade anew, after its facts were put right; it goes the whole way."""
    move(rating, Stage.PROPOSED)
    rating.proposed_by, rating.proposed_at = by.name, clock.now()
    rating.notified_on = rating.objection_until = None
    rating.published_by = rating.published_at = rating.ended_on = None
    note_change("rating.resumed", [rating], by, before=Stage.SUSPENDED)


def _publish(rating: Rating, by: Actor) -> None:
    # An objection that is lodged now comes before, or takes the grade back (B3).
    db.session.get(Enterprise, rating.enterprise_id, with_for_update=True)
    hold(rating, "stage")
    RATING_LIFECYCLE.check(rating.stage, Stage.SCHEDULED)
    if objections.find_pending(rating.reference) is not None:
        raise Refused(REFUSALS["objection_pending"] % {"name": rating.enterprise.name})
    scheduling.schedule(rating)
    rating.published_by, rating.published_at = by.name, clock.now()
    rating.enterprise.changed_at = clock.now()
    db.session.flush()


def _check_second_person(ratings: Sequence[Rating], by: Actor) -> None:
    if not ratings:
        raise Refused(REFUSALS["nothing_chosen"])
    if any(rating.proposed_by == by.name for rating in ratings):
        raise Refused(REFUSALS["own_work"])


def _open_window(rating: Rating) -> None:
    move(rating, Stage.NOTIFIED)
    move(rating, Stage.CONTESTABLE)
