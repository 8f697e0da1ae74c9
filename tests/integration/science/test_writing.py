"""Authors write, save and submit; nobody else writes for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, OutOfDate, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.science import queries, services
from portal.science.rules import Event, Language, Stage, VersionKind
from tests.factories.accounts import make_account
from tests.factories.science import event, facts, make_draft, make_published, make_submitted


def field_of(refusal: "pytest.ExceptionInfo[Refused]") -> str | None:
    return refusal.value.field


def test_a_draft_keeps_everything_that_was_written(inside: Flask) -> None:
    article = make_draft(column="fairs", event=event(), items=("镉", "铅"))
    db.session.expire(article)
    assert article.items == ["镉", "铅"]
    assert article.facts.event is not None
    assert article.facts.event.venue == "示例广场"
    assert article.stage is Stage.DRAFT
    assert article.slug == "shi-li-jiang-dou-chao-shui-zai-chao"
    assert [line.action for line in audit.pending()][-1] == "science.drafted"


def test_two_articles_of_one_title_have_two_addresses(inside: Flask) -> None:
    first, second, third = make_draft(), make_draft(), make_draft()
    assert second.slug == f"{first.slug}-2"
    assert third.slug == f"{first.slug}-3"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"column": "gossip"}, "column"),
        ({"title": ""}, "title"),
        ({"column": "fairs", "event": "backwards"}, "ends_at"),
    ],
)
def test_not_even_a_draft_may_be_everything(
    inside: Flask, changes: dict[str, Any], field: str
) -> None:
    if changes.get("event"):
        right = event()
        ends_at = right.starts_at - timedelta(hours=1)
        changes = {**changes, "event": Event(right.starts_at, ends_at, "示例广场")}
    with pytest.raises(Refused) as refusal:
        make_draft(**changes)
    assert field_of(refusal) == field


def test_saving_changes_the_draft_and_its_revision(inside: Flask) -> None:
    writer = make_account("volunteer")
    article = make_draft(writer)
    services.save_draft(
        article, facts=facts(title="示例：新题", items=("镉",)), revision=1, by=writer
    )
    db.session.flush()
    assert (article.title, article.items, article.revision) == ("示例：新题", ["镉"], 2)


def test_a_draft_changed_in_another_window_is_not_overwritten(inside: Flask) -> None:
    writer = make_account("volunteer")
    article = make_draft(writer)
    services.save_draft(article, facts=facts(title="甲"), revision=1, by=writer)
    with pytest.raises(OutOfDate):
        services.save_draft(article, facts=facts(title="乙"), revision=1, by=writer)
    assert article.title == "甲"


def test_nobody_writes_in_another_persons_draft(inside: Flask) -> None:
    article, stranger = make_draft(), make_account("volunteer")
    with pytest.raises(NotAllowed):
        services.save_draft(article, facts=facts(), revision=1, by=stranger)
    with pytest.raises(NotAllowed):
        services.submit(article, by=stranger)


def test_what_is_under_review_cannot_be_changed(inside: Flask) -> None:
    writer = make_account("volunteer")
    article = make_submitted(writer)
    with pytest.raises(Refused, match="送审"):
        services.save_draft(article, facts=facts(), revision=2, by=writer)
    with pytest.raises(MoveRefused):
        services.submit(article, by=writer)


def test_submitting_keeps_what_the_reviewers_will_read(inside: Flask) -> None:
    article = make_submitted()
    assert article.stage is Stage.IN_REVIEW
    assert [(version.number, version.kind) for version in article.versions] == [
        (1, VersionKind.SUBMITTED)
    ]
    assert article.versions[0].facts["title"] == article.title


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"body": ""}, "body"),
        ({"sources": ()}, "sources"),
        ({"column": "live"}, "starts_at"),
    ],
)
def test_an_incomplete_draft_is_not_reviewed(
    inside: Flask, changes: dict[str, Any], field: str
) -> None:
    article = make_draft(**changes)
    assert article.author is not None
    with pytest.raises(Refused) as refusal:
        services.submit(article, by=article.author)
    assert field_of(refusal) == field
    assert article.stage is Stage.DRAFT


def test_a_translation_shares_address_and_column(inside: Flask) -> None:
    writer = make_account("volunteer")
    chinese = make_draft(writer)
    english = services.start_draft(
        facts=facts(title="Example"), language=Language.EN, by=writer, translates=chinese
    )
    db.session.flush()
    assert (english.slug, english.language) == (chinese.slug, Language.EN)
    with pytest.raises(Refused, match="已经有"):
        services.start_draft(facts=facts(), language=Language.EN, by=writer, translates=chinese)
    with pytest.raises(Refused) as refusal:
        services.save_draft(
            english, facts=replace(english.facts, column="stories"), revision=1, by=writer
        )
    assert field_of(refusal) == "column"


def test_a_translation_in_another_column_is_refused(inside: Flask) -> None:
    writer = make_account("volunteer")
    chinese = make_draft(writer)
    with pytest.raises(Refused) as refusal:
        services.start_draft(
            facts=facts(column="songs"), language=Language.EN, by=writer, translates=chinese
        )
    assert field_of(refusal) == "column"


def test_own_and_waiting_articles_are_listed(inside: Flask) -> None:
    writer, editor = make_account("volunteer"), make_account("editor")
    draft, waiting = make_draft(writer), make_submitted()
    published = make_published()
    assert list(queries.list_own(writer)) == [draft]
    assert [one.article for one in queries.list_at_steps(editor)] == [waiting]
    assert list(queries.list_published()) == [published]
    assert queries.get_own_article(draft.slug, "zh", writer) is draft
    assert queries.get_own_article(draft.slug, "zh", editor) is draft
    with pytest.raises(NotAllowed):
        queries.get_own_article(waiting.slug, "zh", writer)
    with pytest.raises(NotFound):
        queries.get_article("nothing-here", "zh")
