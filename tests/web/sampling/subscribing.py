"""People who subscribe, and what arrives."""

import re

from flask import Flask
from sqlalchemy import select

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from portal.sampling.models import Subscription
from tests.factories.sampling import publish, row
from tests.mail_server import MailServer
from tests.visitor import Visitor

NEW = "/sampling/subscriptions/new"
READER = "reader@example.org"
LINK = re.compile(r"https://portal\.example\.org(/\S+)")
SATURDAY = "2026-11-21T10:00:00+08:00"


def work(app: Flask) -> None:
    """Do what is due now."""
    with app.app_context():
        worker.run_all()


def bring_out(app: Flask, *numbers: int, **cells: str) -> None:
    with app.app_context(), write_intent():
        publish(*(row(number, **cells) for number in numbers))
        db.session.commit()


def ask(citizen: Visitor, query: str = "result=failed", **answers: str) -> None:
    sent = {"address": READER, "frequency": "daily", **answers}
    page = citizen.follow(f"{NEW}?{query}", sent)
    assert page.heading == "请查收确认信"


def link_in(post: MailServer, place: int = -1) -> str:
    return str(LINK.findall(post.text(place))[-1])


def subscribe(app: Flask, citizen: Visitor, post: MailServer, **answers: str) -> None:
    ask(citizen, **answers)
    work(app)
    assert citizen.follow(link_in(post)).heading == "订阅好了"


def subscriptions(app: Flask) -> list[tuple[str, bool]]:
    with app.app_context():
        found = db.session.scalars(select(Subscription).order_by(Subscription.id))
        return [(one.frequency.value, one.confirmed_at is not None) for one in found]
