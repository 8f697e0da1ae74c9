import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts import queries, second_factor
from portal.kernel import clock
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from portal.kernel.throttle import ThrottleCount
from tests.factories.accounts import PASSWORD, make_account
from tests.visitor import Visitor


@pytest.fixture
def known(app: Flask) -> Flask:
    """A volunteer, and a finance officer whose second factor is set up."""
    with app.app_context(), write_intent():
        make_account("volunteer", name="writer")
        officer = make_account("finance", name="payer")
        second_factor.begin_totp(officer)
        officer.totp_confirmed_at = clock.now()
        make_account("finance", name="newcomer")
        db.session.commit()
    return app


def enter(visitor: Visitor, name: str, password: str = PASSWORD, **more: str) -> str:
    data = {"username": name, "password": password, **more}
    return visitor.post("/sign-in", data).location


def code_for(app: Flask, name: str) -> str:
    with app.app_context():
        secret = second_factor.secret_of(queries.get_account(name))
    assert secret is not None
    return pyotp.TOTP(secret).at(clock.now())


@pytest.mark.usefixtures("known")
def test_a_volunteer_comes_in_with_a_password(citizen: Visitor) -> None:
    assert citizen.get("/desk/", status=303).location.startswith("/sign-in?next=")
    assert enter(citizen, " Writer ") == "/desk/"
    assert "writer，您好" in citizen.get("/desk/").text
    assert citizen.get("/sign-in", status=303).location == "/desk/"


@pytest.mark.usefixtures("known")
def test_a_visitor_is_led_back_to_where_they_wanted_to_go(citizen: Visitor) -> None:
    assert enter(citizen, "writer", next="/desk/science/") == "/desk/science/"


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org"])
def test_nobody_is_led_off_the_site(citizen: Visitor, elsewhere: str) -> None:
    assert enter(citizen, "writer", next=elsewhere) == "/"


@pytest.mark.usefixtures("known")
def test_a_wrong_name_and_a_wrong_password_read_the_same(citizen: Visitor) -> None:
    wrong_password = citizen.post("/sign-in", {"username": "writer", "password": "x"}, status=422)
    wrong_name = citizen.post("/sign-in", {"username": "nobody", "password": "x"}, status=422)
    assert wrong_password.all(".errs li") == wrong_name.all(".errs li") == ["用户名或密码不对"]
    assert 'value="writer"' in wrong_password.html


@pytest.mark.usefixtures("known")
def test_what_is_missing_is_named(citizen: Visitor) -> None:
    page = citizen.post("/sign-in", {"username": "", "password": ""}, status=422)
    assert page.all(".errs li") == ["请填用户名", "请填密码"]


def test_guessing_is_slowed_even_with_the_right_password_at_last(
    known: Flask, citizen: Visitor
) -> None:
    for _ in range(12):
        page = citizen.post("/sign-in", {"username": "writer", "password": "x"}, status=422)
    page = citizen.post("/sign-in", {"username": "writer", "password": PASSWORD}, status=422)
    assert page.all(".errs li") == ["试的次数太多，请稍后再试"]
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert enter(citizen, "writer") == "/desk/"
    with known.app_context():
        failed = select(AuditLine.action).where(AuditLine.action == "account.sign-in-failed")
        assert db.session.scalars(failed).all()


def test_what_is_typed_into_the_wrong_field_is_written_down_nowhere(
    known: Flask, citizen: Visitor
) -> None:
    citizen.post("/sign-in", {"username": "my-secret-1", "password": "x"}, status=422)
    citizen.post("/sign-in", {"username": "writer", "password": "x"}, status=422)
    with known.app_context():
        failed = select(AuditLine.subject).where(AuditLine.action == "account.sign-in-failed")
        lines = db.session.scalars(failed.order_by(AuditLine.id)).all()
        assert lines == ["account:?", "account:writer"]
        counted = db.session.scalars(select(ThrottleCount.key)).all()
    assert counted
    assert not any("my-secret-1" in key or "writer" in key for key in counted)


def test_who_pays_is_asked_for_a_second_factor(known: Flask, citizen: Visitor) -> None:
    assert enter(citizen, "payer", next="/desk/rewards/payments/") == "/sign-in/second-factor"
    citizen.get("/desk/", status=303)
    page = citizen.post("/sign-in/second-factor/code", {"code": "000000"}, status=422)
    assert "验证码不对" in page.text
    assert "请填验证码" in citizen.post("/sign-in/second-factor/code", {}, status=422).text
    done = citizen.post("/sign-in/second-factor/code", {"code": code_for(known, "payer")})
    assert done.location == "/desk/rewards/payments/"
    assert "payer，您好" in citizen.get("/desk/").text


