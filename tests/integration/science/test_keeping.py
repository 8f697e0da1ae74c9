"""What is public is renewed, corrected and withdrawn, each time by somebody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.lifecycle import MoveRefused
from portal.science import queries, services
from portal.science.pipeline import current_pipeline
from portal.science.rules import Standing, Verdict
from tests.factories.accounts import make_account
from tests.factories.science import (
    SOURCE,
    judgement,
    make_draft,
    make_published,
    make_reviewed,
    taker,
)


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


def test_whoever_corrected_an_article_does_not_renew_it(inside: Flask) -> None:
    article, editor = make_published(), make_account("editor", "publisher")
    changed = replace(article.facts, body="示例：更正后的正文。")
    correction = services.propose_correction(article, facts=changed, note="改正文", by=editor)
    publisher = make_account("publisher")
    services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)
    db.session.flush()
    day = clock.today() + timedelta(days=365)
    with pytest.raises(Refused, match="作者不能审"):
        services.renew(article, review_by_on=day, opinion="有效", by=editor)
    services.renew(article, review_by_on=day, opinion="有效", by=publisher)


def test_a_correction_takes_no_way_around_a_step(inside: Flask) -> None:
    article = make_published(has_claims=False, sources=())
    assert article.author is not None
    changed = replace(article.facts, has_claims=True, sources=(SOURCE,), body="示例：能治病。")
    with pytest.raises(Refused, match="专业审核"):
        services.propose_correction(article, facts=changed, note="补充", by=article.author)


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
    db.session.flush()
    assert list(queries.list_corrections_waiting()) == [correction]
    services.withdraw(article, reason="不再有效", by=publisher)
    db.session.flush()
    assert list(queries.list_corrections_waiting()) == []  # nobody could decide it
    with pytest.raises(MoveRefused):
        services.decide_correction(correction, verdict=Verdict.APPROVED, opinion="好", by=publisher)


def test_a_publisher_is_told_of_corrections_that_are_not_their_own(inside: Flask) -> None:
    author, publisher = make_account("volunteer"), make_account("publisher")
    article = make_published(author)
    assert queries.count_waiting_for(publisher) == 0
    changed = replace(article.facts, summary="新摘要。")
    services.propose_correction(article, facts=changed, note="改", by=publisher)
    db.session.flush()
    assert queries.count_waiting_for(publisher) == 0
    assert queries.count_waiting_for(make_account("publisher")) == 1
    assert queries.count_waiting_for(make_account("editor")) == 0


def test_a_step_the_place_no_longer_has_is_not_told_to_readers(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_published()
    before = len(queries.steps_taken(article))
    shipped = current_pipeline()
    fewer = replace(shipped, steps=shipped.steps[1:])
    monkeypatch.setattr("portal.science.queries.editing.current_pipeline", lambda: fewer)
    assert len(queries.steps_taken(article)) == before - 1
    assert queries.step_name("first-review") == "first-review"


def test_what_is_withdrawn_before_its_day_leaves_no_tombstone(inside: Flask) -> None:
    article, publisher = make_reviewed(), taker("final-review")
    tomorrow = clock.now() + timedelta(days=1)
    services.decide(article, judgement(article, publish_at=tomorrow), by=publisher)
    services.withdraw(article, reason="不发了", by=publisher)
    with pytest.raises(NotFound):
        queries.get_public_article(article.column, article.slug, "zh")
    public = make_published(title="示例：另一篇")
    services.withdraw(public, reason="限量已变", by=publisher)
    with pytest.raises(Withdrawn, match="限量已变"):
        queries.get_public_article(public.column, public.slug, "zh")
