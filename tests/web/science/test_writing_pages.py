"""The author's desk: forms by column, what windows hold, notes, versions, sound, openings."""

import pytest
from flask import Flask

from portal.kernel.db import db
from portal.science.models import Article, ArticleNote, KeptAnswers
from portal.science.rules import Stage
from portal.science.services import noting
from tests.factories.accounts import make_account
from tests.factories.science import make_draft, make_submitted
from tests.web.science.desk import ANSWERS, DESK, Officer, keep, writer

HTMX = {"HX-Request": "true"}
READER = {"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
TIMES = {"starts_at": "2026-06-13T08:30", "ends_at": "2026-06-13T10:00", "venue": "示例账号"}


def fields(page: object) -> set[str]:
    return {str(one["name"]) for one in page.soup.select("form [name]")}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("column", "asked", "not_asked"),
    [
        ("live", {"live_url", "replay_url", "starts_at"}, {"lecturer", "seats", "words_by"}),
        ("lectures", {"lecturer", "held_on", "slides_url", "video_url"}, {"live_url", "starts_at"}),
        ("stories", {"ages"}, {"lecturer", "starts_at"}),
        ("songs", {"words_by", "music_by"}, {"ages"}),
        ("fairs", {"starts_at", "venue", "seats"}, {"live_url"}),
        ("short-facts", set(), {"live_url", "lecturer", "ages", "words_by", "starts_at"}),
    ],
)
def test_each_column_shows_the_fields_that_suit_it(
    officer: Officer, column: str, asked: set[str], not_asked: set[str]
) -> None:
    answers = {"column": column, "title": "写了一半", "action": "column"}
    author = writer(officer)
    page = author.post(f"{DESK}/new", answers, status=200)
    assert asked <= fields(page)
    assert not not_asked & fields(page)
    assert 'value="写了一半"' in page.html
    piece = author.post(f"{DESK}/new", answers, status=200, headers=HTMX)
    assert asked <= {str(one["name"]) for one in piece.soup.select("[name]")}
    assert "<html" not in piece.html


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"live_url": "http://live.douyin.com/1"}, "以 https:// 开头"),
        ({"live_url": "https://example.org/1"}, "不在可用的直播网站里"),
        ({"live_url": "https://live.douyin.com/1", "series": "nope", "part": "1"}, "有"),
        ({"series": "guochuang"}, "系列和第几篇要一起写"),
        ({"series": "guochuang", "part": "0"}, "1 到 999"),
        ({"body": "发芽的**不吃**" + "\n行" * 2000}, "最多 2000 行"),
    ],
)
def test_a_wrong_link_or_series_comes_back_at_its_field(
    officer: Officer, answers: dict[str, str], words: str
) -> None:
    typed = {**ANSWERS, **TIMES, "column": "live", **answers}
    page = writer(officer).post(f"{DESK}/new", typed, status=422)
    assert words in page.text
    assert "发芽的**不吃**" in page.html


def test_what_review_waits_for_is_asked_at_sending(officer: Officer) -> None:
    author = writer(officer)
    typed = {**ANSWERS, **TIMES, "column": "live", "action": "submit"}
    assert "请写直播网址" in author.post(f"{DESK}/new", typed, status=422).text
    typed["live_url"] = "https://live.douyin.com/1"
    assert "审核中" in author.follow(f"{DESK}/new", typed).text


def test_saving_leads_to_pictures_or_sound_where_that_is_wanted(officer: Officer) -> None:
    author = writer(officer)
    page = author.post(f"{DESK}/new", {**ANSWERS, "action": "pictures"})
    assert page.location.endswith("/pictures")
    page = author.post(f"{DESK}/new", {**ANSWERS, "action": "sounds"})
    assert author.get(page.location).heading == "放录音"


def test_what_a_window_holds_is_kept_offered_and_thrown_away(app: Flask, officer: Officer) -> None:
    author = writer(officer)
    kept_at = f"{DESK}/kept/?place=new.zh"
    half = {"title": "半句\x00", "body": "写到一半", "tab": "one", "column": "songs"}
    assert "自动保留" in author.post(kept_at, half, status=200).text
    author.post(kept_at, {**half, "body": "写到一半多"}, status=200)
    author.post(kept_at, {**half, "tab": "two"}, status=200)
    page = author.get(f"{DESK}/new")
    assert len(page.soup.select("[href*='window=']")) == 2
    again = author.get(f"{DESK}/new?window=one")
    assert "写到一半多" in again.html
    assert "words_by" in fields(again)
    author.follow(f"{DESK}/kept/forget?place=new.zh", {"tab": "two"})
    saved = {**ANSWERS, "tab": "one"}
    author.follow(f"{DESK}/new", saved)
    with app.app_context():
        assert db.session.query(KeptAnswers).count() == 0


