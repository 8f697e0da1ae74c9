"""Subscribing: asked for, confirmed, left with one click, kept secret."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.jobs.models import Job
from portal.kernel import clock
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from portal.sampling.models import Subscription
from portal.sampling.services import subscriptions as services
from tests.mail_server import MailServer
from tests.visitor import Visitor
from tests.web.sampling.subscribing import (
    NEW,
    READER,
    SATURDAY,
    ask,
    bring_out,
    link_in,
    subscribe,
    subscriptions,
    work,
)


def test_without_a_mail_server_the_page_says_so_and_offers_feeds(citizen: Visitor) -> None:
    page = citizen.get(f"{NEW}?q=豇豆&result=failed")
    assert "本站没有设置邮件服务器" in page.text
    assert page.soup.select_one("form[method=post] #address") is None
    feeds = [
        link for link in page.links() if "/sampling.atom?" in link or "/sampling.feed?" in link
    ]
    assert len(feeds) == 2
    citizen.post(NEW, {"address": READER, "frequency": "daily"}, status=422)
    citizen.get(f"{NEW}?result=odd", status=400)
    citizen.post(f"{NEW}?result=odd", {}, status=400)


def test_who_leaves_is_forgotten_and_not_written_to(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post)
        bring_out(app, 1)
        now.shift(timedelta(days=1))
        work(app)
        leave = link_in(post)
        assert citizen.get(leave).heading == "退订"
        assert citizen.post(leave, status=200).heading == "已经退订"
        assert subscriptions(app) == []
        bring_out(app, 5)
        now.shift(timedelta(days=1))
        work(app)
        assert len(post.letters) == 2
        assert "已经退订" in citizen.get(leave).text
        citizen.post(leave, {"List-Unsubscribe": "One-Click"}, status=200)


def test_one_click_needs_neither_cookie_nor_token(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    subscribe(app, citizen, post)
    with app.app_context():
        (one,) = db.session.scalars(select(Subscription))
        with app.test_request_context():
            token = services.leaving_token(one)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        sent = {"List-Unsubscribe": "One-Click"}
        answer = app.test_client().post(f"/sampling/subscriptions/leave/{token}", data=sent)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 200
    assert subscriptions(app) == []


def test_nothing_comes_before_somebody_confirms_and_opening_a_link_is_not_confirming(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        ask(citizen)
        work(app)
        page = citizen.get(link_in(post))
        assert page.heading == "确认订阅"
        assert "不合格" in page.text
        assert subscriptions(app) == [("daily", False)]
        bring_out(app, 1)
        now.shift(timedelta(days=1))
        work(app)
        assert len(post.letters) == 1


def test_an_old_or_altered_link_confirms_nothing(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        ask(citizen)
        work(app)
        link = link_in(post)
        for broken in (link[:-1] + "A", link + "x", "/sampling/subscriptions/confirm/none"):
            assert "已经过期，或者不完整" in citizen.get(broken, status=409).text
            citizen.post(broken, status=409)
        now.shift(timedelta(hours=47))
        citizen.get(link)
        now.shift(timedelta(hours=2))
        citizen.get(link, status=409)
        citizen.post(link, status=409)
    citizen.get("/sampling/subscriptions/leave/none", status=409)
    citizen.post("/sampling/subscriptions/leave/none", status=409)
    confirm_token = link.rpartition("/")[2]
    citizen.get(f"/sampling/subscriptions/leave/{confirm_token}", status=409)


def test_right_wrong_known_and_new_addresses_have_one_answer(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    post.refused["nobody@example.org"] = 550
    subscribe(app, citizen, post)
    answers = {
        citizen.follow(f"{NEW}?result=failed", {"address": to, "frequency": "daily"}).html
        for to in (READER, "new@example.org", "nobody@example.org", " READER@example.ORG ")
    }
    assert len(answers) == 1
    work(app)
    assert subscriptions(app).count(("daily", False)) == 2, "who cannot be reached is forgotten"


def test_confirming_again_changes_only_how_often(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    subscribe(app, citizen, post)
    citizen.post(link_in(post))
    subscribe(app, citizen, post, frequency="weekly")
    assert subscriptions(app) == [("weekly", True)]


@pytest.mark.parametrize(
    "address",
    ["", "x", "x@y", "a b@example.org", "x@example.org\nBcc: y@example.org", "名@例.中国"],
)
def test_what_is_no_address_is_told_at_the_field(
    app: Flask, citizen: Visitor, post: MailServer, address: str
) -> None:
    page = citizen.post(f"{NEW}?q=豇豆", {"address": address, "frequency": "daily"}, status=422)
    assert page.soup.select_one("#address-error") is not None
    assert subscriptions(app) == []


def test_nobody_is_flooded(app: Flask, citizen: Visitor, post: MailServer) -> None:
    for number in range(8):
        ask(citizen, f"q=示例{number}")
    work(app)
    assert len(post.letters) == 5, "an address gets so many letters a day"
    for number in range(2):
        ask(citizen, f"q=示例{number}", address=f"other{number}@example.org")
    sent = {"address": "third@example.org", "frequency": "daily"}
    assert citizen.post(f"{NEW}?q=示例", sent, status=429).response.headers["Retry-After"]


def test_one_address_follows_so_many_searches(
    app: Flask, citizen: Visitor, post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_FOR_ADDRESS", 2)
    for number in range(4):
        ask(citizen, f"q=示例{number}")
    assert len(subscriptions(app)) == 2


def test_an_address_stands_nowhere_in_the_clear(
    app: Flask, citizen: Visitor, post: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    subscribe(app, citizen, post)
    link = link_in(post)
    with app.app_context():
        (one,) = db.session.scalars(select(Subscription))
        kept = [one.sealed_address.hex(), one.address_digest, str(one.question)]
        kept += [f"{line.subject}{line.after}" for line in db.session.scalars(select(AuditLine))]
        kept += [str(job.payload) for job in db.session.scalars(select(Job))]
    for text in (*kept, link, caplog.text):
        assert READER not in text
        assert "reader" not in text
        assert READER.encode().hex() not in text


def test_a_search_that_no_longer_exists_sends_nothing(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post)
        with app.app_context(), write_intent():
            (one,) = db.session.scalars(select(Subscription))
            one.question = {"item": ["不再有的项目"]}
            db.session.commit()
        bring_out(app, 1)
        now.shift(timedelta(days=1))
        work(app)
    assert len(post.letters) == 1


def test_a_long_letter_ends_with_a_link_to_the_rest(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post)
        bring_out(app, *range(1, 24))
        now.shift(timedelta(days=1))
        work(app)
    assert post.text().count("灭蝇胺超过限值") == 20
    assert "还有更多" in post.text()
    assert "https://portal.example.org/sampling/?result=failed" in post.text()


def test_a_reader_of_english_is_written_to_in_english(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    citizen.follow(f"/en{NEW}?result=failed", {"address": READER, "frequency": "daily"})
    work(app)
    assert link_in(post).startswith("/en/sampling/subscriptions/confirm/")


def test_a_round_is_always_planned_once(app: Flask, citizen: Visitor, post: MailServer) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post)
        for _day in range(3):
            now.shift(timedelta(days=1))
            work(app)
        with app.app_context():
            waiting = db.session.scalars(select(Job).where(Job.ended_at.is_(None))).all()
            assert [job.kind for job in waiting] == ["sampling.letters"]
            planned = clock.in_china(waiting[0].due_at)
            assert (planned.hour, planned.minute) == (7, 30)
