"""What can be done to ratings. Callers commit."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.places.rules import due_on
from portal.ratings import queries
from portal.ratings.models import Rating, RatingImport
from portal.ratings.rules import (
    HUNDREDTHS,
    RATING_LIFECYCLE,
    Factor,
    Origin,
    Scheme,
    Stage,
    is_open_to_objection,
    overdrawn_part,
    total_of,
)
from portal.ratings.words import REFUSALS

OBJECTION_WINDOW = "ratings.objection_days"
LONGEST_TEXT, LONGEST_LINE = 2000, 300
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes: a level, with the facts and the document behind it."""

    scheme: Scheme
    level: str
    effective_on: date
    score: Decimal | None = None
    factors: tuple[Factor, ...] = field(default=())
    basis: str = ""
    document: str = ""
    adjustment: str = ""
    expires_on: date | None = None
    notified_on: date | None = None
    objection_until: date | None = None
    origin: Origin = Origin.IMPORTED


def propose_rating(
    enterprise: Enterprise,
    proposal: Proposal,
    *,
    by: Actor,
    brought_by: RatingImport | None = None,
) -> Rating:
    """Propose a grade; it shows nowhere until a second person has checked and published it.

    Raises Refused with the field: a level that is not the scheme's, a score outside it or of
    another level (without a reason for the adjustment), factors that do not add up, a period
    that ends before it starts, no basis.
    """
    check_proposal(enterprise, proposal)
    rating = _rating_of(enterprise, proposal, by)
    rating.import_id = brought_by.id if brought_by else None
    db.session.add(rating)
    db.session.flush()
    if brought_by is None:
        _note("rating.proposed", [rating], by)
    return rating


def check_proposal(enterprise: Enterprise, proposal: Proposal) -> None:
    """Refuse a proposal that contradicts its scheme or itself; the field is named."""
    scheme = proposal.scheme
    if not scheme.levels:
        raise Refused(REFUSALS["scheme_unset"], field="scheme")
    if enterprise.kind not in scheme.kinds:
        raise Refused(REFUSALS["kind_differs"], field="scheme")
    if scheme.find_level(proposal.level) is None:
        raise Refused(REFUSALS["level_unknown"], field="level")
    _check_score(proposal)
    if not (enterprise_rules.plain(proposal.basis) or enterprise_rules.plain(proposal.document)):
        raise Refused(REFUSALS["basis_missing"], field="basis")
    if proposal.expires_on is not None and proposal.expires_on < proposal.effective_on:
        raise Refused(REFUSALS["end_before_start"], field="expires_on")
    if proposal.notified_on is not None:
        _check_notice(proposal.notified_on, _window_of(proposal))


def same_as(enterprise: Enterprise, proposal: Proposal) -> Rating | None:
    """Return a rating already here that says the same, or None."""
    likeness = Rating(
        enterprise_id=enterprise.id,
        scheme=proposal.scheme.code,
        effective_on=proposal.effective_on,
        level=proposal.level,
        score_hundredths=_hundredths(proposal.score),
    )
    return queries.find_same(likeness)


def review_ratings(ratings: Sequence[Rating], *, by: Actor) -> None:
    """Pass proposals; where the notice to the enterprise is recorded, its window opens at once.

    Raises Refused where somebody would check their own work.
    """
    _check_second_person(ratings, by)
    for rating in ratings:
        _move(rating, Stage.REVIEWED)
        rating.reviewed_by, rating.reviewed_at = by.name, clock.now()
        if rating.notified_on is not None:
            _open_window(rating)
    _note("rating.reviewed", ratings, by)


def record_notice(
    ratings: Sequence[Rating], *, notified_on: date, by: Actor, objection_until: date | None = None
) -> None:
    """Record that the enterprises were told, and open the time to object.

    Its last day is counted by the place's rule where that is set, else it must be given.
    """
    until = objection_until or objection_ends(notified_on)
    if until is None:
        raise Refused(REFUSALS["window_unset"], field="objection_until")
    _check_notice(notified_on, until)
    for rating in ratings:
        _open_window(rating)
        rating.notified_on, rating.objection_until = notified_on, until
    _note("rating.notified", ratings, by)


def objection_ends(notified_on: date) -> date | None:
    """Return the last day to object by the rule of the place, or None where it is not set."""
    place = current_place()
    rule = place.parameters.find(OBJECTION_WINDOW, on=notified_on)
    return due_on(rule, notified_on, place.calendar) if rule else None


def publish_ratings(ratings: Sequence[Rating], *, by: Actor) -> None:
    """Put grades in force; the one before ends the day before (B1).

    Raises Refused where the time to object is not over (B3), where somebody would publish their
    own work, or where a grade already holds from that day or later.
    """
    _check_second_person(ratings, by)
    with db.session.begin_nested():
        for rating in ratings:
            _publish(rating, by)
    _note("rating.published", ratings, by)


def suspend_rating(rating: Rating, *, reason: str, by: Actor) -> None:
    """Take a grade off the pages because a fact behind it is wrong; the reason is required."""
    written = enterprise_rules.plain(reason)[:LONGEST_LINE]
    if not written:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    before = rating.stage
    _move(rating, Stage.SUSPENDED)
    rating.suspension_reason = written
    _note("rating.suspended", [rating], by, before=before)


