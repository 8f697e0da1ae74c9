"""An enterprise reads what a bureau asks and answers; it never learns of a case."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.complaints import meetings, services
from portal.complaints.rules import Track
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.factories.complaints import PERSON, make_assigned
from tests.factories.enterprises import make_enterprise
from tests.factories.owners import owner_visitor
from tests.visitor import Visitor


@pytest.fixture
def shop(app: Flask) -> Enterprise:
    """Return an enterprise of the register."""
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例食品店")
        db.session.commit()
        db.session.refresh(enterprise)
        db.session.expunge(enterprise)
        return enterprise


def asked(app: Flask, shop: Enterprise) -> tuple[str, str]:
    """Return the references of a question to the enterprise, and of the case behind it."""
    with app.app_context(), write_intent():
        case, handler = make_assigned(Track.COMPLAINT, enterprise_id=shop.id)
        until = clock.today() + timedelta(days=3)
        text = "示例：请提供进货记录。"
        question = services.ask_enterprise(case, text=text, until=until, by=handler)
        db.session.commit()
        return question.reference, case.reference


def test_the_enterprise_sees_the_question_and_nothing_of_the_case(
    app: Flask, shop: Enterprise
) -> None:
    reference, case = asked(app, shop)
    owner = owner_visitor(app, shop)
    for address in ("/owner/questions/", f"/owner/questions/{reference}"):
        page = owner.get(address)
        assert "请提供进货记录" in page.text
        for word in (case, PERSON.name, PERSON.telephone, "投诉", "举报", "鱼饼"):
            assert word not in page.soup.select("main")[0].get_text(), word


def test_the_answer_reaches_the_handler_and_is_given_once(app: Flask, shop: Enterprise) -> None:
    reference, _case = asked(app, shop)
    owner = owner_visitor(app, shop)
    address = f"/owner/questions/{reference}"
    assert "请写答复" in owner.post(address, {"text": ""}, status=422).text
    assert "已答复" in owner.follow(address, {"text": "示例：附上。"}).text
    assert "不能改" not in owner.get(address).text
    owner.post(address, {"text": "示例：再答一次。"}, status=422)
    with app.app_context():
        assert meetings.get_question(reference).answer == "示例：附上。"


def test_another_enterprise_and_a_stranger_read_no_question(
    app: Flask, shop: Enterprise, citizen: Visitor, stranger: Visitor
) -> None:
    reference, _case = asked(app, shop)
    with app.app_context(), write_intent():
        other = make_enterprise("另一家示例店")
        db.session.commit()
        db.session.refresh(other)
        db.session.expunge(other)
    owner = owner_visitor(app, other, "shop-two")
    owner.get(f"/owner/questions/{reference}", status=404)
    assert "没有要答复" in owner.get("/owner/questions/").text
    for address in ("/owner/questions/", f"/owner/questions/{reference}"):
        stranger.get(address, status=403)
        assert "sign-in" in citizen.get(address, status=303).location
    stranger.post(f"/owner/questions/{reference}", {}, status=403)
