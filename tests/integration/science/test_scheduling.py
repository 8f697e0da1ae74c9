"""What waits for its day may be moved, or given back to its author before anybody read it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from portal.science import queries, services
from portal.science.models import Article
from portal.science.rules import Stage, Standing, Verdict, add_months
from tests.factories.accounts import make_account
from tests.factories.science import judgement, make_published, make_reviewed, taker


def scheduled() -> Article:
    """Return an article that appears tomorrow."""
    article = make_reviewed()
    tomorrow = clock.now() + timedelta(days=1)
    services.decide(article, judgement(article, publish_at=tomorrow), by=taker("final-review"))
    db.session.flush()
    return article


def test_the_day_may_be_moved_and_the_review_day_follows(inside: Flask) -> None:
    article, publisher = scheduled(), make_account("publisher")
    later = clock.now() + timedelta(days=40)
    services.reschedule(article, publish_at=later, by=publisher)
    assert article.standing is Standing.SCHEDULED
    assert article.published_at == later
    assert article.review_by_on == add_months(clock.in_china(later).date(), 24)
    with pytest.raises(Refused) as refusal:
        services.reschedule(article, publish_at=clock.now() - timedelta(days=1), by=publisher)
    assert refusal.value.field == "publish_at"


def test_it_may_appear_at_once(inside: Flask) -> None:
    article = scheduled()
    assert article not in queries.list_published()
    services.reschedule(article, publish_at=None, by=make_account("publisher"))
    assert article.standing is Standing.LIVE
    assert article in queries.list_published()
    assert queries.get_public_article(article.column, article.slug, "zh") is article


def test_given_back_it_waits_for_its_author_and_then_for_the_last_step_alone(inside: Flask) -> None:
    article, publisher = scheduled(), make_account("publisher")
    author = article.author
    assert author is not None
    with pytest.raises(Refused) as refusal:
        services.take_back(article, opinion="", by=publisher)
    assert refusal.value.field == "opinion"
    services.take_back(article, opinion="示例：请改标题", by=publisher)
    assert (article.stage, article.published_at) == (Stage.RETURNED, None)
    with pytest.raises(NotFound):
        queries.get_public_article(article.column, article.slug, "zh")
    services.submit(article, by=author)
    db.session.flush()
    step = queries.path_of_article(article).current
    assert step is not None
    assert step.code == "final-review"


def test_its_author_moves_nothing(inside: Flask) -> None:
    article = scheduled()
    author = article.author
    assert author is not None
    with pytest.raises(Refused, match="作者不能审"):
        services.reschedule(article, publish_at=None, by=author)
    with pytest.raises(Refused, match="作者不能审"):
        services.take_back(article, opinion="示例", by=author)


def test_a_waiting_correction_is_decided_first(inside: Flask) -> None:
    article, publisher = scheduled(), make_account("publisher")
    proposed = article.facts.as_json() | {"title": "示例：另一个标题"}
    services.propose_correction(
        article, facts=type(article.facts).from_json(proposed), note="改标题", by=publisher
    )
    db.session.flush()
    with pytest.raises(Refused, match="已有一份更正"):
        services.take_back(article, opinion="示例", by=publisher)


def test_what_is_public_is_corrected_or_withdrawn_instead(inside: Flask) -> None:
    article, publisher = make_published(), make_account("publisher")
    db.session.flush()
    with pytest.raises(Refused, match="不在等待定时发布"):
        services.reschedule(article, publish_at=None, by=publisher)
    with pytest.raises(Refused, match="不在等待定时发布"):
        services.take_back(article, opinion="示例", by=publisher)


def test_whoever_corrected_it_reviews_none_of_it_once_it_is_given_back(inside: Flask) -> None:
    article, publisher = scheduled(), make_account("publisher")
    author, editor = article.author, taker("second-review")
    assert author is not None
    changed = replace(article.facts, title="示例：另一个标题")
    correction = services.propose_correction(article, facts=changed, note="改", by=editor)
    services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)
    services.take_back(article, opinion="示例：再看一遍", by=publisher)
    services.submit(article, by=author)
    db.session.flush()
    db.session.expire(article)
    with pytest.raises(Refused, match="作者不能审"):
        services.decide(article, judgement(article), by=editor)
    services.decide(article, judgement(article), by=taker("first-review"))
