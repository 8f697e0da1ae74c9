"""Lesson packs and the place's signs: made by one person, taken away by everybody."""

import io
import zipfile

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from tests.factories.files import paper, photo
from tests.factories.science import load
from tests.visitor import Visitor
from tests.web.science.desk import DESK, Officer, writer

LESSON = {
    "title": "示例课：看懂标签",
    "summary": "学会看生产日期和保质期。",
    "language": "zh",
    "age_from": "8",
    "age_to": "10",
    "minutes": "40",
    "plan": "## 第一步\n\n看一看 <script>",
    "articles": "https://example.org/science/short-facts/label\nlabel",
}
SIGN = {
    "brand": "food-safe-city",
    "name": "示例标识",
    "alt": "示例图样",
    "rules": "可以缩放，不可以改色。",
    "licence": "permitted",
}
PACK = f"{DESK}/lessons/shi-li-ke-kan-dong-biao-qian"
OPEN = "/science/lessons/shi-li-ke-kan-dong-biao-qian"


@pytest.fixture
def maker(app: Flask, officer: Officer) -> Visitor:
    """Return somebody who may write, where an article on labels is public."""
    with app.app_context(), write_intent():
        load("label", title="示例：标签", body="看日期。")
        db.session.commit()
    return writer(officer)


def publish(maker: Visitor, officer: Officer) -> Visitor:
    """Make a pack with a sheet and let somebody else publish it; return that person."""
    maker.follow(f"{DESK}/lessons/new", LESSON)
    sheet = {"name": "练习单一", "licence": "own", "sheet": (io.BytesIO(paper()), "a.exe")}
    assert "练习单一" in maker.follow(f"{PACK}/sheets", sheet).text
    maker.post(f"{PACK}/publish", status=403)
    publisher = officer("publisher", name="s-publisher")
    assert "已公开" in publisher.follow(f"{PACK}/publish").text
    return publisher


def test_a_pack_is_made_by_one_and_published_by_another(
    maker: Visitor, officer: Officer, citizen: Visitor
) -> None:
    assert "还没有教学包" in citizen.get("/science/lessons/").text
    maker.follow(f"{DESK}/lessons/new", LESSON)
    changed = {**LESSON, "minutes": "45", "revision": "1"}
    assert "45 分钟" in maker.follow(f"{PACK}/edit", changed).text
    assert "已有改动" in maker.post(f"{PACK}/edit", changed, status=422).text
    citizen.get(OPEN, status=404)
    officer("publisher", name="s-publisher").follow(f"{PACK}/publish")
    assert "已经公开" in maker.post(f"{PACK}/edit", {**changed, "revision": "2"}, status=422).text
    assert "教学包" in citizen.get("/science/").text


def test_a_public_pack_is_taken_away_whole_or_in_parts(
    maker: Visitor, officer: Officer, citizen: Visitor
) -> None:
    publish(maker, officer)
    page = citizen.get(OPEN)
    assert "8–10 岁" in page.text
    assert page.all("article.item h3") == ["示例：标签"]
    assert "&lt;script&gt;" in page.html
    with zipfile.ZipFile(io.BytesIO(citizen.client.get(f"{OPEN}.zip").data)) as packed:
        assert packed.namelist() == ["00.md", "01-label.md", "sheet-1.pdf"]
    answer = citizen.client.get(next(one for one in page.links() if "/sheets/" in one))
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_withdrawn_pack_leaves_its_reason(
    maker: Visitor, officer: Officer, citizen: Visitor
) -> None:
    publisher = publish(maker, officer)
    publisher.post(f"{PACK}/publish", status=422)
    sheet = next(one for one in citizen.get(OPEN).links() if "/sheets/" in one)
    publisher.get(f"{PACK}/withdraw")
    assert "原因" in publisher.post(f"{PACK}/withdraw", {"reason": ""}, status=422).text
    publisher.follow(f"{PACK}/withdraw", {"reason": "示例：标准换了"})
    assert "标准换了" in citizen.get(OPEN, status=410).text
    citizen.get(sheet, status=404)
    publisher.post(f"{PACK}/withdraw", {"reason": "再来"}, status=422)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"articles": "nothing-like-it"}, "没有发布"),
        ({"articles": "http://[bad"}, "没有发布"),
        ({"articles": ""}, "至少写一篇"),
        ({"articles": "\n".join(f"a{n}" for n in range(13))}, "最多 12 篇"),
        ({"age_to": "7"}, "小于最小年龄"),
        ({"age_to": "x"}, "0 到 99"),
        ({"minutes": "601"}, "0 到 600"),
        ({"plan": ""}, "教学步骤"),
    ],
)
def test_a_wrong_pack_comes_back_with_what_was_typed(
    maker: Visitor, answers: dict[str, str], words: str
) -> None:
    page = maker.post(f"{DESK}/lessons/new", {**LESSON, **answers}, status=422)
    assert words in page.text
    assert 'value="示例课：看懂标签"' in page.html


