"""Ways into the pages of rewards, for the tests beside this file."""

from collections.abc import Callable

from flask import Flask

from portal.complaints import services as complaints
from portal.complaints.tracking import VISIT
from portal.kernel.db import db, write_intent
from portal.rewards import queries
from portal.rewards.models import RewardCase
from tests.factories.rewards import answers
from tests.visitor import Visitor

EXCLUSIONS = (
    "supervision_staff", "infringed_party", "offender", "paid_by_others", "staff_relative",
    "reported_enterprise",
)  # fmt: skip
NOTHING_AGAINST = {f"claim-answer_{code}": "no" for code in EXCLUSIONS}
ANONYMOUS = {
    **NOTHING_AGAINST,
    "claim-identity": "anonymous",
    "claim-method": "counter",
    "claim-has_promised": "y",
}


def kept(app: Flask, make: Callable[[], RewardCase]) -> str:
    """Make a reward that stays; return its number."""
    with app.app_context(), write_intent():
        reference = make().reference
        db.session.commit()
    return reference


def tracking(visitor: Visitor, reference: str) -> Visitor:
    """Open the case of a reward in this visitor's browser."""
    with visitor.app.app_context(), write_intent():
        token = complaints.open_visit(queries.get_reward(reference).case)
        db.session.commit()
    with visitor.client.session_transaction() as session:
        session[VISIT] = token
    return visitor


def filled_proposal(app: Flask, **changed: str) -> dict[str, str]:
    """Return what a handler sends to propose 3,000 yuan at grade 2."""
    with app.app_context():
        given = answers()
    asked = {f"answer_{code.replace('-', '_')}": answer for code, answer in given.items()}
    sent = {"scheme": "zhejiang-2023", "seen_round": "1", "grade": "2", "base": "68,400"}
    return {**asked, **sent, "has_declared": "y", **changed}