def test_answers_are_kept_for_their_writer_alone(officer: Officer) -> None:
    writer(officer).post(f"{DESK}/kept/?place=new.zh", {"title": "秘", "tab": "a"}, status=200)
    other = officer("volunteer", name="other", department=None)
    assert "window=" not in other.get(f"{DESK}/new").html
    for place in ("", "new", "new.fr", "a/b.zh", "%00.zh"):
        other.post(f"{DESK}/kept/?place={place}", {"tab": "a"}, status=404)


def returned(app: Flask) -> str:
    """Keep an article that came back with two notes; return its slug."""

    def make(author: object) -> Article:
        article = make_submitted(author, body="第一行\n\n第三行")  # type: ignore[arg-type]
        editor = make_account("editor", name="noting")
        db.session.flush()
        for line in (1, 3):
            noting.note_line(article, version=1, line=line, text=f"意见 {line}", by=editor)
        article.stage = Stage.RETURNED
        return article

    return keep(app, make, "writer")


def test_an_author_answers_notes_line_by_line(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), returned(app)
    assert "2 条意见待答复" in author.get(f"{DESK}/").text
    notes = f"{DESK}/zh/{slug}/notes/"
    page = author.get(notes)
    assert "意见 3" in page.soup.select("#line-3")[0].text
    forms = [str(form["action"]) for form in page.soup.select("form[action$='/answer']")]
    assert "请写下您的答复" in author.post(forms[0], {"answer": ""}, status=422).text
    author.follow(forms[0], {"answer": "已经补上出处", "action": "done"})
    page = author.follow(forms[1], {"answer": "请问改成什么好？"})
    assert "已处理" in page.text
    assert len(page.soup.select("form[action$='/answer']")) == 1
    author.post(forms[0], {"answer": "再说一次"}, status=422)
    other = officer("volunteer", name="other", department=None)
    other.post(forms[1], {"answer": "x"}, status=403)


def test_a_reviewer_notes_a_line_and_closes_a_note(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer", body="第一行\n\n第三行")
    notes, editor = f"{DESK}/zh/{slug}/notes/", officer("editor", name="reader")
    said = {"line": "3", "version": "1", "text": "这里要出处"}
    for wrong in ({"line": "2"}, {"text": ""}, {"version": "7"}, {"text": "长" * 2001}):
        page = editor.post(notes, {**said, **wrong}, status=422)
        assert page.all(".errs li")
    page = editor.follow(notes, said)
    assert "这里要出处" in page.soup.select("#line-3")[0].text
    with app.app_context():
        (note,) = db.session.query(ArticleNote).all()
        assert (note.quote, note.line) == ("第三行", 3)
    editor.follow(f"{notes}{note.id}/close")
    assert "已处理" in editor.get(notes).text
    editor.post(f"{notes}99/close", status=404)
    writer(officer).post(notes, said, status=403)
    officer("handler").get(notes, status=403)


def test_versions_are_compared_in_words(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), returned(app)
    author.follow(
        f"{DESK}/zh/{slug}/edit", {**ANSWERS, "body": "第一行\n\n第三行改过", "revision": "2"}
    )
    page = author.get(f"{DESK}/zh/{slug}/versions")
    assert "新增：" in page.soup.select(".sci-changes ins")[0].text
    assert any("改过" in text for text in page.all("ins"))
    same = author.get(f"{DESK}/zh/{slug}/versions?older=1&newer=1")
    assert "没有差异" in same.text
    author.get(f"{DESK}/zh/{slug}/versions?older=9", status=404)
    author.get(f"{DESK}/zh/{slug}/versions?older=x&newer=-1")
    draft = keep(app, make_draft, "writer", title="示例：没有送审过")
    assert "还没有送审过" in author.get(f"{DESK}/zh/{draft}/versions").text
