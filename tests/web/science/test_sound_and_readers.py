"""Sound, openings, series, and what columns show their readers."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.science.models import ArticleReads
from portal.science.queries import get_article
from portal.science.readership import Readership
from portal.science.rules import Details, Stage
from tests.factories.files import recording
from tests.factories.science import event, load, make_draft
from tests.visitor import Visitor
from tests.web.science.desk import ANSWERS, DESK, Officer, keep, writer

READER = {"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}


def test_a_recording_that_cannot_be_kept_loses_nothing_that_was_typed(
    app: Flask, officer: Officer
) -> None:
    author = writer(officer)
    address = f"{DESK}/zh/{keep(app, make_draft, 'writer', column='songs')}/sounds/"
    told = {"title": "示例童谣", "transcript": "洗手洗干净", "licence": "own"}
    picture = (io.BytesIO(b"GIF89a" + bytes(99)), "a.mp3")
    for wrong, words in (
        ({"licence": ""}, "没有许可"),
        ({"transcript": ""}, "听不见"),
        ({"sound": picture}, "只能上传 MP3"),
        ({}, "请选一个录音文件"),
    ):
        page = author.post(address, {**told, **wrong}, status=422)
        assert words in page.text
        assert 'value="示例童谣"' in page.html


def test_a_song_is_heard_in_parts_and_read_by_who_cannot_hear(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    author = writer(officer)
    slug = keep(app, make_draft, "writer", column="songs", details=Details(music_by="示例曲"))
    address = f"{DESK}/zh/{slug}/sounds/"
    tune = recording("mp3", sound="libmp3lame")
    told = {"title": "示例童谣", "transcript": "洗手洗干净", "licence": "own"}
    page = author.follow(address, {**told, "sound": (io.BytesIO(tune), "a.txt")})
    source = str(page.soup.select("audio")[0]["src"])
    citizen.get(source, status=404)
    with app.app_context(), write_intent():
        article = get_article(slug, "zh")
        article.stage, article.published_at = Stage.PUBLISHED, article.created_at
        db.session.commit()
    whole = citizen.client.get(source)
    assert (whole.status_code, whole.mimetype) == (200, "audio/mpeg")
    part = citizen.client.get(source, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, whole.data[2:6])
    assert citizen.client.get(source, headers={"Range": "bytes=99999999-"}).status_code == 416
    shown = citizen.get(f"/science/songs/{slug}")
    assert "洗手洗干净" in shown.text
    assert "示例曲" in shown.text


def test_a_sound_is_taken_off_a_draft(app: Flask, officer: Officer) -> None:
    author = writer(officer)
    address = f"{DESK}/zh/{keep(app, make_draft, 'writer', column='songs')}/sounds/"
    told = {"title": "示例", "transcript": "词", "licence": "own"}
    sent = {**told, "sound": (io.BytesIO(recording("mp3", sound="libmp3lame")), "a.mp3")}
    page = author.follow(address, sent)
    action = str(page.soup.select("form[action$='/remove']")[0]["action"])
    assert not author.follow(action).soup.select("audio")


@pytest.fixture
def counted(app: Flask) -> Callable[[], int]:
    """Let every opening be written at once; return a way to tell how many there are."""
    app.extensions["portal.readership"] = Readership()

    def count() -> int:
        with app.app_context():
            return sum(row.count for row in db.session.query(ArticleReads).all())

    return count


def test_openings_are_counted_without_knowing_by_whom(
    app: Flask, officer: Officer, citizen: Visitor, counted: Callable[[], int]
) -> None:
    address = keep(app, lambda _author=None: load("bean", title="示例豇豆"))
    page = citizen.get(f"/science/short-facts/{address}")
    dot = str(page.soup.select("img.sci-dot")[0]["src"])
    answer = citizen.client.get(dot, headers=READER)
    assert (answer.status_code, answer.mimetype) == (200, "image/gif")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert counted() == 1
    for agent in ("Examplebot/1", "curl/8", ""):
        app.extensions["portal.readership"] = Readership()
        citizen.client.get(dot, headers={"User-Agent": agent})
    writer(officer).client.get(dot, headers=READER)
    app.extensions["portal.readership"] = Readership()
    citizen.client.get("/science/openings/nothing.zh.gif", headers=READER)
    citizen.client.get("/science/openings/bean.en.gif", headers=READER)
    assert counted() == 1
    app.extensions["portal.readership"] = Readership()
    citizen.client.get(dot, headers=READER)
    assert counted() == 2


def test_an_author_sees_how_often_their_articles_are_opened(
    app: Flask, officer: Officer, citizen: Visitor, counted: Callable[[], int]
) -> None:
    author = writer(officer)
    slug = keep(app, make_draft, "writer")
    with app.app_context(), write_intent():
        article = get_article(slug, "zh")
        article.stage, article.published_at = Stage.PUBLISHED, article.created_at
        db.session.commit()
    citizen.client.get(f"/science/openings/{slug}.zh.gif", headers=READER)
    assert counted() == 1
    page = author.get(f"{DESK}/zh/{slug}")
    assert "发布以来打开 1 次" in page.text
    assert page.soup.select_one("svg .ch-bar") is not None
    listed = author.get(f"{DESK}/")
    assert listed.soup.select("td.n")[0].text == "1"
    assert "食安小科普 1" in " ".join(listed.all(".sci-reads div"))


def test_a_series_leads_from_part_to_part(app: Flask, officer: Officer, citizen: Visitor) -> None:
    for part, slug in enumerate(("one", "two", "three"), start=1):
        with app.app_context(), write_intent():
            article = load(slug, title=f"示例第 {part} 篇")
            article.series, article.part = "guochuang", part
            db.session.commit()
    page = citizen.get("/science/short-facts/two")
    assert "第 2 篇，共 3 篇" in page.text
    assert page.all("a[rel=prev]") == ["上一篇：示例第 1 篇"]
    assert page.all("a[rel=next]") == ["下一篇：示例第 3 篇"]
    whole = citizen.get("/science/series/guochuang")
    assert whole.all("#parts ~ article h3") == [f"示例第 {n} 篇" for n in (1, 2, 3)]
    citizen.get("/science/series/nothing", status=404)
    typed = {**ANSWERS, "series": "guochuang", "part": "2"}
    assert "已经有这一篇" in writer(officer).post(f"{DESK}/new", typed, status=422).text


def test_live_lectures_and_stories_show_what_they_asked_for(app: Flask, citizen: Visitor) -> None:
    live = Details(live_url="https://live.douyin.com/1")
    lecture = Details(lecturer="示例讲师", slides_url="https://example.org/a.pdf")
    for slug, column, details in (
        ("live", "live", live),
        ("lecture", "lectures", lecture),
        ("story", "stories", Details(ages="6 到 9 岁")),
    ):
        with app.app_context(), write_intent():
            times: dict[str, Any] = {"event": _times()} if column == "live" else {}
            article = load(slug, column=column, **times)
            article.details = details.as_json()
            db.session.commit()
    link = citizen.get("/science/live/live").soup.select("a[href^='https://live']")[0]
    assert "nofollow" in link["rel"]
    assert "示例讲师" in citizen.get("/science/lectures/lecture").text
    assert "适合：6 到 9 岁" in citizen.get("/science/stories/story").text


def _times() -> dict[str, object]:
    begun = event()
    return {"starts_at": begun.starts_at, "ends_at": begun.ends_at, "venue": begun.venue}
