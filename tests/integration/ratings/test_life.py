"""Grades are proposed by one person, published by another, after the time to object."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind
from portal.kernel import audit
from portal.kernel.audit import SYSTEM
from portal.kernel.errors import NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.ratings import board, queries, services
from portal.ratings.rules import Factor, Stage
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import (
    PROPOSER,
    REVIEWER,
    make_rating,
    proposal,
    scheme,
)

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-20T04:00:00Z", tick=False):
        yield


def levels(enterprise: Enterprise, on: date) -> list[str]:
    return [rating.level for rating in queries.list_in_force(enterprise.id, on=on)]


def test_a_grade_shows_only_once_it_is_published(inside: Flask) -> None:
    enterprise = make_enterprise()
    rating = services.propose_rating(enterprise, proposal(), by=PROPOSER)
    assert queries.list_in_force(enterprise.id) == []
    services.review_ratings([rating], by=REVIEWER)
    assert rating.stage == Stage.CONTESTABLE
    assert queries.list_in_force(enterprise.id) == []
    services.publish_ratings([rating], by=REVIEWER)
    assert list(queries.list_in_force(enterprise.id)) == [rating]
    assert rating.score == Decimal("36.5")
    assert [line.action for line in audit.pending()][-3:] == [
        "rating.proposed",
        "rating.reviewed",
        "rating.published",
    ]


def test_nobody_checks_or_publishes_their_own_work(inside: Flask) -> None:
    rating = services.propose_rating(make_enterprise(), proposal(), by=PROPOSER)
    with pytest.raises(Refused):
        services.review_ratings([rating], by=PROPOSER)
    services.review_ratings([rating], by=REVIEWER)
    with pytest.raises(Refused):
        services.publish_ratings([rating], by=PROPOSER)
    with pytest.raises(Refused):
        services.publish_ratings([], by=REVIEWER)


def test_no_grade_shows_before_the_time_to_object_is_over(inside: Flask) -> None:
    told = proposal(notified_on=date(2026, 11, 10), objection_until=date(2026, 11, 20))
    enterprise = make_enterprise()
    rating = services.propose_rating(enterprise, told, by=PROPOSER)
    services.review_ratings([rating], by=REVIEWER)
    services.publish_ratings([rating], by=REVIEWER)
    assert (rating.stage, rating.effective_on) == (Stage.SCHEDULED, date(2026, 11, 21))
    assert queries.list_in_force(enterprise.id) == []
    with time_machine.travel("2026-11-20T16:01:00Z", tick=False):  # midnight in China
        assert list(queries.list_in_force(enterprise.id)) == [rating]
    assert rating.stage == Stage.SCHEDULED  # nobody had to act


def test_without_a_notice_a_grade_waits_for_one(inside: Flask) -> None:
    untold = proposal(notified_on=None, objection_until=None)
    rating = services.propose_rating(make_enterprise(), untold, by=PROPOSER)
    services.review_ratings([rating], by=REVIEWER)
    assert rating.stage == Stage.REVIEWED
    with pytest.raises(MoveRefused):
        services.publish_ratings([rating], by=REVIEWER)
    with pytest.raises(Refused) as refusal:
        services.record_notice([rating], notified_on=date(2026, 11, 2), by=PROPOSER)
    assert refusal.value.field == "objection_until"  # the place has not set the window
    services.record_notice(
        [rating],
        notified_on=date(2026, 11, 2),
        objection_until=date(2026, 11, 9),
        by=PROPOSER,
    )
    services.publish_ratings([rating], by=REVIEWER)
    assert list(queries.list_in_force(rating.enterprise_id)) == [rating]


@pytest.mark.parametrize(
    ("notified_on", "until", "field"),
    [
        (date(2026, 11, 21), date(2026, 12, 1), "notified_on"),
        (date(2026, 11, 10), date(2026, 11, 9), "objection_until"),
        (date(2026, 11, 10), None, "objection_until"),
    ],
)
def test_a_false_notice_is_refused(
    inside: Flask, notified_on: date, until: date | None, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        services.propose_rating(
            make_enterprise(),
            proposal(notified_on=notified_on, objection_until=until),
            by=PROPOSER,
        )
    assert refusal.value.field == field


def test_one_grade_is_in_force_on_any_day(inside: Flask) -> None:
    enterprise = make_enterprise()
    first = make_rating(enterprise, effective_on=date(2025, 5, 6), expires_on=None, level="B")
    make_rating(enterprise, effective_on=date(2026, 5, 6), level="A", score=Decimal(20), factors=())
    assert (first.stage, first.ended_on) == (Stage.REPLACED, date(2026, 5, 5))
    days = [date(2025, 5, 5), date(2025, 5, 6), date(2026, 5, 5), date(2026, 5, 6)]
    assert [levels(enterprise, day) for day in days] == [[], ["B"], ["B"], ["A"]]
    assert [rating.level for rating in queries.list_history(enterprise.id)] == ["A", "B"]
    assert queries.list_history(enterprise.id, scheme="credit-class") == []


def test_an_expired_grade_ends_on_its_day_and_not_later(inside: Flask) -> None:
    enterprise = make_enterprise()
    old = make_rating(enterprise, effective_on=date(2025, 1, 1), expires_on=date(2025, 12, 31))
    assert levels(enterprise, date(2025, 12, 31)) == ["B"]
    assert levels(enterprise, date(2026, 1, 1)) == []
    make_rating(enterprise)
    assert (old.stage, old.ended_on) == (Stage.EXPIRED, None)


def test_what_is_past_its_last_day_is_marked_as_expired(inside: Flask) -> None:
    make_rating(make_enterprise(), effective_on=date(2025, 1, 1), expires_on=date(2025, 12, 31))
    make_rating(make_enterprise())
    assert services.expire_ratings(by=SYSTEM) == 1
    assert services.expire_ratings(by=SYSTEM) == 0


def test_overlapping_grades_are_refused(inside: Flask) -> None:
    enterprise = make_enterprise()
    make_rating(enterprise)
    with pytest.raises(Refused) as refusal:
        make_rating(enterprise, effective_on=date(2026, 5, 6), level="A", score=None, factors=())
    assert refusal.value.field == "effective_on"


def test_a_suspended_grade_leaves_the_pages_and_goes_the_whole_way_again(inside: Flask) -> None:
    enterprise = make_enterprise()
    rating = make_rating(enterprise)
    with pytest.raises(Refused):
        services.suspend_rating(rating, reason=" ", by=REVIEWER)
    services.suspend_rating(rating, reason="得分录错", by=REVIEWER)
    assert queries.list_in_force(enterprise.id) == []
    assert queries.list_history(enterprise.id) == []
    services.resume_rating(rating, by=PROPOSER)
    assert (rating.stage, rating.notified_on) == (Stage.PROPOSED, None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"level": "E"}, "level"),
        ({"level": "A"}, "level"),
        ({"score": Decimal("36.6")}, "score"),
        ({"score": Decimal(101), "factors": (), "level": "D"}, "score"),
        ({"factors": (Factor("x", "y", "z", Decimal(41), None, "static"),)}, "points"),
        ({"expires_on": date(2026, 5, 5)}, "expires_on"),
        ({"document": " ", "basis": ""}, "basis"),
        ({"scheme": scheme("cosmetics-credit")}, "scheme"),
        ({"scheme": scheme("catering-annual")}, "scheme"),
    ],
)
def test_a_grade_that_contradicts_its_scheme_is_refused(
    inside: Flask, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        services.propose_rating(make_enterprise(), proposal(**facts), by=PROPOSER)
    assert refusal.value.field == field


def test_a_grade_may_be_adjusted_by_rule_with_its_reason(inside: Flask) -> None:
    raised = proposal(level="C", adjustment="一年内省级监督抽检不合格，上调一级")
    rating = services.propose_rating(make_enterprise(), raised, by=PROPOSER)
    assert rating.level == "C"


def test_a_class_without_scores_is_taken_from_its_document(inside: Flask) -> None:
    credit = proposal(scheme=scheme("credit-class"), level="A", score=None, factors=())
    enterprise = make_enterprise(kind=EnterpriseKind.PHARMACY)
    rating = services.propose_rating(enterprise, credit, by=PROPOSER)
    assert rating.score is None
    assert services.same_as(enterprise, credit) is rating


def test_grades_are_counted_for_the_commitments(inside: Flask) -> None:
    for level, kind in [
        ("A", "canteen-care"),
        ("B", "canteen-care"),
        ("C", "canteen-care"),
        ("C", "caterer"),
    ]:
        enterprise = make_enterprise(kind=EnterpriseKind(kind))
        make_rating(
            enterprise, scheme=scheme("catering-annual"), level=level, score=None, factors=()
        )
    make_enterprise(kind=EnterpriseKind.CARE_CANTEEN)
    care = [EnterpriseKind.CARE_CANTEEN]
    assert queries.count_levels("catering-annual") == {"A": 1, "B": 1, "C": 2}
    assert queries.count_levels("catering-annual", kinds=care)["C"] == 1
    assert queries.share_at_least("catering-annual", "B", kinds=care) == queries.GradeShare(2, 3, 4)
    assert queries.share_at_least("nothing", "B") == queries.GradeShare(0, 0, 5)


def test_ratings_are_listed_page_by_page(inside: Flask) -> None:
    made = [
        services.propose_rating(make_enterprise(), proposal(), by=PROPOSER)
        for _ in range(queries.PAGE_LENGTH + 2)
    ]
    first = queries.page_of_ratings(stages=[Stage.PROPOSED])
    assert (first.total, len(first.items)) == (len(made), queries.PAGE_LENGTH)
    second = queries.page_of_ratings(stages=[Stage.PROPOSED], after=first.earlier)
    assert [item.id for item in second.items] == [made[1].id, made[0].id]
    assert board.count_stages() == {Stage.PROPOSED: len(made)}
    with pytest.raises(NotFound):
        queries.page_of_ratings(stages=[Stage.PROPOSED], after="WyJ4Il0")


def test_a_rating_is_found_by_its_reference(inside: Flask) -> None:
    rating = make_rating(make_enterprise())
    assert queries.get_rating(rating.reference) is rating
    assert list(queries.list_ratings([rating.reference, "R-none"])) == [rating]
    assert queries.scheme_of(rating) is scheme()
    with pytest.raises(NotFound):
        queries.get_rating("R-\x00")
    rating.scheme = "gone"
    with pytest.raises(NotFound):
        queries.scheme_of(rating)
