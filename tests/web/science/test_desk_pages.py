"""Authors and reviewers at work."""

import io
from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories.science import (
    make_draft,
    picture,
)
from tests.visitor import Page, Visitor
from tests.web.science.desk import ANSWERS, DESK, keep, writer

Officer = Callable[..., Visitor]
PAGES = {
    "/": "article.write",
    "/new": "article.write",
    "/zh/{slug}": "author",
    "/zh/{slug}/edit": "author",
    "/zh/{slug}/pictures": "author",
    "/zh/{slug}/correct": "author",
    "/reviews/": "article.review",
    "/reviews/zh/{slug}": "article.review",
    "/zh/{slug}/exposure": "author",
    "/reviews/zh/{slug}/withdraw": "article.publish",
    "/reviews/zh/{slug}/renew": "article.publish",
    "/reviews/zh/{slug}/correction": "article.publish",
}


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
    assert "审核中" in author.follow(f"{address}/submit").text
    assert "审核中" in author.get(f"{DESK}/").text


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
        ({"sources": "a | b | | d | e"}, "第 1 行读不懂"),
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
    typed = {**ANSWERS, "body": "## 先看芽\n\n发绿的**不吃**。", "revision": "1x"}
    page = author.post(f"{DESK}/zh/{slug}/edit", typed, status=422)
    assert "两份都在下面" in page.text
    assert page.all(".sci-changes ins") == ["新增： 发绿 （新增到此）"]
    assert "发绿的**不吃**" in page.soup.select("#body")[0].text
    assert "发芽的**不吃**" in page.soup.select(".sci-stored")[0].text
    page = author.post(f"{DESK}/zh/{slug}/edit", {**typed, "revision": "2"})


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
    assert "没有许可的文件" in author.post(address, {"alt": "x"}, status=422).text
    assert "图片说明" in (refused := send(picture(), status=422, alt="").text)
    assert "要再选一次" in refused
    assert "打不开" in send(b"<svg>", status=422).text
    with monkeypatch.context() as small:
        small.setattr("portal.science.pictures.LARGEST_FILE", 20_000)
        small.setattr("portal.science.forms.media.LARGEST_FILE", 20_000)
        assert "8 MB" in send(b"x" * 30_000, status=422).text
    send(picture())
    shown = author.get(address)
    assert "![一把豇豆](/science/images/" in shown.text
    source = shown.soup.select_one("figure img")
    assert source is not None
    assert author.client.get(str(source["src"])).status_code == 200
    assert app.test_client().get(str(source["src"])).status_code == 404


def test_an_editor_reads_a_draft_but_does_not_write_in_it(app: Flask, officer: Officer) -> None:
    slug, editor = keep(app, make_draft, "writer"), officer("editor")
    editor.get(f"{DESK}/zh/{slug}")
    editor.get(f"{DESK}/zh/{slug}/edit", status=403)
    editor.post(f"{DESK}/zh/{slug}/edit", ANSWERS, status=403)


@pytest.mark.parametrize("slug", ["nothing-here", "a%00b", "A"])
def test_the_desk_finds_nothing_where_nothing_is(officer: Officer, slug: str) -> None:
    officer("editor").get(f"{DESK}/zh/{slug}", status=404)
