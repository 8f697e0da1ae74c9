"""Objections to grades for tests."""

from datetime import date
from typing import Any

from portal.enterprises.models import Enterprise
from portal.kernel.audit import Actor
from portal.ratings import services
from portal.ratings.models import Rating
from portal.ratings.objections import deciding, lodging
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import NoteKind
from tests.factories.owners import CLERK, VERIFIER, wish
from tests.factories.ratings import PROPOSER, REVIEWER, proposal

OWNER = Actor(kind="enterprise", name="shop-one", role="enterprise")


def contestable(enterprise: Enterprise, **facts: Any) -> Rating:
    """Return a grade that may be objected to from 10 to 25 November 2026."""
    told = proposal(
        notified_on=date(2026, 11, 10),
        objection_until=date(2026, 11, 25),
        effective_on=date(2026, 11, 12),
        **facts,
    )
    rating = services.propose_rating(enterprise, told, by=PROPOSER)
    services.review_ratings([rating], by=REVIEWER)
    return rating


def lodged(rating: Rating, **facts: Any) -> Objection:
    """Return an objection that waits to be taken up."""
    return lodging.lodge_objection(rating.enterprise, wish(rating.reference, **facts), by=OWNER)


def verified(rating: Rating) -> Objection:
    """Return an objection that waits for its decision."""
    objection = lodged(rating)
    deciding.accept_objection(objection, by=CLERK)
    deciding.add_note(objection, kind=NoteKind.FINDING, text="示例：核实", by=VERIFIER)
    deciding.verify_objection(objection, by=VERIFIER)
    return objection
