"""Two people review, neither the author; what they publish can be corrected and withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.signals import published, withdrawn
from portal.science import queries, services
from portal.science.models import Article
from portal.science.rules import Stage, Standing, Verdict, VersionKind
from tests.factories.accounts import make_account
from tests.factories.science import (
    make_draft,
    make_first_approved,
    make_published,
    make_submitted,
)


def approve(article: Article, reviewer: object) -> None:
    services.review(
        article,
        verdict=Verdict.APPROVED,
        opinion="已核对",
        version=article.version,
        by=reviewer,  # type: ignore[arg-type]
    )


def test_two_people_make_an_article_public(inside: Flask) -> None:
    article = make_published()
    assert article.stage is Stage.PUBLISHED
    assert article.standing is Standing.LIVE
    assert [review.verdict for review in article.reviews] == [Verdict.APPROVED, Verdict.APPROVED]
    assert len({review.reviewer_id for review in article.reviews}) == 2
    assert [version.kind for version in article.versions] == [
        VersionKind.SUBMITTED,
        VersionKind.PUBLISHED,
    ]
    assert article.review_by_on is not None
    assert article.published_at is not None
    assert article.review_by_on.year == clock.in_china(article.published_at).year + 2
    assert [line.action for line in audit.pending() if line.action.startswith("science")] == [
        "science.drafted",
        "science.submitted",
        "science.first-approved",
        "science.published",
    ]


def test_without_a_period_no_review_day_is_set(inside: Flask) -> None:
    assert make_published(review_months=None).review_by_on is None


def test_an_author_reviews_nothing_of_their_own(inside: Flask) -> None:
    author = make_account("editor", "publisher")
    article = make_submitted(author)
    with pytest.raises(Refused, match="作者不能审"):
        approve(article, author)
    second = make_first_approved(author, title="示例：另一篇")
    with pytest.raises(Refused, match="作者不能审"):
        services.publish(second, opinion="好", version=1, by=author)


def test_the_first_reviewer_does_not_publish(inside: Flask) -> None:
    article, both = make_submitted(), make_account("publisher")
    db.session.flush()
    approve(article, both)
    db.session.flush()
    db.session.expire(article, ["reviews"])
    with pytest.raises(Refused, match="两个人"):
        services.publish(article, opinion="好", version=1, by=both)
    assert article.stage is Stage.FIRST_APPROVED


def test_an_opinion_is_always_written(inside: Flask) -> None:
    article, editor = make_submitted(), make_account("editor")
    with pytest.raises(Refused) as refusal:
        services.review(article, verdict=Verdict.APPROVED, opinion="", version=1, by=editor)
    assert refusal.value.field == "opinion"


def test_whoever_read_an_older_version_reads_again(inside: Flask) -> None:
    article, editor = make_submitted(), make_account("editor")
    with pytest.raises(OutOfDate):
        services.review(article, verdict=Verdict.APPROVED, opinion="好", version=0, by=editor)


def test_an_article_sent_back_can_be_mended_and_sent_again(inside: Flask) -> None:
    author, editor = make_account("volunteer"), make_account("editor")
    article = make_submitted(author)
    db.session.flush()
    services.review(article, verdict=Verdict.RETURNED, opinion="请补出处", version=1, by=editor)
    assert article.stage is Stage.RETURNED
    services.submit(article, by=author)
    assert (article.stage, article.version) == (Stage.IN_REVIEW, 2)


def test_the_second_reviewer_may_send_back_too(inside: Flask) -> None:
    article, publisher = make_first_approved(), make_account("publisher")
    db.session.flush()
    services.review(article, verdict=Verdict.RETURNED, opinion="再改", version=1, by=publisher)
    assert article.stage is Stage.RETURNED


def test_a_draft_cannot_be_published(inside: Flask) -> None:
    article, publisher = make_draft(), make_account("publisher")
    with pytest.raises(MoveRefused):
        services.publish(article, opinion="好", version=0, by=publisher)


def test_publication_can_wait_for_its_day_but_not_lie_in_the_past(inside: Flask) -> None:
    article, publisher = make_first_approved(), make_account("publisher")
    db.session.flush()
    past, tomorrow = clock.now() - timedelta(minutes=1), clock.now() + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        services.publish(article, opinion="好", version=1, by=publisher, publish_at=past)
    assert refusal.value.field == "publish_at"
    services.publish(article, opinion="好", version=1, by=publisher, publish_at=tomorrow)
    assert article.standing is Standing.SCHEDULED


def test_withdrawing_says_why_and_is_final(inside: Flask) -> None:
    article, publisher = make_published(), make_account("publisher")
    with pytest.raises(Refused) as refusal:
        services.withdraw(article, reason="", by=publisher)
    assert refusal.value.field == "reason"
    services.withdraw(article, reason="限量已被新标准代替", by=publisher)
    assert article.standing is Standing.WITHDRAWN
    with pytest.raises(MoveRefused):
        services.withdraw(article, reason="再来", by=publisher)


def test_an_article_that_still_holds_is_renewed_by_somebody_else(inside: Flask) -> None:
    author = make_account("volunteer", "publisher")
    article, publisher = make_published(author), make_account("publisher")
    db.session.flush()
    day = clock.today() + timedelta(days=365)
    with pytest.raises(Refused, match="作者不能审"):
        services.renew(article, review_by_on=day, opinion="有效", by=author)
    with pytest.raises(Refused) as refusal:
        services.renew(article, review_by_on=clock.today(), opinion="有效", by=publisher)
    assert refusal.value.field == "review_by_on"
    services.renew(article, review_by_on=day, opinion="标准未变", by=publisher)
    assert article.review_by_on == day


def test_a_correction_is_public_only_after_another_person_agrees(inside: Flask) -> None:
    author, publisher = make_account("volunteer"), make_account("publisher")
    article = make_published(author)
    changed = replace(article.facts, title="示例：更正后的标题")
    correction = services.propose_correction(article, facts=changed, note="改标题", by=author)
    db.session.flush()
    assert article.title != changed.title
    assert list(queries.list_corrections_waiting()) == [correction]
    with pytest.raises(Refused, match="作者不能审"):
        services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=author)
    with pytest.raises(Refused) as refusal:
        services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="", by=publisher)
    assert refusal.value.field == "opinion"
    services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)
    assert (article.title, article.version) == (changed.title, 3)
    assert [version.note for version in queries.list_corrections(article)] == ["改标题"]
    with pytest.raises(Refused, match="已经处理"):
        services.decide_correction(correction, verdict=Verdict.RETURNED, opinion="不", by=publisher)


def test_a_refused_correction_changes_nothing(inside: Flask) -> None:
    author, publisher = make_account("volunteer"), make_account("publisher")
    article = make_published(author)
    changed = replace(article.facts, body="改掉。")
    correction = services.propose_correction(article, facts=changed, note="改正文", by=author)
    db.session.flush()
    services.decide_correction(correction, verdict=Verdict.RETURNED, opinion="不对", by=publisher)
    assert article.body != "改掉。"
    assert queries.list_corrections(article) == []


def test_what_cannot_be_corrected(inside: Flask) -> None:
    author = make_account("volunteer")
    article = make_published(author)
    changed = replace(article.facts, summary="新摘要。")

    def propose(note: str = "改", **changes: object) -> None:
        facts = replace(changed, **changes)  # type: ignore[arg-type]
        services.propose_correction(article, facts=facts, note=note, by=author)

    with pytest.raises(Refused) as refusal:
        propose(note="")
    assert refusal.value.field == "note"
    with pytest.raises(Refused, match="没有变化"):
        propose(summary=article.summary)
    with pytest.raises(Refused) as refusal:
        propose(column="songs")
    assert refusal.value.field == "column"
    propose()
    db.session.flush()
    with pytest.raises(Refused, match="先处理"):
        propose()


def test_only_what_is_public_is_corrected(inside: Flask) -> None:
    author, publisher = make_account("volunteer"), make_account("publisher")
    draft = make_draft(author)
    with pytest.raises(MoveRefused):
        services.propose_correction(draft, facts=draft.facts, note="改", by=author)
    article = make_published(author, title="示例：会撤回的一篇")
    changed = replace(article.facts, summary="新摘要。")
    correction = services.propose_correction(article, facts=changed, note="改", by=author)
    services.withdraw(article, reason="不再有效", by=publisher)
    with pytest.raises(MoveRefused):
        services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)


def test_the_rest_of_the_portal_is_told(inside: Flask) -> None:
    heard: list[str] = []
    with (
        published.connected_to(lambda *_args, **_facts: heard.append("published"), Article),
        withdrawn.connected_to(lambda *_args, **_facts: heard.append("withdrawn"), Article),
    ):
        article = make_published()
        services.withdraw(article, reason="撤", by=make_account("publisher"))
    assert heard == ["published", "withdrawn"]
