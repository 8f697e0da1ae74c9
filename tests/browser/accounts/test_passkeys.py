import re
from collections.abc import Callable

import pyotp
from flask import Flask
from playwright.sync_api import expect

from portal.accounts import queries, second_factor
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.factories.accounts import PASSWORD, make_account


def prepare(app: Flask) -> str:
    """Make a finance officer with an authenticator app; return its secret."""
    with app.app_context(), write_intent():
        officer = make_account("finance", name="payer")
        secret = second_factor.begin_totp(officer)
        officer.totp_confirmed_at = clock.now()
        db.session.commit()
    return secret


def enter(person: Reader) -> None:
    page = person.open("/sign-in")
    page.get_by_label("用户名").fill("payer")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_a_passkey_replaces_the_code_where_the_browser_has_it(
    app: Flask, reader: Callable[..., Reader]
) -> None:
    secret = prepare(app)
    person = reader()
    person.server = person.server.replace("127.0.0.1", "localhost")
    devices = person.context.new_cdp_session(person.page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(person)
    person.page.get_by_label("六位验证码").fill(pyotp.TOTP(secret).now())
    person.page.get_by_role("button", name="验证并进入").click()
    expect(person.page).to_have_url(re.compile("/desk/$"))
    person.open("/desk/passkeys").get_by_label("给这把钥匙起个名").fill("示例钥匙")
    person.page.get_by_role("button", name="加一把通行密钥").click()
    person.sees("示例钥匙")
    person.page.get_by_role("button", name="退出").click()
    enter(person)
    person.page.get_by_role("button", name="用通行密钥").click()
    expect(person.page).to_have_url(re.compile("/desk/$"))
    with app.app_context():
        (passkey,) = queries.get_account("payer").passkeys
        assert passkey.sign_count > 0


def test_without_scripts_the_code_is_enough(app: Flask, reader: Callable[..., Reader]) -> None:
    secret = prepare(app)
    person = reader(scripts=False)
    enter(person)
    person.page.get_by_label("六位验证码").fill(pyotp.TOTP(secret).now())
    person.page.get_by_role("button", name="验证并进入").click()
    expect(person.page).to_have_url(re.compile("/desk/$"))
