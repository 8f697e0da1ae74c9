"""An objection holds a grade back, is decided by somebody who did not rate, and changes it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask

from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.ratings import queries, services
from portal.ratings.objections import deciding, lodging
from portal.ratings.objections import queries as objections
from portal.ratings.objections.rules import (
    PENDING,
    Change,
    NoteKind,
    ObjectionStage,
    Subject,
    SubjectKind,
    Wish,
)
from portal.ratings.rules import Stage
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import OWNER, contestable, lodged, verified
from tests.factories.owners import CLERK, DECIDER, VERIFIER, wish
from tests.factories.ratings import PROPOSER, REVIEWER, make_rating, proposal


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-20T04:00:00Z", tick=False):
        yield


def test_an_objection_takes_a_scheduled_grade_back_and_leaves_the_one_before(
    inside: Flask,
) -> None:
    enterprise = make_enterprise()
    before = make_rating(enterprise)
    rating = contestable(enterprise, level="A", score=Decimal(20), factors=())
    services.publish_ratings([rating], by=REVIEWER)
    lasts_until = before.ended_on
    lodged(rating)
    assert (lasts_until, before.ended_on) == (date(2026, 11, 25), None)
    assert rating.stage is Stage.CONTESTABLE
    with pytest.raises(Refused):
        services.publish_ratings([rating], by=REVIEWER)
    assert list(queries.list_in_force(enterprise.id, on=date(2026, 12, 1))) == [before]


def test_an_upheld_grade_comes_into_force_after_the_decision(inside: Flask) -> None:
    rating = contestable(make_enterprise())
    services.publish_ratings([rating], by=REVIEWER)
    objection = verified(rating)
    with time_machine.travel("2026-12-04T04:00:00Z", tick=False):
        deciding.uphold_objected(objection, answer="示例：没有错。", by=DECIDER)
        assert (rating.stage, rating.effective_on) == (Stage.IN_FORCE, date(2026, 12, 4))
    assert objection.stage is ObjectionStage.UPHELD


@pytest.mark.parametrize("end", ["withdrawn", "refused"])
def test_an_objection_that_ends_early_lets_the_grade_go_its_way(inside: Flask, end: str) -> None:
    rating = contestable(make_enterprise())
    services.publish_ratings([rating], by=REVIEWER)
    objection = lodged(rating)
    if end == "withdrawn":
        lodging.withdraw_objection(objection, by=OWNER)
    else:
        deciding.refuse_objection(objection, ground="no-content", answer="示例", by=CLERK)
    assert (rating.stage, rating.effective_on) == (Stage.SCHEDULED, date(2026, 11, 26))


def test_a_change_makes_a_new_version_that_takes_the_place_of_the_old(inside: Flask) -> None:
    enterprise = make_enterprise()
    rating = make_rating(enterprise)
    objection = verified(rating)
    new = deciding.change_objected(
        objection, answer="示例：扣错了。", by=DECIDER, change=Change("A", Decimal(28))
    )
    assert new is not None
    assert objection.successor is new
    assert [one.level for one in queries.list_in_force(enterprise.id)] == ["A"]
    assert [one.level for one in queries.list_in_force(enterprise.id, on=date(2026, 11, 19))] == [
        "B"
    ]
    assert (rating.stage, rating.ended_on) == (Stage.REPLACED, date(2026, 11, 19))
    assert objection.reference in new.document
    assert (new.proposed_by, new.reviewed_by) == (VERIFIER.name, DECIDER.name)


def test_a_grade_changed_before_its_day_never_shows(inside: Flask) -> None:
    enterprise = make_enterprise()
    rating = contestable(enterprise)
    new = deciding.change_objected(
        verified(rating), answer="示例", by=DECIDER, change=Change("A", Decimal(28))
    )
    assert new is not None
    assert (rating.stage, new.stage) == (Stage.ANNULLED, Stage.IN_FORCE)
    assert [one.level for one in queries.list_history(enterprise.id)] == ["A"]


def test_what_is_over_is_not_replaced_but_the_decision_is_kept(inside: Flask) -> None:
    rating = make_rating(make_enterprise())
    objection = verified(rating)
    services.suspend_rating(rating, reason="示例", by=REVIEWER)
    done = deciding.change_objected(objection, answer="示例", by=DECIDER, change=Change("A"))
    assert done is None
    assert objection.stage is ObjectionStage.CHANGED


@pytest.mark.parametrize("by", [PROPOSER, REVIEWER, VERIFIER])
def test_whoever_rated_or_verified_does_not_decide(inside: Flask, by: Actor) -> None:
    objection = verified(make_rating(make_enterprise()))
    with pytest.raises(Refused):
        deciding.uphold_objected(objection, answer="示例", by=by)
    with pytest.raises(Refused):
        deciding.change_objected(objection, answer="示例", by=by, change=Change("A"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (None, "level"),
        (Change("B"), "level"),
        (Change("B", Decimal("36.5")), "level"),
        (Change("D"), "level"),
        (Change("B", Decimal(40)), "score"),
        (Change("A", Decimal(40)), "score"),
        (Change("X"), "level"),
        (Change("A", Decimal(900)), "score"),
    ],
)
def test_a_change_names_a_grade_that_is_not_worse(
    inside: Flask, change: Change | None, field: str
) -> None:
    objection = verified(make_rating(make_enterprise()))
    with pytest.raises(Refused) as refused:
        deciding.change_objected(objection, answer="示例", by=DECIDER, change=change)
    assert refused.value.field == field


def test_a_decision_needs_reasons_findings_and_the_hearing_that_was_asked_for(
    inside: Flask,
) -> None:
    objection = lodged(make_rating(make_enterprise()), wants_hearing=True)
    with pytest.raises(MoveRefused):
        deciding.add_note(objection, kind=NoteKind.FINDING, text="示例", by=CLERK)
    deciding.accept_objection(objection, by=CLERK)
    for kind in (None, NoteKind.FINDING):
        if kind:
            deciding.add_note(objection, kind=kind, text="示例", by=CLERK)
        with pytest.raises(Refused):
            deciding.verify_objection(objection, by=CLERK)
    deciding.add_note(objection, kind=NoteKind.HEARING, text="示例", by=CLERK)
    deciding.verify_objection(objection, by=CLERK)
    deciding.add_note(objection, kind=NoteKind.STATEMENT, text="示例", by=CLERK)
    with pytest.raises(Refused) as refused:
        deciding.uphold_objected(objection, answer=" \n", by=DECIDER)
    assert refused.value.field == "answer"


def test_time_limits_are_those_of_the_province_and_may_be_extended_once(inside: Flask) -> None:
    objection = lodged(make_rating(make_enterprise()))
    assert (objection.due_on, objection.last_on) == (date(2026, 11, 27), date(2026, 12, 18))
    deciding.extend_objection(objection, reason="示例：要请专家。", by=CLERK)
    assert objection.due_on == date(2026, 12, 18)
    with pytest.raises(Refused):
        deciding.extend_objection(objection, reason="示例", by=CLERK)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"ground": "?"}, "ground"), ({"statement": " \x00"}, "statement")],
)
def test_an_objection_says_what_is_wrong_and_why(
    inside: Flask, facts: dict[str, str], field: str
) -> None:
    rating = make_rating(make_enterprise())
    with pytest.raises(Refused) as refused:
        lodged(rating, **facts)
    assert refused.value.field == field


def test_only_ones_own_grade_that_one_was_told_of_and_one_objection_at_a_time(
    inside: Flask,
) -> None:
    rating, stranger = make_rating(make_enterprise()), make_enterprise()
    proposed = services.propose_rating(stranger, proposal(), by=PROPOSER)
    for reference in (rating.reference, proposed.reference, "R-0"):
        with pytest.raises(Refused):
            lodging.lodge_objection(stranger, wish(reference), by=OWNER)
    lodged(rating)
    with pytest.raises(Refused):
        lodged(rating)


def test_a_kind_that_nobody_tells_of_cannot_be_objected_to(inside: Flask) -> None:
    enterprise = make_enterprise()
    subject = Subject(SubjectKind.RESULT, "S-1", "示例花生油")
    with pytest.raises(Refused) as refused:
        lodging.lodge_objection(enterprise, Wish(subject, "fact-wrong", "示例"), by=OWNER)
    assert refused.value.field == "subject"


def test_a_grade_is_objected_to_within_its_window_and_while_it_holds(inside: Flask) -> None:
    coming, held = contestable(make_enterprise()), make_rating(make_enterprise())
    with time_machine.travel("2026-11-26T04:00:00Z", tick=False):
        with pytest.raises(Refused) as refused:
            lodged(coming)  # its last day was the 25th
        assert refused.value.field == "subject"
        assert lodged(held).is_pending
    assert lodged(coming).is_pending


def test_a_grade_that_is_over_is_not_objected_to(inside: Flask) -> None:
    over = make_rating(make_enterprise())
    over.ended_on = date(2026, 11, 19)
    with pytest.raises(Refused):
        lodged(over)


def test_refusing_needs_a_ground_of_the_list(inside: Flask) -> None:
    objection = lodged(make_rating(make_enterprise()))
    with pytest.raises(Refused) as refused:
        deciding.refuse_objection(objection, ground="?", answer="示例", by=CLERK)
    assert refused.value.field == "refusal_ground"


def test_an_unknown_objection_or_file_is_not_found(inside: Flask) -> None:
    objection = lodged(make_rating(make_enterprise()))
    assert objections.get_objection(objection.reference) is objection
    for ask in (
        lambda: objections.get_objection("Y-\x000"),
        lambda: objections.get_file(objection, "x"),
    ):
        with pytest.raises(Refused):
            ask()


def test_the_queue_shows_what_is_due_first_page_by_page(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objections, "PAGE_LENGTH", 2)
    made = [lodged(make_rating(make_enterprise())) for _ in range(3)]
    deciding.extend_objection(made[0], reason="示例", by=CLERK)
    made[1].due_on = None
    first = objections.page_of_objections(stages=PENDING)
    assert list(first.items) == [made[2], made[0]]
    second = objections.page_of_objections(stages=PENDING, after=first.earlier)
    assert list(second.items) == [made[1]]
    assert objections.count_stages() == {ObjectionStage.LODGED: 3}
    for cursor in ("WyJ4Il0", "WyJ4IiwgMV0", "WzEsIDFd"):
        with pytest.raises(Refused):
            objections.page_of_objections(stages=PENDING, after=cursor)
