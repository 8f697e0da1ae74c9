"""What readers open: columns, a column, an article, a picture."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.science import services
from portal.science.models import Article
from portal.science.rules import Details, Licence
from tests.factories.accounts import make_account
from tests.factories.science import event, load, make_published, picture
from tests.visitor import Visitor


def keep(app: Flask, make: Callable[[], Article]) -> str:
    """Make an article, commit it, and return its address."""
    with app.app_context(), write_intent():
        article = make()
        db.session.commit()
        return f"/science/{article.column}/{article.slug}"


def test_an_empty_column_is_shown_as_empty(app: Flask, citizen: Visitor) -> None:
    page = citizen.get("/science/")
    assert page.heading == "科普"
    assert len(page.all("h2[id^=column-]")) == 6
    assert page.text.count("这个栏目还没有文章") == 6
    assert "暂时没有安排" in page.text
    assert "这个栏目还没有文章" in citizen.get("/science/songs/").text


def test_columns_show_counts_newest_and_what_comes_next(app: Flask, citizen: Visitor) -> None:
    for number in range(3):
        keep(app, lambda number=number: load(f"fact-{number}", title=f"示例 {number}"))  # type: ignore[misc]
    keep(app, lambda: make_published(column="fairs", title="示例大集", event=event()))
    page = citizen.get("/science/")
    assert "食安小科普 3" in page.text
    assert "看全部 3 篇" in page.text
    assert "示例广场" in page.text
    assert len(citizen.get("/science/short-facts/").all("article")) == 3


def test_an_article_shows_what_it_rests_on(app: Flask, citizen: Visitor) -> None:
    body = "## 一\n\n甲\n\n## 二\n\n乙\n\n## 三\n\n丙"
    page = citizen.get(keep(app, lambda: make_published(body=body)))
    assert page.heading == "示例：豇豆焯水再炒"
    for words in ("文：示例作者", "约 1 分钟", "GB 0000-2026", "没有更正", "前复审", "本文目录"):
        assert words in page.text
    assert "近 180 天没有公示的不合格结果" in page.text
    assert not [link for link in page.links() if link.startswith("/sampling/?result=failed&")]
    assert page.all(".prose h2")[:3] == ["一", "二", "三"]


LIVE = Details(live_url="https://live.douyin.com/example")


def test_a_fair_says_when_and_where(app: Flask, citizen: Visitor) -> None:
    page = citizen.get(keep(app, lambda: make_published(column="fairs", event=event())))
    assert "示例广场" in page.text
    assert "80 人" in page.text
    over = citizen.get(
        keep(app, lambda: make_published(column="live", event=event(-9), details=LIVE))
    )
    assert "已结束" in over.text


def test_each_language_leads_to_the_other(app: Flask, citizen: Visitor) -> None:
    address = keep(app, lambda: load("both", title="两种语言"))
    keep(app, lambda: load("both", language="en", title="Two languages"))
    chinese, english = citizen.get(address), citizen.get(f"/en{address}")
    assert (chinese.heading, english.heading) == ("两种语言", "Two languages")
    assert f"/en{address}" in chinese.links()
    assert address in english.links()


def test_an_article_in_one_language_is_marked_for_readers_of_the_other(
    app: Flask, citizen: Visitor
) -> None:
    address = keep(app, lambda: load("one", title="只有中文"))
    page = citizen.get(f"/en{address}")
    assert page.soup.select_one("h1[lang='zh-Hans']") is not None
    assert page.soup.select_one("article.prose[lang='zh-Hans']") is not None
    assert page.soup.select_one(".note") is not None
    listed = citizen.get("/en/science/short-facts/")
    assert listed.soup.select_one("h3[lang='zh-Hans'] a") is not None


def test_a_withdrawn_article_answers_gone_with_its_reason(app: Flask, citizen: Visitor) -> None:
    address = keep(app, lambda: load("gone"))
    citizen.get(address)
    with app.app_context(), write_intent():
        article = db.session.query(Article).one()
        services.withdraw(article, reason="限量已被新标准代替", by=make_account("publisher"))
        db.session.commit()
    assert "限量已被新标准代替" in citizen.get(address, status=410).text
    assert "这个栏目还没有文章" in citizen.get("/science/short-facts/").text


def test_an_article_past_its_review_day_says_so(app: Flask, citizen: Visitor) -> None:
    address = keep(app, lambda: load("old", days_ago=99, review_by_months=1))
    assert "已到复审日期" in citizen.get(address).text


@pytest.mark.parametrize(
    "address",
    [
        "/science/gossip/",
        "/science/gossip/x",
        "/science/short-facts/nothing",
        "/science/short-facts/a%00b",
        "/science/short-facts/?earlier=x",
        "/science/short-facts/?later=x%00",
        "/science/images/abc.webp",
        "/science/images/%00.webp",
    ],
)
def test_what_is_not_there_is_not_found(citizen: Visitor, address: str) -> None:
    citizen.get(address, status=404)


def test_a_picture_is_sent_as_it_was_made(app: Flask, citizen: Visitor) -> None:
    def with_picture() -> Article:
        article = make_published()
        assert article.author is not None
        image = services.add_image(
            article,
            raw=picture(),
            alt="一把豇豆",
            licence=Licence.OWN,
            credit="示例",
            by=article.author,
        )
        article.body = f"![]({image.address})"
        return article

    page = citizen.get(keep(app, with_picture))
    shown = page.soup.select_one(".prose img")
    assert shown is not None
    assert shown["alt"] == "一把豇豆"
    address = str(shown["src"])
    response = citizen.client.get(address)
    assert (response.status_code, response.mimetype) == (200, "image/webp")
    assert response.headers["Cache-Control"] == "no-cache"
    again = citizen.client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert "我自己拍的" in page.text
