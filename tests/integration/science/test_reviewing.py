"""Every article passes its steps, each decided by somebody who may and never by its author."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.signals import published, withdrawn
from portal.science import queries, services
from portal.science.models import Article, OpinionKept
from portal.science.rules import Stage, Standing, Verdict, VersionKind, digest_of_facts
from tests.crowd import Deed, at_once, kept
from tests.factories.accounts import make_account
from tests.factories.science import (
    STAFF,
    judgement,
    make_draft,
    make_published,
    make_reviewed,
    make_submitted,
    pass_steps,
    taker,
)


def waits_at(article: Article) -> str | None:
    step = queries.path_of_article(article).current
    return step.code if step else None


def send_back(article: Article, by: Account, **changes: object) -> None:
    services.decide(article, judgement(article, verdict=Verdict.RETURNED, **changes), by=by)
    db.session.flush()


def test_every_step_by_somebody_makes_an_article_public(inside: Flask) -> None:
    article = make_published()
    assert article.stage is Stage.PUBLISHED
    assert article.standing is Standing.LIVE
    assert [review.step for review in article.reviews] == list(STAFF)
    assert {review.digest for review in article.reviews} == {
        digest_of_facts(article.versions[0].facts)
    }
    kinds = [VersionKind.SUBMITTED, VersionKind.PUBLISHED]
    assert [version.kind for version in article.versions] == kinds
    assert article.review_by_on is not None
    assert article.published_at is not None
    assert article.review_by_on.year == clock.in_china(article.published_at).year + 2
    lines = [line for line in audit.pending() if line.action.startswith("science")]
    deeds = ["drafted", "submitted", *["passed"] * (len(STAFF) - 1), "published"]
    assert [line.action for line in lines] == [f"science.{deed}" for deed in deeds]
    assert [line.after["step"] for line in lines[2:] if line.after] == list(STAFF)


def test_without_claims_nobody_checks_sources(inside: Flask) -> None:
    article = make_published(has_claims=False)
    assert "source-check" not in [review.step for review in article.reviews]


def test_without_a_period_no_review_day_is_set(inside: Flask) -> None:
    assert make_published(review_months=None).review_by_on is None


@pytest.mark.parametrize("step", STAFF)
def test_an_author_decides_no_step(inside: Flask, step: str) -> None:
    author = make_account("editor", "expert", "clearance", "publisher")
    article = pass_steps(make_submitted(author), step)
    assert waits_at(article) == step
    for verdict in Verdict:
        with pytest.raises(Refused, match="作者不能审"):
            services.decide(article, judgement(article, verdict=verdict), by=author)


@pytest.mark.parametrize(
    ("step", "earlier"),
    [
        ("second-review", "first-review"),
        ("second-proof", "first-proof"),
        ("third-proof", "second-proof"),
        ("final-review", "second-review"),
    ],
)
def test_what_must_be_apart_is_decided_by_two(inside: Flask, step: str, earlier: str) -> None:
    everything = make_account("editor", "expert", "clearance", "publisher")
    article = pass_steps(make_submitted(), earlier)
    services.decide(article, judgement(article), by=everything)
    pass_steps(article, step)
    with pytest.raises(Refused, match="换一位同事"):
        services.decide(article, judgement(article), by=everything)
    assert waits_at(article) == step


def test_a_step_is_for_those_whose_role_it_is(inside: Flask) -> None:
    article, editor = pass_steps(make_submitted(), "secrecy-review"), make_account("editor")
    with pytest.raises(Refused, match="不由您的角色"):
        services.decide(article, judgement(article), by=editor)


@pytest.mark.parametrize("verdict", Verdict)
def test_an_opinion_is_always_written(inside: Flask, verdict: Verdict) -> None:
    article, editor = make_submitted(), make_account("editor")
    with pytest.raises(Refused) as refusal:
        services.decide(article, judgement(article, opinion="", verdict=verdict), by=editor)
    assert refusal.value.field == "opinion"


def test_whoever_read_an_older_version_or_step_reads_again(inside: Flask) -> None:
    article, editor = make_submitted(), make_account("editor")
    with pytest.raises(OutOfDate, match="作者又改过"):
        services.decide(article, judgement(article, version=0), by=editor)
    with pytest.raises(OutOfDate, match="已经有同事"):
        services.decide(article, judgement(article, step="final-review"), by=editor)
    send_back(article, editor)
    with pytest.raises(OutOfDate, match="已有结论"):
        services.decide(article, judgement(article), by=editor)


def test_a_changed_version_takes_again_the_steps_the_data_names(inside: Flask) -> None:
    author = make_account("volunteer")
    article = pass_steps(make_submitted(author), "secrecy-review")
    send_back(article, taker("secrecy-review"), opinion="请去掉姓名")
    assert article.stage is Stage.RETURNED
    services.save_draft(
        article,
        facts=replace(article.facts, byline="另一个署名"),
        revision=article.revision,
        by=author,
    )
    services.submit(article, by=author)
    db.session.flush()
    # A by-line is watched by the reviews alone: what was proofread and checked stands.
    assert (article.version, waits_at(article)) == (2, "first-review")
    pass_steps(article, "secrecy-review")
    again = [review.step for review in article.reviews if review.version == 2]
    assert again == ["first-review", "second-review"]


def test_an_unchanged_version_goes_on_where_it_was_sent_back(inside: Flask) -> None:
    author = make_account("volunteer")
    article = pass_steps(make_submitted(author), "second-proof")
    send_back(article, taker("second-proof"))
    services.submit(article, by=author)
    db.session.flush()
    assert waits_at(article) == "second-proof"


def test_a_draft_is_decided_by_nobody(inside: Flask) -> None:
    article, publisher = make_draft(), make_account("publisher")
    with pytest.raises(OutOfDate):
        services.decide(article, judgement(article), by=publisher)


def test_publication_can_wait_for_its_day_but_not_lie_in_the_past(inside: Flask) -> None:
    article, publisher = make_reviewed(), taker("final-review")
    past, tomorrow = clock.now() - timedelta(minutes=1), clock.now() + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        services.decide(article, judgement(article, publish_at=past), by=publisher)
    assert refusal.value.field == "publish_at"
    assert article.stage is Stage.IN_REVIEW
    services.decide(article, judgement(article, publish_at=tomorrow), by=publisher)
    assert article.standing is Standing.SCHEDULED
    assert list(queries.board_for(publisher).scheduled) == [article]


def test_what_lost_its_sources_is_not_passed_on(inside: Flask) -> None:
    article = make_submitted()
    article.sources = []
    with pytest.raises(Refused) as refusal:
        services.decide(article, judgement(article), by=make_account("editor"))
    assert refusal.value.field == "sources"


def test_an_opinion_on_record_stays_as_it_is(inside: Flask) -> None:
    article = make_published()
    article.reviews[0].opinion = "改写"
    with pytest.raises(OpinionKept):
        db.session.flush()


def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told(app: Flask) -> None:
    slug = kept(app, lambda: make_submitted().slug)
    names = kept(app, lambda: ",".join(make_account("editor").username for _ in range(2)))

    said = services.Judgement("first-review", 1, Verdict.APPROVED, "已核对")

    def review(name: str) -> Deed:
        article = queries.find_article(slug, "zh")
        assert article is not None
        person = make_account("editor", name=name)
        return lambda: services.decide(article, said, by=person)

    first, second = names.split(",")
    assert sorted(at_once(app, [lambda: review(first), lambda: review(second)])) == [False, True]
    with app.app_context():
        article = queries.get_article(slug, "zh")
        assert [one.step for one in article.reviews] == ["first-review"]


def test_the_rest_of_the_portal_is_told(inside: Flask) -> None:
    heard: list[str] = []
    with (
        published.connected_to(lambda *_args, **_facts: heard.append("published"), Article),
        withdrawn.connected_to(lambda *_args, **_facts: heard.append("withdrawn"), Article),
    ):
        article = make_published()
        services.withdraw(article, reason="撤", by=make_account("publisher"))
    assert heard == ["published", "withdrawn"]
