"""Owners for tests: an enterprise that has claimed its page, and what it says there."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts import services as accounts
from portal.enterprises.models import Enterprise
from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.owners import queries, services
from portal.owners.models import Owner
from portal.owners.services.claiming import Claim
from portal.ratings.objections.rules import Subject, SubjectKind, Wish
from tests.factories.accounts import PASSWORD
from tests.visitor import Visitor

CLERK = Actor(kind="staff", name="clerk-1", role="data-officer")
VERIFIER = Actor(kind="staff", name="verifier-1", role="data-officer")
DECIDER = Actor(kind="staff", name="decider-1", role="reviewer")


def make_owner(enterprise: Enterprise, name: str = "shop-one") -> Owner:
    """Return somebody who has claimed this enterprise's page; the caller commits."""
    letter = services.issue_letter(enterprise, by=CLERK)
    code = services.readable_code(letter)
    assert code is not None
    claim = Claim(code=code, username=name, display_name="示例负责人", password=PASSWORD)
    account = services.claim_page(claim)
    owner = queries.find_owner(account.id)
    assert owner is not None
    return owner


def owner_visitor(app: Flask, enterprise: Enterprise, name: str = "shop-one") -> Visitor:
    """Return a signed-in person of this enterprise. Needs no app context."""
    visitor = Visitor(app)
    with app.app_context(), write_intent():
        known = db.session.get(Enterprise, enterprise.id)
        assert known is not None
        account = make_owner(known, name).account
        token = accounts.start_sign_in(account, is_proven=True)
        db.session.commit()
    wear(visitor.client, token)
    return visitor


def wear(client: FlaskClient, token: str) -> None:
    """Give a client this session."""
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True


def wish(reference: str, **facts: Any) -> Wish:
    """Return an objection to a grade."""
    subject = Subject(SubjectKind.RATING, reference, "示例等级")
    told: dict[str, Any] = {
        "ground": "fact-wrong",
        "statement": "示例：检查表记错了两项。",
        **facts,
    }
    return Wish(subject, **told)
