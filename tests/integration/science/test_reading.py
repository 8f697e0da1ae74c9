"""What readers see, in either language, and when the clock changes it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.paging import encode_cursor
from portal.science import queries, services
from portal.science.queries import public
from portal.science.rules import Stage
from tests.factories.accounts import make_account
from tests.factories.science import load


def test_a_loaded_article_is_public_at_once(inside: Flask) -> None:
    article = load(
        "fair",
        column="fairs",
        items=["镉"],
        review_by_months=6,
        event={
            "starts_at": "2026-06-13T08:30",
            "ends_at": "2026-06-13T11:00",
            "venue": "示例广场",
            "seats": 80,
        },
    )
    assert article.stage is Stage.PUBLISHED
    assert article.event is not None
    assert article.event.hours == "08:30–11:00"
    assert article.is_over == (clock.today().isoformat() > "2026-06-13")
    assert queries.get_public_article("fairs", "fair", "zh") is article
    assert not load("plain").is_over


def test_what_the_desk_would_refuse_is_not_loaded(inside: Flask) -> None:
    load("once")
    wrong: list[dict[str, Any]] = [
        {"slug": "once"},
        {"slug": "不好"},
        {"column": "fairs"},
        {"title": ""},
    ]
    for front in wrong:
        with pytest.raises(Refused):
            load(**front)


def test_readers_get_their_language_or_the_other(inside: Flask) -> None:
    chinese, english = load("both"), load("both", language="en", title="Both")
    only = load("only")
    assert queries.get_public_article("short-facts", "both", "zh") is chinese
    assert queries.get_public_article("short-facts", "both", "en") is english
    assert queries.get_public_article("short-facts", "only", "en") is only
    assert queries.find_translation(chinese) is english
    assert queries.find_translation(only) is None
    assert set(queries.newest_articles(9, "zh")) == {chinese, only}
    assert list(queries.newest_articles(9, "en")) == [english, only]
    assert queries.count_by_column("en")["short-facts"] == 2
    assert queries.count_by_column("zh")["songs"] == 0


@pytest.mark.parametrize("slug", ["nothing", "..", "a\x00b", "A", "x" * 500])
def test_what_is_not_there_is_not_found(inside: Flask, slug: str) -> None:
    with pytest.raises(NotFound):
        queries.get_public_article("short-facts", slug, "zh")


def test_an_article_has_one_column(inside: Flask) -> None:
    load("here")
    with pytest.raises(NotFound):
        queries.get_public_article("songs", "here", "zh")


def test_a_withdrawn_article_leaves_its_reason(inside: Flask) -> None:
    article = load("gone")
    services.withdraw(article, reason="限量已变", by=make_account("publisher"))
    with pytest.raises(Withdrawn, match="限量已变"):
        queries.get_public_article("short-facts", "gone", "zh")
    assert queries.newest_articles(9, "zh") == []


def test_a_scheduled_article_appears_by_itself(inside: Flask) -> None:
    now = clock.now()
    article = load("later", days_ago=-1)
    assert queries.newest_articles(9, "zh") == []
    assert queries.next_change_at(now) == article.published_at
    with pytest.raises(NotFound):
        queries.get_public_article("short-facts", "later", "zh")
    with time_machine.travel(now + timedelta(days=2)):
        assert list(queries.newest_articles(9, "zh")) == [article]


def test_an_article_past_its_review_day_leaves_the_lists_but_not_its_address(
    inside: Flask,
) -> None:
    article = load("old", review_by_months=1)
    assert article.review_by_on is not None
    change = queries.next_change_at(clock.now())
    assert change is not None
    assert clock.in_china(change).date() == article.review_by_on + timedelta(days=1)
    with time_machine.travel(change):
        assert queries.newest_articles(9, "zh") == []
        assert queries.current_versions(clock.now()) == {}
        assert queries.get_public_article("short-facts", "old", "zh") is article
        assert list(queries.list_due_within(0)) == [article]
        assert queries.next_change_at(clock.now()) is None


def test_articles_explain_failing_items(inside: Flask) -> None:
    both = load("both-items", items=["镉", "铅"], days_ago=2)
    other = load("cadmium", items=["镉"], column="stories")
    plain = load("plain", days_ago=3)
    assert list(queries.articles_for_item("镉", "zh")) == [other, both]
    assert queries.articles_for_item("甜蜜素", "zh") == []
    assert list(queries.related_articles(both, "zh")) == [other, plain]


def test_events_to_come_stand_in_order(inside: Flask) -> None:
    def fair(slug: str, days: int) -> None:
        begins = clock.now() + timedelta(days=days)
        times = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "venue": "示例广场"}
        load(slug, column="fairs", event=times)

    for slug, days in (("second", 9), ("past", -9), ("first", 1)):
        fair(slug, days)
    assert [article.slug for article in queries.next_events(5, "zh")] == ["first", "second"]


def test_pages_join_without_a_gap(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "PAGE_SIZE", 2)
    for number in range(4):
        load(f"zh-{number}", days_ago=number + 1)
    load("en-only", language="en", days_ago=9)
    first = queries.page_of_articles("short-facts", "zh")
    second = queries.page_of_articles("short-facts", "zh", earlier=first.earlier)
    third = queries.page_of_articles("short-facts", "zh", earlier=second.earlier)
    pages = [[article.slug for article in page.items] for page in (first, second, third)]
    assert pages == [["zh-0", "zh-1"], ["zh-2", "zh-3"], ["en-only"]]
    assert (first.later, third.earlier) == (None, None)
    back = queries.page_of_articles("short-facts", "zh", later=third.later)
    assert list(back.items) == list(second.items)
    again = queries.page_of_articles("short-facts", "zh", later=back.later)
    assert list(again.items) == list(first.items)
    assert again.later is None
    english = queries.page_of_articles("short-facts", "en")
    assert english.items[0].slug == "en-only"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        encode_cursor(1),
        encode_cursor(1, "yesterday", 1),
        encode_cursor(1, "2026-01-01", 1),
        encode_cursor(1, "0001-01-01T00:00:00+08:00", 1),
        encode_cursor(1, "2026-01-01T00:00:00+08:00", 2**70),
        encode_cursor(1, "2026-01-01T00:00:00+08:00", "1"),
    ],
)
def test_a_broken_cursor_leads_nowhere(inside: Flask, cursor: str) -> None:
    with pytest.raises(NotFound):
        queries.page_of_articles("short-facts", "zh", earlier=cursor)


def test_an_empty_page_has_no_neighbours(inside: Flask) -> None:
    page = queries.page_of_articles("songs", "zh")
    assert (list(page.items), page.earlier, page.later) == ([], None, None)


def test_only_what_may_be_found_is_listed_for_search(inside: Flask) -> None:
    shown, hidden = load("shown"), load("hidden", days_ago=-3)
    now = clock.now()
    assert queries.current_versions(now) == {shown.id: 1}
    assert list(queries.list_current([shown.id, hidden.id], now, db.session)) == [shown]
