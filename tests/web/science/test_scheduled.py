"""The page of an article whose day has not come."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from portal.accounts.models import Account
from portal.kernel import clock
from portal.science import services
from portal.science.models import Article
from tests.factories.science import judgement, make_published, make_reviewed, taker
from tests.visitor import Visitor
from tests.web.science.desk import DESK, keep

Officer = Callable[..., Visitor]


def scheduled(author: Account | None) -> Article:
    """Return an article that appears in a week."""
    article = make_reviewed(author)
    at = clock.now() + timedelta(days=7)
    services.decide(article, judgement(article, publish_at=at), by=taker("final-review"))
    return article


def test_a_publisher_moves_the_day_then_lets_it_appear(app: Flask, officer: Officer) -> None:
    slug = keep(app, scheduled, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/schedule"
    assert address in "".join(publisher.get(f"{DESK}/zh/{slug}").links())
    assert publisher.get(address).heading == "定时发布"
    assert "请选一种处理办法" in publisher.post(address, {}, status=422).text
    assert "请写改到什么时间" in publisher.post(address, {"wish": "move"}, status=422).text
    past = {"wish": "move", "publish_at": "2020-01-01T00:00"}
    assert "发布时间早于现在" in publisher.post(address, past, status=422).text
    publisher.post(address, {"wish": "move", "publish_at": "2099-01-01T08:00"})
    assert "2099" in publisher.get(f"{DESK}/reviews/").text
    publisher.post(address, {"wish": "now"})
    assert publisher.get(f"/science/short-facts/{slug}").heading == "示例：豇豆焯水再炒"
    assert "不在等待定时发布" in publisher.get(address).text


def test_a_publisher_gives_it_back_with_words(app: Flask, officer: Officer) -> None:
    slug = keep(app, scheduled, "writer")
    publisher, address = officer("publisher"), f"{DESK}/reviews/zh/{slug}/schedule"
    assert "请写下意见" in publisher.post(address, {"wish": "back"}, status=422).text
    publisher.post(address, {"wish": "back", "opinion": "示例：标题再短些"})
    assert "示例：标题再短些" in publisher.get(f"{DESK}/zh/{slug}").text
    assert "等作者修改" in publisher.get(f"{DESK}/reviews/").text


def test_only_publishers_move_a_day(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_published, "writer")
    officer("editor").get(f"{DESK}/reviews/zh/{slug}/schedule", status=403)
