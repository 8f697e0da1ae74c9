"""Proposing a grade: what a scheme, a document and the facts allow. Callers commit."""

import secrets
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.places.rules import due_on
from portal.ratings import queries
from portal.ratings.models import Rating, RatingImport
from portal.ratings.rules import (
    HUNDREDTHS,
    Factor,
    Origin,
    Scheme,
    Stage,
    overdrawn_part,
    total_of,
)
from portal.ratings.services.moves import note_change
from portal.ratings.words import REFUSALS

OBJECTION_WINDOW = "ratings.objection_days"
LONGEST_TEXT, LONGEST_LINE = 2000, 300


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
    rating = new_rating(enterprise, proposal, by)
    rating.import_id = brought_by.id if brought_by else None
    db.session.add(rating)
    db.session.flush()
    if brought_by is None:
        note_change("rating.proposed", [rating], by)
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
        check_notice(proposal.notified_on, _window_of(proposal))


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


def objection_ends(notified_on: date) -> date | None:
    """Return the last day to object by the rule of the place, or None where it is not set."""
    place = current_place()
    rule = place.parameters.find(OBJECTION_WINDOW, on=notified_on)
    return due_on(rule, notified_on, place.calendar) if rule else None


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


def check_notice(notified_on: date, until: date | None) -> None:
    """Refuse a notice from the future, and a time to object that nobody set or that is too short.

    Where the place has a rule, more time may be given by hand, never less (B3).
    """
    if notified_on > clock.today():
        raise Refused(REFUSALS["notice_in_future"], field="notified_on")
    if until is None:
        raise Refused(REFUSALS["window_unset"], field="objection_until")
    if until < notified_on:
        raise Refused(REFUSALS["objection_before_notice"], field="objection_until")
    owed = objection_ends(notified_on)
    if owed is not None and until < owed:
        raise Refused(REFUSALS["window_short"] % {"day": owed}, field="objection_until")


def _window_of(proposal: Proposal) -> date | None:
    if proposal.objection_until is not None or proposal.notified_on is None:
        return proposal.objection_until
    return objection_ends(proposal.notified_on)


def new_rating(enterprise: Enterprise, proposal: Proposal, by: Actor) -> Rating:
    """Return a proposal as a row that nobody has checked or kept yet."""
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
