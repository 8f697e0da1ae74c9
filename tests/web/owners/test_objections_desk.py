"""The desk of objections: every form says what is missing, and every way out is open."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.ratings.objections import deciding
from portal.ratings.objections import queries as objections
from portal.ratings.objections.rules import NoteKind, ObjectionStage
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import lodged
from tests.factories.owners import CLERK, VERIFIER
from tests.factories.ratings import make_rating
from tests.visitor import Visitor


@pytest.fixture
def desk(app: Flask) -> str:
    """Return the address of an objection that waits to be taken up."""
    with app.app_context(), write_intent():
        reference = lodged(make_rating(make_enterprise())).reference
        db.session.commit()
    return f"/desk/objections/{reference}"


@pytest.fixture
def decider(officer: Callable[..., Visitor]) -> Visitor:
    return officer("reviewer", name="decider")


def stage_of(app: Flask, desk: str) -> ObjectionStage:
    with app.app_context():
        return objections.get_objection(desk.rpartition("/")[2]).stage


def test_the_queue_shows_what_is_pending_and_what_ended_how(decider: Visitor, desk: str) -> None:
    assert desk in decider.get("/desk/objections/").links()
    assert desk not in decider.get("/desk/objections/?stage=upheld").links()
    assert desk in decider.get("/desk/objections/?stage=nonsense").links()


def test_a_refusal_names_its_ground(app: Flask, decider: Visitor, desk: str) -> None:
    page = decider.post(f"{desk}/refusal", {"answer": "示例理由"}, status=422)
    assert "请选一个不予受理的情形" in page.text
    assert "示例理由" in page.html
    page = decider.post(f"{desk}/refusal", {"refusal_ground": "x", "answer": "示例"}, status=422)
    assert "请选一个不予受理的情形" in page.text
    decider.post(f"{desk}/refusal", {"refusal_ground": "no-content", "answer": "示例理由"})
    assert stage_of(app, desk) is ObjectionStage.REFUSED
    decider.post(f"{desk}/acceptance", status=409)


def test_the_time_limit_is_extended_once_with_a_reason(decider: Visitor, desk: str) -> None:
    assert "请写明理由" in decider.post(f"{desk}/extension", {}, status=422).text
    assert "示例：请专家" in decider.follow(f"{desk}/extension", {"reason": "示例：请专家"}).text
    decider.post(f"{desk}/extension", {"reason": "再来"}, status=422)


def test_a_decision_says_what_and_why(app: Flask, decider: Visitor, desk: str) -> None:
    with app.app_context(), write_intent():
        objection = objections.get_objection(desk.rpartition("/")[2])
        deciding.accept_objection(objection, by=CLERK)
        deciding.add_note(objection, kind=NoteKind.FINDING, text="示例", by=VERIFIER)
        deciding.verify_objection(objection, by=VERIFIER)
        db.session.commit()
    assert "请写下内容" in decider.post(f"{desk}/note", {"kind": "finding"}, status=422).text
    for typed, said in (
        ({"answer": "示例"}, "请选维持还是变更"),
        ({"ruling": "x", "answer": "示例"}, "请选维持还是变更"),
        ({"ruling": "change", "answer": "示例"}, "请填变更后的等级或得分"),
        ({"ruling": "change", "score": "一", "answer": "示例"}, "得分请写数字"),
    ):
        assert said in decider.post(f"{desk}/decision", typed, status=422).text
    decider.post(f"{desk}/decision", {"ruling": "uphold", "answer": "示例：没有错。"})
    assert stage_of(app, desk) is ObjectionStage.UPHELD
