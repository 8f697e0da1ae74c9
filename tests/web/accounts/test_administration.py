from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.audit import SYSTEM, AuditLine, record
from portal.kernel.db import db, write_intent
from tests.factories.accounts import PASSWORD, make_account
from tests.visitor import Visitor

PAGES = ("/desk/accounts/", "/desk/log")


@pytest.fixture
def administrator(officer: Callable[..., Visitor]) -> Visitor:
    return officer("administrator", name="boss", department=None)


@pytest.fixture
def auditor(officer: Callable[..., Visitor]) -> Visitor:
    return officer("auditor", department=None)


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_refused_and_the_unknown_sign_in_first(
    stranger: Visitor, citizen: Visitor, address: str
) -> None:
    assert "不能打开这一页" in stranger.get(address, status=403).text
    assert citizen.get(address, status=303).location.startswith("/sign-in")


def test_changing_accounts_is_for_administrators_only(app: Flask, stranger: Visitor) -> None:
    for address in ("", "stranger/activity", "stranger/second-factor", "stranger/sessions"):
        stranger.post(f"/desk/accounts/{address}", {}, status=403)


def test_an_administrator_opens_closes_and_resets_accounts(administrator: Visitor) -> None:
    new = {"username": "li", "display_name": "示例", "password": PASSWORD, "roles": ["handler"]}
    page = administrator.follow("/desk/accounts/", {**new, "department": "market-regulation"})
    assert "li" in page.text
    page = administrator.follow("/desk/accounts/li/activity", {"active": "0"})
    assert "已停用" in page.text
    administrator.post("/desk/accounts/li/activity", {"active": "1"})
    administrator.post("/desk/accounts/li/second-factor", {})
    administrator.post("/desk/accounts/li/sessions", {})
    administrator.post("/desk/accounts/boss/activity", {"active": "0"}, status=409)
    administrator.post("/desk/accounts/nobody/activity", {"active": "0"}, status=404)


def test_what_is_not_right_comes_back_with_everything_typed(administrator: Visitor) -> None:
    typed = {"username": "Li Si", "display_name": "示例", "password": "x", "roles": ["handler"]}
    page = administrator.post("/desk/accounts/", typed, status=422)
    assert "用户名只用小写字母" in page.text
    assert 'value="Li Si"' in page.html
    page = administrator.post("/desk/accounts/", {"username": ""}, status=422)
    assert "请填用户名" in page.text


def test_an_auditor_reads_the_log_and_sees_that_it_is_whole(app: Flask, auditor: Visitor) -> None:
    with app.app_context(), write_intent():
        for number in range(60):
            record("thing.done", subject=f"thing:{number}", by=SYSTEM, after={"n": number})
        db.session.commit()
    page = auditor.get("/desk/log?subject=thing:&actor=portal")
    assert "没有改动" in page.text
    assert len(page.all("tbody tr")) == 50
    (older,) = [link for link in page.links() if "before=" in link]
    assert len(auditor.get(older).all("tbody tr")) == 10
    auditor.get("/desk/log?before=nonsense", status=404)
    auditor.get("/desk/log?before=WyJhIl0", status=404)


def test_an_auditor_sees_where_the_log_was_altered(app: Flask, auditor: Visitor) -> None:
    with app.app_context(), write_intent():
        make_account("volunteer", name="altered")
        db.session.commit()
        line = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
        assert line is not None
        line.actor = "somebody else"
        db.session.commit()
    assert "对不上" in auditor.get("/desk/log").text
