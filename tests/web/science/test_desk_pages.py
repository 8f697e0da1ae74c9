"""Authors and reviewers at work."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.science.models import Article
from tests.factories.accounts import make_account
from tests.factories.science import (
    make_draft,
    make_first_approved,
    make_published,
    make_submitted,
    picture,
)
from tests.visitor import Page, Visitor

Officer = Callable[..., Visitor]
ANSWERS = {
    "column": "short-facts",
    "title": "示例：土豆发芽怎么办",
    "summary": "不建议吃。",
    "body": "## 先看芽\n\n发芽的**不吃**。",
    "audience": "everyone",
    "has_claims": "y",
    "sources": "食品安全国家标准 示例 | GB 0000-2026 | https://example.org/a\n示例",
    "items": "镉、铅",
    "byline": "示例作者",
    "review_months": "24",
}
DESK = "/desk/science"
PAGES = {
    "/": "article.write",
    "/new": "article.write",
    "/zh/{slug}": "author",
    "/zh/{slug}/edit": "author",
    "/zh/{slug}/pictures": "author",
    "/zh/{slug}/correct": "author",
    "/reviews/": "article.review",
    "/reviews/zh/{slug}": "article.review",
    "/reviews/zh/{slug}/publish": "article.publish",
    "/reviews/zh/{slug}/withdraw": "article.publish",
    "/reviews/zh/{slug}/renew": "article.publish",
    "/reviews/zh/{slug}/correction": "article.publish",
}


def keep(app: Flask, make: Callable[..., Article], author: str = "", **facts: Any) -> str:
    """Make an article by this author, commit it, and return its slug."""
    with app.app_context(), write_intent():
        article = make(make_account("volunteer", name=author) if author else None, **facts)
        db.session.commit()
        return article.slug


def writer(officer: Officer) -> Visitor:
    return officer("volunteer", name="writer", department=None)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_closed_to_those_it_is_not_for(
    app: Flask, officer: Officer, citizen: Visitor, page: str
) -> None:
    address = DESK + page.format(slug=keep(app, make_draft, "writer"))
    assert "sign-in" in citizen.get(address, status=303).location
    for roles in (("handler",), ("finance",)):
        officer(*roles).get(address, status=403)
    if PAGES[page] != "article.write":
        officer("volunteer", department=None).get(address, status=403)


def test_an_author_writes_previews_saves_and_submits(app: Flask, officer: Officer) -> None:
    author = writer(officer)
    assert "还没有稿件" in author.get(f"{DESK}/").text
    author.get(f"{DESK}/new")
    preview = author.post(f"{DESK}/new", {**ANSWERS, "action": "preview"}, status=200)
    assert preview.all("#preview .prose strong") == ["不吃"]
    page = author.follow(f"{DESK}/new", ANSWERS)
    assert page.heading == ANSWERS["title"]
    address = f"{DESK}/zh/shi-li-tu-dou-fa-ya-zen-me-ban"
    form = author.get(f"{address}/edit")
    assert "https://example.org/a" in form.text
    assert "镉、铅" in form.html
    saved = author.follow(f"{address}/edit", {**ANSWERS, "summary": "扔掉。", "revision": "1"})
    assert "扔掉。" in saved.text
    assert "待初审" in author.follow(f"{address}/submit").text
    assert "待初审" in author.get(f"{DESK}/").text


def test_the_preview_is_a_piece_for_htmx(officer: Officer) -> None:
    answers = {**ANSWERS, "action": "preview"}
    page = writer(officer).post(f"{DESK}/new", answers, status=200, headers={"HX-Request": "true"})
    assert "<html" not in page.html
    assert page.all(".prose h2") == ["先看芽"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"title": ""}, "请写标题"),
        ({"column": "gossip"}, "选"),
        ({"title": "x" * 121}, "最多 120 个字"),
        ({"sources": "a | b | c | d"}, "第 1 行读不懂"),
        ({"sources": "a\n | b"}, "第 2 行读不懂"),
        ({"sources": "a | b | ftp:x"}, "第 1 行的网址"),
        ({"sources": "a\n" * 41}, "最多 40 条"),
        ({"items": "甲" * 81}, "最多 40 个项目"),
        ({"venue": "示例广场"}, "开始时间、结束时间和地点"),
        ({"starts_at": "0001-01-01T00:00", "ends_at": "9999-01-01T00:00"}, "核对年份"),
        ({"starts_at": "tomorrow"}, "有"),
        ({"seats": "-1"}, "1 以上"),
        ({"review_months": "999999999999999999999"}, "1 到 60"),
    ],
)
def test_a_mistake_comes_back_with_everything_that_was_typed(
    officer: Officer, answers: dict[str, str], words: str
) -> None:
    page = writer(officer).post(f"{DESK}/new", {**ANSWERS, **answers}, status=422)
    assert words in page.text
    assert "发芽的**不吃**。" in page.text
    assert page.soup.select_one(".errs") is not None


def test_what_cannot_be_kept_is_taken_off(app: Flask, officer: Officer) -> None:
    answers = {**ANSWERS, "title": "示例\x00标题", "body": "一\r\n\r\n二\x07"}
    assert writer(officer).follow(f"{DESK}/new", answers).heading == "示例标题"


def test_a_fair_is_written_with_its_time(app: Flask, officer: Officer) -> None:
    answers = {
        **ANSWERS,
        "column": "fairs",
        "starts_at": "2026-06-13T08:30",
        "ends_at": "2026-06-13T11:00",
        "venue": "示例广场",
        "seats": "80",
    }
    author = writer(officer)
    author.follow(f"{DESK}/new", answers)
    form = author.get(f"{DESK}/zh/shi-li-tu-dou-fa-ya-zen-me-ban/edit")
    assert 'value="2026-06-13T08:30"' in form.html
    backwards = {**answers, "ends_at": "2026-06-13T07:00"}
    assert "请核对" in author.post(f"{DESK}/new", backwards, status=422).text


def test_an_incomplete_draft_comes_back_with_what_is_missing(app: Flask, officer: Officer) -> None:
    author = writer(officer)
    slug = keep(app, make_draft, "writer", sources=())
    page = author.post(f"{DESK}/zh/{slug}/submit", status=422)
    assert "请至少写一条出处" in page.text


def test_a_draft_open_in_two_windows_is_not_overwritten(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    author.post(f"{DESK}/zh/{slug}/edit", {**ANSWERS, "revision": "1"})
    page = author.post(f"{DESK}/zh/{slug}/edit", {**ANSWERS, "revision": "1x"}, status=422)
    assert "已有改动" in page.text


def test_a_translation_begins_from_its_original(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    address = f"{DESK}/new?language=en&translates={slug}"
    assert "译自" in author.get(address).text
    page = author.follow(address, {**ANSWERS, "title": "Example"})
    assert page.heading == "Example"
    assert author.client.get(f"{DESK}/en/{slug}").status_code == 200
    author.post(address, ANSWERS, status=422)
    author.get(f"{DESK}/new?translates=nothing-here", status=404)


def test_pictures_are_added_with_words_and_licence(
    app: Flask, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    address = f"{DESK}/zh/{slug}/pictures"

    def send(raw: bytes, status: int = 303, **answers: str) -> Page:
        sent = {"alt": "一把豇豆", "licence": "own", **answers}
        return author.post(address, {**sent, "picture": (io.BytesIO(raw), "a.jpg")}, status=status)

    assert "请选一个图片文件" in author.post(address, {"alt": "x"}, status=422).text
    assert "没有许可的图片" in author.post(address, {"alt": "x"}, status=422).text
    assert "图片说明" in send(picture(), status=422, alt="").text
    assert "打不开" in send(b"<svg>", status=422).text
    with monkeypatch.context() as small:
        small.setattr("portal.science.pictures.LARGEST_FILE", 20_000)
        small.setattr("portal.science.forms.LARGEST_FILE", 20_000)
        assert "8 MB" in send(b"x" * 30_000, status=422).text
    send(picture())
    shown = author.get(address)
    assert "![一把豇豆](/science/images/" in shown.text
    source = shown.soup.select_one("figure img")
    assert source is not None
    assert author.client.get(str(source["src"])).status_code == 200
    assert app.test_client().get(str(source["src"])).status_code == 404


def test_two_people_publish_what_a_third_wrote(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer")
    editor, publisher = officer("editor"), officer("publisher")
    one = f"{DESK}/reviews/zh/{slug}"
    assert slug in "".join(editor.get(f"{DESK}/reviews/").links())
    assert "先洗后切" in editor.get(one).text
    answers = {"version": "1", "opinion": "已核对", "verdict": "approved"}
    assert "请写下意见" in editor.post(one, {**answers, "opinion": ""}, status=422).text
    assert "请选通过或退回" in editor.post(one, {"version": "1", "opinion": "好"}, status=422).text
    assert "作者又改过" in editor.post(one, {**answers, "version": "9"}, status=422).text
    editor.post(one, answers)
    publisher.get(f"{one}/publish")
    publisher.post(f"{one}/publish", answers)
    assert "示例：豇豆焯水再炒" in officer("editor").get(f"/science/short-facts/{slug}").text
    assert "已核对" in publisher.get(f"{DESK}/zh/{slug}").text


def test_a_reviewer_who_wrote_it_is_told_to_leave_it(app: Flask, officer: Officer) -> None:
    author = officer("volunteer", "publisher", name="both")
    slug = keep(app, make_submitted, "both")
    one = f"{DESK}/reviews/zh/{slug}"
    assert "作者不能审自己的稿件" in author.get(one).text
    answers = {"version": "1", "opinion": "好", "verdict": "approved"}
    assert "作者不能审自己的稿件" in author.post(one, answers, status=422).text


def test_what_is_sent_back_shows_why(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_first_approved, "writer")
    publisher = officer("publisher")
    answers = {"version": "1", "opinion": "请补一条出处", "verdict": "returned"}
    publisher.post(f"{DESK}/reviews/zh/{slug}/publish", answers)
    assert "请补一条出处" in writer(officer).get(f"{DESK}/zh/{slug}/edit").text
    assert "不在这一步" in publisher.get(f"{DESK}/reviews/zh/{slug}").text
    publisher.post(f"{DESK}/reviews/zh/{slug}", answers, status=409)


def test_publication_may_wait(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_first_approved, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/publish"
    answers = {"version": "1", "opinion": "好", "verdict": "approved"}
    past = publisher.post(address, {**answers, "publish_at": "2020-01-01T00:00"}, status=422)
    assert "发布时间早于现在" in past.text
    publisher.post(address, {**answers, "publish_at": "2099-01-01T08:00"})
    assert "定时发布" in publisher.get(f"{DESK}/zh/{slug}").text
    publisher.get(f"/science/short-facts/{slug}", status=404)


def test_withdrawing_takes_it_off_the_site_at_once(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/withdraw"
    assert len(publisher.get("/search?q=豇豆").all("#results h3")) == 1
    publisher.get(address)
    assert "请写明撤回的原因" in publisher.post(address, {"reason": ""}, status=422).text
    publisher.post(address, {"reason": "限量已变"})
    assert "限量已变" in publisher.get(f"/science/short-facts/{slug}", status=410).text
    assert publisher.get("/search?q=豇豆").all("#results h3") == []
    assert "限量已变" in publisher.get(f"{DESK}/zh/{slug}").text


def test_an_article_is_renewed(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/renew"
    publisher.get(address)
    answers = {"opinion": "标准未变", "review_by_on": "2020-01-01"}
    assert "晚于今天" in publisher.post(address, answers, status=422).text
    odd = publisher.post(address, {**answers, "review_by_on": "9999-12-31"}, status=422)
    assert "核对年份" in odd.text
    publisher.post(address, {**answers, "review_by_on": "2099-01-01"})
    assert "2099-01-01" in publisher.get(f"/science/short-facts/{slug}").text


def test_a_correction_is_proposed_compared_and_published(app: Flask, officer: Officer) -> None:
    author, publisher = writer(officer), officer("publisher")
    slug = keep(app, make_published, "writer")
    address, decision = f"{DESK}/zh/{slug}/correct", f"{DESK}/reviews/zh/{slug}/correction"
    publisher.get(decision, status=404)
    author.get(address)
    preview = author.post(address, {**ANSWERS, "action": "preview"}, status=200)
    assert preview.all("#preview strong") == ["不吃"]
    assert "请写明改了什么" in author.post(address, ANSWERS, status=422).text
    changed = {**ANSWERS, "note": "改写全文"}
    assert "有一份更正在等审核" in author.follow(address, changed).text
    assert "更正" in publisher.get(f"{DESK}/reviews/").text
    compared = publisher.get(decision)
    assert "发芽的**不吃**。" in " ".join(compared.all("ins"))
    assert publisher.get(f"/science/short-facts/{slug}").heading != ANSWERS["title"]
    publisher.post(decision, {"opinion": "好", "verdict": ""}, status=422)
    publisher.post(decision, {"opinion": "好", "verdict": "approved"})
    public = publisher.get(f"/science/short-facts/{slug}")
    assert public.heading == ANSWERS["title"]
    assert "更正 1 次" in public.text
    assert "改写全文" in public.text
    assert len(publisher.get("/search?q=土豆").all("#results h3")) == 1


def test_an_editor_reads_a_draft_but_does_not_write_in_it(app: Flask, officer: Officer) -> None:
    slug, editor = keep(app, make_draft, "writer"), officer("editor")
    editor.get(f"{DESK}/zh/{slug}")
    editor.get(f"{DESK}/zh/{slug}/edit", status=403)
    editor.post(f"{DESK}/zh/{slug}/edit", ANSWERS, status=403)


@pytest.mark.parametrize("slug", ["nothing-here", "a%00b", "A"])
def test_the_desk_finds_nothing_where_nothing_is(officer: Officer, slug: str) -> None:
    officer("editor").get(f"{DESK}/zh/{slug}", status=404)