def test_the_session_changes_with_the_rights(known: Flask, citizen: Visitor) -> None:
    enter(citizen, "payer")
    with citizen.client.session_transaction() as session:
        before = session["pending_sign_in"]
    citizen.post("/sign-in/second-factor/code", {"code": code_for(known, "payer")})
    with citizen.client.session_transaction() as session:
        assert before not in session.values()


def test_codes_cannot_be_guessed_for_ever(known: Flask, citizen: Visitor) -> None:
    enter(citizen, "payer")
    for _ in range(12):
        citizen.post("/sign-in/second-factor/code", {"code": "000000"}, status=422)
    code = code_for(known, "payer")
    page = citizen.post("/sign-in/second-factor/code", {"code": code}, status=422)
    assert "试的次数太多" in page.text


def test_a_newcomer_sets_the_second_factor_up_first(known: Flask, citizen: Visitor) -> None:
    assert enter(citizen, "newcomer") == "/sign-in/set-up"
    assert "先设置第二道验证" in citizen.get("/sign-in/set-up").text
    citizen.get("/sign-in/set-up/secret", status=303)
    page = citizen.follow("/sign-in/set-up")
    assert re.search(r"[A-Z2-7]{32}", page.text)
    assert citizen.get("/sign-in/set-up/secret.svg").response.mimetype == "image/svg+xml"
    assert "请填验证码" in citizen.post("/sign-in/set-up/secret", {}, status=422).text
    wrong = citizen.post("/sign-in/set-up/secret", {"code": "000000"}, status=422)
    assert "验证码不对" in wrong.text
    code = code_for(known, "newcomer")
    assert citizen.post("/sign-in/set-up/secret", {"code": code}).location == "/desk/"


def test_who_has_a_factor_cannot_replace_it_half_way_in(known: Flask, citizen: Visitor) -> None:
    enter(citizen, "payer")
    for address in ("/sign-in/set-up", "/sign-in/set-up/secret"):
        assert citizen.post(address, {"code": "1"}).location == "/sign-in/second-factor"


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "address",
    ["/sign-in/second-factor", "/sign-in/set-up", "/sign-in/set-up/secret"],
)
def test_nobody_shows_a_second_factor_before_the_password(citizen: Visitor, address: str) -> None:
    assert citizen.get(address, status=303).location.startswith("/sign-in")
    citizen.client.post(f"{address}/code", data={"code": "123456"})
    citizen.get("/desk/", status=303)


@pytest.mark.usefixtures("known")
def test_signing_out_ends_the_session_in_the_database_too(citizen: Visitor) -> None:
    enter(citizen, "writer")
    cookie = citizen.client.get_cookie("session")
    assert cookie is not None
    citizen.post("/sign-out")
    citizen.client.set_cookie("session", cookie.value)
    citizen.get("/desk/", status=303)
    citizen.post("/sign-out")


@pytest.mark.usefixtures("known")
def test_a_false_passkey_is_refused_in_words(citizen: Visitor) -> None:
    enter(citizen, "payer")
    for answer in ("", "{}", "not json", '{"id": "AA"}'):
        page = citizen.post("/sign-in/second-factor/passkey", {"answer": answer}, status=422)
        assert "没有认出这把通行密钥" in page.text


def test_a_passkey_that_the_browser_did_not_make_is_refused(
    officer: Callable[..., Visitor],
) -> None:
    volunteer = officer("volunteer")
    assert "还没有" in volunteer.get("/desk/passkeys").text
    page = volunteer.post("/desk/passkeys", {"answer": "{}", "label": "示例"}, status=422)
    assert "没有认出这把通行密钥" in page.text


def test_a_person_changes_the_own_password(known: Flask, citizen: Visitor) -> None:
    enter(citizen, "writer")
    assert "换密码" in citizen.get("/desk/password").heading
    citizen.post("/desk/password", {"old": "", "password": ""}, status=422)
    wrong = citizen.post("/desk/password", {"old": "x", "password": "Another good 1"}, status=422)
    assert "现在的密码不对" in wrong.text
    citizen.post("/desk/password", {"old": PASSWORD, "password": "Another good 1"})
    citizen.get("/desk/", status=303)
    assert enter(citizen, "writer", "Another good 1") == "/desk/"


def test_somebody_sees_where_they_are_signed_in_and_signs_out_everywhere_else(
    known: Flask, citizen: Visitor
) -> None:
    enter(citizen, "writer")
    elsewhere = Visitor(known)
    enter(elsewhere, "writer")
    page = citizen.get("/desk/sessions")
    assert page.text.count("另一台") == 1
    assert page.text.count("就是这台") == 1
    assert "另一台" not in citizen.follow("/desk/sessions").text
    elsewhere.get("/desk/", status=303)
    citizen.get("/desk/")


def test_signing_out_leaves_no_page_to_turn_back_to(known: Flask, citizen: Visitor) -> None:
    enter(citizen, "writer")
    assert citizen.post("/sign-out", {}).response.headers["Clear-Site-Data"] == '"cache"'
