"""What an enterprise says goes with what it is about: nothing unshown is named beside it."""

import pytest
import time_machine
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.owners import services
from portal.owners.rules import Ruling
from portal.penalties import services as penalties
from portal.penalties.models import Penalty
from portal.penalties.rules.kinds import Withdrawal
from portal.ratings.objections import deciding, lodging
from portal.ratings.objections.rules import Subject, SubjectKind, Wish
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import OWNER, contestable, verified
from tests.factories.owners import CLERK, DECIDER
from tests.factories.penalties import make_penalty
from tests.visitor import Visitor

DURING = "2026-11-15 09:00+08:00"


@pytest.fixture
def shop(app: Flask) -> Enterprise:
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例食品厂")
        db.session.commit()
        db.session.refresh(enterprise)
        db.session.expunge(enterprise)
    return enterprise


def address_of(shop: Enterprise) -> str:
    return f"/enterprises/{shop.address_key}"


@time_machine.travel(DURING, tick=False)
def test_a_contested_grade_is_not_named_before_it_shows(
    app: Flask, shop: Enterprise, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        objection = verified(contestable(db.session.merge(shop)))
        objection.subject_title = "示例等级 C 级"
        db.session.commit()
        number = objection.id
    page = citizen.get(address_of(shop))
    assert "企业的异议" in page.text
    assert "示例等级" not in page.text
    with app.app_context(), write_intent():
        kept = db.session.get(type(objection), number)
        assert kept is not None
        deciding.uphold_objected(kept, answer="示例：维持", by=DECIDER)
        db.session.commit()
    assert "示例等级" not in citizen.get(address_of(shop)).text


def answered(shop: Enterprise) -> Penalty:
    """Return a penalty that the enterprise has answered in public and objected to."""
    enterprise = db.session.merge(shop)
    penalty = make_penalty(enterprise)
    subject = Subject(SubjectKind.PENALTY, penalty.reference, penalty.number)
    reply = services.submit_reply(enterprise, subject=subject, text="示例：已经整改", by=OWNER)
    services.moderate_reply(reply, ruling=Ruling.PUBLISH, by=CLERK)
    wish = Wish(subject, ground="fact-wrong", statement="示例：数量不对")
    lodging.lodge_objection(enterprise, wish, by=OWNER)
    return penalty


def test_an_answer_to_a_withdrawn_penalty_goes_with_it(
    app: Flask, shop: Enterprise, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        penalty = answered(shop)
        number, key = penalty.number, penalty.id
        db.session.commit()
    page = citizen.get(address_of(shop))
    assert "示例：已经整改" in page.text
    assert page.text.count(number) >= 2
    with app.app_context(), write_intent():
        kept = db.session.get(Penalty, key)
        assert kept is not None
        penalties.withdraw_penalty(
            kept, why=Withdrawal.REVOKED, reason="示例：撤销", revoked_on=clock.today(), by=CLERK
        )
        db.session.commit()
    page = citizen.get(address_of(shop))
    assert "示例：已经整改" not in page.text
    assert number not in page.html
    assert "企业的异议" in page.text
