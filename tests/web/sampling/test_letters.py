"""Letters about new results: when they come, what they hold, what is not lost."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from portal.sampling.models import Subscription, SubscriptionLetter
from portal.sampling.services import subscriptions as services
from tests.factories.sampling import PASSED
from tests.mail_server import MailServer
from tests.visitor import Visitor
from tests.web.sampling.subscribing import (
    READER,
    SATURDAY,
    ask,
    bring_out,
    link_in,
    subscribe,
    subscriptions,
    work,
)


def test_a_citizen_subscribes_reads_and_leaves(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        bring_out(app, 1)
        subscribe(app, citizen, post)
        assert "不合格" in post.text(0)
        bring_out(app, 2, 3)
        bring_out(app, 4, **PASSED)
        now.shift(timedelta(days=1))
        work(app)
        assert len(post.letters) == 2
        letter = post.letters[1]
        assert letter["To"] == READER
        assert letter["Subject"] == "新的抽检结果：不合格"
        assert post.text(1).count("灭蝇胺超过限值 1 倍") == 2, "what came out since, no more"
        leave = link_in(post)
        assert letter["List-Unsubscribe"] == f"<https://portal.example.org{leave}>"
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_unconfirmed_address_is_forgotten(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        ask(citizen)
        work(app)
        now.shift(timedelta(days=1))
        work(app)
        assert subscriptions(app) == [("daily", False)]
        now.shift(timedelta(days=2))
        work(app)
        assert subscriptions(app) == []
    with app.app_context():
        actions = db.session.scalars(select(AuditLine.action)).all()
        assert actions.count("subscription.purged") == 1


def test_a_weekly_letter_comes_on_monday_only_and_once(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post, frequency="weekly")
        bring_out(app, 1)
        sent = []
        for _day in range(10):
            now.shift(timedelta(days=1))
            work(app)
            work(app)
            sent.append(len(post.letters) - 1)
        assert sent == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1]


def test_a_portal_that_stood_still_on_monday_writes_on_tuesday(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post, frequency="weekly")
        bring_out(app, 1)
        now.shift(timedelta(days=3))
        work(app)
        assert len(post.letters) == 2


def test_who_subscribes_in_the_week_is_written_to_in_the_next(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel("2026-11-25T10:00:00+08:00") as now:
        subscribe(app, citizen, post, frequency="weekly")
        bring_out(app, 1)
        sent = []
        for _day in range(5):
            now.shift(timedelta(days=1))
            work(app)
            sent.append(len(post.letters) - 1)
        assert sent == [0, 0, 0, 0, 1]


def test_the_letter_of_a_period_is_begun_once_whoever_tries(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    subscribe(app, citizen, post)
    with app.app_context():
        (one,) = db.session.scalars(select(Subscription))
        number, frequency = one.id, one.frequency
        assert services.begin_letter(number, frequency)
        assert not services.begin_letter(number, frequency)
        assert len(db.session.scalars(select(SubscriptionLetter)).all()) == 1


def test_what_a_fallen_server_kept_back_stands_in_the_next_letter(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post)
        bring_out(app, 1)
        post.is_down = True
        now.shift(timedelta(days=1))
        work(app)
        assert len(post.letters) == 1
        post.is_down = False
        bring_out(app, 2)
        now.shift(timedelta(days=1))
        work(app)
        assert post.text().count("灭蝇胺超过限值") == 2


def test_an_address_that_becomes_wrong_is_forgotten(
    app: Flask, citizen: Visitor, post: MailServer
) -> None:
    with time_machine.travel(SATURDAY) as now:
        subscribe(app, citizen, post)
        bring_out(app, 1)
        post.refused[READER] = 550
        now.shift(timedelta(days=1))
        work(app)
    assert subscriptions(app) == []