def test_whose_pack_it_is_not_may_not_change_it(maker: Visitor, officer: Officer) -> None:
    maker.follow(f"{DESK}/lessons/new", LESSON)
    maker.follow(f"{DESK}/lessons/new", LESSON)
    other = officer("volunteer", name="other", department=None)
    assert len(other.get(f"{DESK}/lessons/").soup.select("tbody tr")) == 2
    other.get(f"{PACK}/edit", status=403)
    sheet = {"name": "x", "licence": "own", "sheet": (io.BytesIO(photo()), "a.jpg")}
    other.post(f"{PACK}/sheets", sheet, status=403)
    officer("handler").get(f"{DESK}/lessons/", status=403)
    officer("editor", "publisher", name="both").get(PACK)
    maker.get(f"{DESK}/lessons/nothing", status=404)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "空的"), (b"MZ" + bytes(99), "不是照片或 PDF"), (photo()[:300], "打不开")],
)
def test_a_file_that_cannot_be_kept_is_refused_in_words(
    maker: Visitor, content: bytes, words: str
) -> None:
    maker.follow(f"{DESK}/lessons/new", LESSON)
    sheet = {"name": "练习单一", "licence": "own", "sheet": (io.BytesIO(content), "a.pdf")}
    page = maker.post(f"{PACK}/sheets", sheet, status=422)
    assert words in page.text
    assert 'value="练习单一"' in page.html


def test_signs_are_shown_with_their_rules_and_taken_away(
    officer: Officer, citizen: Visitor
) -> None:
    assert "温州食安城" in citizen.get("/science/brands/").text
    publisher = officer("publisher", name="s-publisher")
    sent = {**SIGN, "sign": (io.BytesIO(photo("PNG")), "a.svg")}
    for wrong in ({"licence": ""}, {"rules": ""}, {"brand": "other"}, {"sign": b""}):
        renewed = {**sent, "sign": (io.BytesIO(photo("PNG")), "a.svg")}
        publisher.post(f"{DESK}/brands/", {**renewed, **wrong}, status=422)
    publisher.follow(f"{DESK}/brands/", {**sent, "sign": (io.BytesIO(photo("PNG")), "a.svg")})
    twice = {**sent, "sign": (io.BytesIO(photo("PNG")), "a.svg")}
    assert "已经在这里" in publisher.post(f"{DESK}/brands/", twice, status=422).text
    page = citizen.get("/science/brands/")
    assert "不可以改色" in page.text
    address = str(page.soup.select(".sci-sign img")[0]["src"])
    answer = citizen.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    digest = address.rpartition("/")[2]
    publisher.follow(f"{DESK}/brands/{digest}/withdraw", {"reason": "示例：改版"})
    citizen.get(address, status=410)
    citizen.get("/science/brands/files/0", status=404)
    writer(officer).get(f"{DESK}/brands/", status=403)