def resume_rating(rating: Rating, *, by: Actor) -> None:
    """Propose a suspended grade anew, after its facts were put right; it goes the whole way."""
    _move(rating, Stage.PROPOSED)
    rating.proposed_by, rating.proposed_at = by.name, clock.now()
    rating.notified_on = rating.objection_until = None
    _note("rating.resumed", [rating], by, before=Stage.SUSPENDED)


def expire_ratings(*, by: Actor) -> int:
    """Mark what is past its last day as expired, and return how many; pages knew it already."""
    due = queries.list_due(clock.today())
    for rating in due:
        _move(rating, Stage.EXPIRED)
    if due:
        _note("rating.expired", due, by)
    return len(due)


def _check_score(proposal: Proposal) -> None:
    scheme, score = proposal.scheme, proposal.score
    if proposal.factors and overdrawn_part(scheme, proposal.factors) is not None:
        raise Refused(REFUSALS["part_overdrawn"], field="points")
    if proposal.factors and total_of(proposal.factors) != score:
        raise Refused(REFUSALS["sum_differs"], field="score")
    if scheme.scale is None or score is None:
        return
    if not scheme.scale.least <= score <= scheme.scale.most:
        raise Refused(REFUSALS["score_beyond"], field="score")
    meant = scheme.level_of(score)
    if meant is not None and meant.code != proposal.level and not proposal.adjustment:
        raise Refused(REFUSALS["level_differs"], field="level")


def _check_notice(notified_on: date, until: date | None) -> None:
    if notified_on > clock.today():
        raise Refused(REFUSALS["notice_in_future"], field="notified_on")
    if until is None:
        raise Refused(REFUSALS["window_unset"], field="objection_until")
    if until < notified_on:
        raise Refused(REFUSALS["objection_before_notice"], field="objection_until")


def _window_of(proposal: Proposal) -> date | None:
    if proposal.objection_until is not None or proposal.notified_on is None:
        return proposal.objection_until
    return objection_ends(proposal.notified_on)


def _check_second_person(ratings: Sequence[Rating], by: Actor) -> None:
    if not ratings:
        raise Refused(REFUSALS["nothing_chosen"])
    if any(rating.proposed_by == by.name for rating in ratings):
        raise Refused(REFUSALS["own_work"])


def _publish(rating: Rating, by: Actor) -> None:
    RATING_LIFECYCLE.check(rating.stage, Stage.IN_FORCE)
    if is_open_to_objection(rating.objection_until, clock.today()):
        raise Refused(REFUSALS["window_open"] % {"name": rating.enterprise.name})
    # Two people may publish for one enterprise at once: the second waits for the first.
    db.session.get(Enterprise, rating.enterprise_id, with_for_update=True)
    standing = queries.find_standing(rating)
    if standing is not None:
        _give_way(standing, rating)
    _move(rating, Stage.IN_FORCE)
    rating.published_by, rating.published_at = by.name, clock.now()
    rating.enterprise.changed_at = clock.now()
    db.session.flush()


def _give_way(standing: Rating, successor: Rating) -> None:
    if standing.effective_on >= successor.effective_on:
        reason = REFUSALS["overlaps"] % {"name": successor.enterprise.name}
        raise Refused(reason, field="effective_on")
    last = successor.effective_on - ONE_DAY
    is_over = standing.expires_on is not None and standing.expires_on <= last
    if not is_over:
        standing.ended_on = last
    _move(standing, Stage.EXPIRED if is_over else Stage.REPLACED)
    db.session.flush()


def _open_window(rating: Rating) -> None:
    _move(rating, Stage.NOTIFIED)
    _move(rating, Stage.CONTESTABLE)


def _move(rating: Rating, wanted: Stage) -> None:
    hold(rating, "stage")
    RATING_LIFECYCLE.check(rating.stage, wanted)
    rating.stage = wanted


def _rating_of(enterprise: Enterprise, proposal: Proposal, by: Actor) -> Rating:
    return Rating(
        reference=f"R-{secrets.token_hex(5)}",
        enterprise=enterprise,
        scheme=proposal.scheme.code,
        scheme_version=proposal.scheme.version,
        level=proposal.level,
        score_hundredths=_hundredths(proposal.score),
        factor_rows=[factor.as_json() for factor in proposal.factors],
        origin=proposal.origin,
        basis=enterprise_rules.plain(proposal.basis)[:LONGEST_TEXT],
        document=enterprise_rules.plain(proposal.document)[:200],
        adjustment=enterprise_rules.plain(proposal.adjustment)[:LONGEST_LINE],
        effective_on=proposal.effective_on,
        expires_on=proposal.expires_on,
        notified_on=proposal.notified_on,
        objection_until=_window_of(proposal),
        stage=Stage.PROPOSED,
        proposed_by=by.name,
        proposed_at=clock.now(),
    )


def _hundredths(score: Decimal | None) -> int | None:
    return None if score is None else int(score * HUNDREDTHS)


def _note(action: str, ratings: Sequence[Rating], by: Actor, before: Stage | None = None) -> None:
    first = ratings[0]
    rows = (f"{rating.reference} {rating.stage} {rating.level}" for rating in ratings)
    after = (
        {"stage": first.stage, "level": first.level, "scheme": first.scheme}
        if len(ratings) == 1
        else {"count": len(ratings), "digest": audit.digest_of_rows(rows)}
    )
    subject = f"rating:{first.reference}" if len(ratings) == 1 else "rating:many"
    was = None if before is None else {"stage": before}
    audit.record(action, subject=subject, by=by, before=was, after=after)
