"""What staff declare about themselves, on their own page."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.audit import Actor, AuditLine, first_broken_line
from portal.kernel.db import db, write_intent
from portal.rewards import queries, services
from tests.factories import enterprises as firms
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import kept

People = Callable[..., Visitor]
PAGE = "/desk/rewards/interests/"
NAME = "示例亲属甲"


@pytest.mark.parametrize("action", ["relatives", "enterprises", "1/end"])
def test_whoever_is_not_signed_in_declares_nothing(citizen: Visitor, action: str) -> None:
    assert "sign-in" in citizen.get(PAGE, status=303).location
    assert "sign-in" in citizen.post(f"{PAGE}{action}", {}, status=303).location


def test_a_relative_and_a_firm_are_declared_and_taken_back(app: Flask, officer: People) -> None:
    with app.app_context(), write_intent():
        code = str(firms.make_enterprise("示例小吃店").credit_code)
        db.session.commit()
    approver = officer("approver", department=None, name="approver-x")
    assert PAGE in approver.get("/desk/rewards/approvals/").links()
    for wrong in ({}, {"relative-name": "\x00"}, {"relative-name": "x" * 61}):
        approver.post(f"{PAGE}relatives", wrong, status=422)
    page = approver.follow(f"{PAGE}relatives", {"relative-name": NAME})
    assert NAME not in page.html
    for wrong in ({}, {"enterprise-code": "无此代码"}, {"enterprise-code": "x" * 500}):
        approver.post(f"{PAGE}enterprises", wrong, status=422)
    page = approver.follow(f"{PAGE}enterprises", {"enterprise-code": code.lower()})
    assert "示例小吃店" in page.text
    relative = str(page.soup.select("form[action$='/end']")[0]["action"])
    approver.follow(relative, {})
    approver.post(relative, {}, status=404)
    with app.app_context():
        left = queries.list_interests("approver-x")
        assert [row.enterprise is not None for row in left] == [True]


def test_nobody_takes_back_what_another_declared(app: Flask, officer: People) -> None:
    with app.app_context(), write_intent():
        owner = Actor(kind="staff", name="somebody-else")
        number = services.declare_relative(NAME, by=owner).id
        db.session.commit()
    officer("approver", department=None).post(f"{PAGE}{number}/end", {}, status=404)


def test_refused_steps_are_on_record_although_nothing_was_done(app: Flask, officer: People) -> None:
    reference = kept(app, factory.make_first_approved)
    first = officer("approver", department=None, name="approver-a")
    sent = {"approval-seen_round": "1", "approval-has_declared": "y"}
    first.post(f"/desk/rewards/approvals/{reference}/approval", sent, status=422)
    with app.app_context():
        refused = select(AuditLine).filter_by(action="reward.own-part-refused")
        lines = db.session.scalars(refused).all()
        assert [(line.actor, line.subject) for line in lines] == [
            ("approver-a", f"reward:{reference}")
        ]
        assert first_broken_line() is None
