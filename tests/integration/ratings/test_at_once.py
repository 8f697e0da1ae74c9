import time_machine
from flask import Flask

from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.ratings import queries, services
from portal.ratings.rules import Stage
from tests.crowd import Deed, at_once, kept
from tests.factories import ratings as factory
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import contestable, lodged


def proposed() -> str:
    enterprise = make_enterprise()
    db.session.flush()
    rating = services.propose_rating(enterprise, factory.proposal(), by=factory.PROPOSER)
    return rating.reference


def second(number: int) -> Actor:
    return Actor(kind="staff", name=f"reviewer-{number}", role="reviewer")


def test_a_grade_passed_and_published_by_two_at_once_holds_once(app: Flask) -> None:
    reference = kept(app, proposed)

    def review() -> Deed:
        ratings = queries.list_ratings([reference])
        return lambda: services.review_ratings(ratings, by=second(1))

    def publish() -> Deed:
        ratings = queries.list_ratings([reference])
        return lambda: services.publish_ratings(ratings, by=second(2))

    assert sorted(at_once(app, [review, review])) == [False, True]
    assert sorted(at_once(app, [publish, publish, publish])) == [False, False, True]
    with app.app_context():
        assert queries.get_rating(reference).stage is Stage.IN_FORCE


@time_machine.travel("2026-11-15 09:00+08:00")
def test_a_grade_published_while_it_is_objected_to_waits_for_the_objection(app: Flask) -> None:
    reference = kept(app, lambda: contestable(make_enterprise()).reference)

    def publish() -> Deed:
        ratings = queries.list_ratings([reference])
        return lambda: services.publish_ratings(ratings, by=second(2))

    def lodge() -> Deed:
        rating = queries.get_rating(reference)
        return lambda: lodged(rating)

    at_once(app, [publish, lodge])
    with app.app_context():
        assert queries.get_rating(reference).stage is Stage.CONTESTABLE
