from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts import queries, second_factor, services, sessions
from portal.accounts.models import Account, SignIn
from portal.accounts.rules import NewAccount
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from tests.factories.accounts import PASSWORD, make_account


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("username", NewAccount("Big Letters", "", PASSWORD, ["editor"])),
        ("username", NewAccount("taken", "", PASSWORD, ["editor"])),
        ("password", NewAccount("new", "", "short", ["editor"])),
        ("roles", NewAccount("new", "", PASSWORD, [])),
        ("roles", NewAccount("new", "", PASSWORD, ["queen"])),
        ("department", NewAccount("new", "", PASSWORD, ["handler"], "nowhere")),
    ],
)
def test_an_account_that_is_not_right_is_refused_at_its_field(
    inside: Flask, field: str, facts: NewAccount
) -> None:
    make_account("editor", name="taken")
    with pytest.raises(Refused) as refused:
        services.create_account(facts=facts, by=SYSTEM)
    assert refused.value.field == field


def test_opening_an_account_is_written_down_without_the_password(inside: Flask) -> None:
    make_account("handler", department="market-regulation", name="li")
    (line,) = audit.pending()
    assert line.action == "account.created"
    assert line.after == {"roles": ["handler"], "department": "market-regulation"}
    assert queries.get_account("LI ").may(Permission.CASE_HANDLE)


def test_only_the_right_password_of_an_open_account_is_right(inside: Flask) -> None:
    account = make_account("editor")
    assert services.password_is_right(account, PASSWORD)
    assert not services.password_is_right(account, PASSWORD + "x")
    assert not services.password_is_right(None, PASSWORD)
    account.is_active = False
    assert not services.password_is_right(account, PASSWORD)


def test_the_database_never_holds_a_session_token(inside: Flask) -> None:
    token = services.start_sign_in(make_account("editor"), is_proven=True)
    db.session.flush()
    assert db.session.get(SignIn, token) is None
    assert sessions.find_person(token) is not None


def test_a_half_open_sign_in_is_nobody(inside: Flask) -> None:
    token = services.start_sign_in(make_account("editor"), is_proven=False)
    db.session.flush()
    assert sessions.find_person(token) is None


@pytest.mark.parametrize(
    ("away", "steps", "is_still_in"),
    [(timedelta(minutes=29), 1, True), (timedelta(minutes=31), 1, False)],
)
def test_a_session_ends_when_idle(
    inside: Flask, away: timedelta, steps: int, is_still_in: bool
) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False):
        token = services.start_sign_in(make_account("editor"), is_proven=True)
        db.session.commit()
    with time_machine.travel(start + away, tick=False):
        assert (sessions.find_person(token) is not None) == is_still_in


def test_a_session_ends_after_its_longest_time_however_busy(inside: Flask) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as journey:
        token = services.start_sign_in(make_account("editor"), is_proven=True)
        db.session.commit()
        for minutes in range(20, 10 * 60, 20):
            journey.move_to(start + timedelta(minutes=minutes))
            assert sessions.find_person(token) is not None
            db.session.expire_all()
        journey.move_to(start + timedelta(hours=10, minutes=1))
        assert sessions.find_person(token) is None


def test_closing_an_account_ends_its_sessions_at_once(inside: Flask) -> None:
    account = make_account("editor")
    token = services.start_sign_in(account, is_proven=True)
    db.session.commit()
    services.switch_account(account, is_active=False, by=SYSTEM)
    db.session.commit()
    assert sessions.find_person(token) is None
    services.switch_account(account, is_active=True, by=SYSTEM)
    assert [line.action for line in audit.pending()] == ["account.opened"]


def test_nobody_closes_the_own_account(inside: Flask) -> None:
    account = make_account("administrator")
    with pytest.raises(Refused):
        services.switch_account(account, is_active=False, by=account.actor)


def test_somebody_unknown_is_not_found(inside: Flask) -> None:
    with pytest.raises(NotFound):
        queries.get_account("nobody")
    make_account("editor", name="a")
    make_account("finance", name="b")
    assert [account.username for account in queries.list_accounts("finance")] == ["b"]


def code_of(account: Account) -> str:
    """Return what the account's authenticator app shows now."""
    import pyotp

    secret = second_factor.secret_of(account)
    assert secret is not None
    return pyotp.TOTP(secret).at(clock.now())


def is_protected(account: Account) -> bool:
    """Return whether the account asks for a second factor."""
    return account.has_second_factor


def test_a_code_works_once(inside: Flask) -> None:
    account = make_account("finance")
    assert second_factor.secret_of(account) is None
    second_factor.begin_totp(account)
    with time_machine.travel(clock.now(), tick=False):
        assert not is_protected(account)
        code = code_of(account)
        second_factor.confirm_totp(account, code)
        assert is_protected(account)
        with pytest.raises(Refused):
            second_factor.use_code(account, code)
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        second_factor.use_code(account, code_of(account))


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "１２３４５６", "\x00"])
def test_a_wrong_code_is_refused_in_words(inside: Flask, code: str) -> None:
    account = make_account("finance")
    with pytest.raises(Refused):
        second_factor.use_code(account, code)
    second_factor.begin_totp(account)
    if code != code_of(account):
        with pytest.raises(Refused):
            second_factor.use_code(account, code)


def test_the_secret_is_sealed_in_the_database(inside: Flask) -> None:
    account = make_account("finance")
    secret = second_factor.begin_totp(account)
    assert secret.encode() not in (account.totp_secret or b"")
    assert secret in second_factor.provisioning_address(account, issuer="Clear Bowl")


def test_a_reset_takes_the_second_factor_and_the_sessions_away(inside: Flask) -> None:
    account = make_account("finance")
    second_factor.begin_totp(account)
    second_factor.confirm_totp(account, code_of(account))
    token = services.start_sign_in(account, is_proven=True)
    db.session.commit()
    services.reset_second_factor(account, by=SYSTEM)
    db.session.commit()
    assert not account.has_second_factor
    assert sessions.find_person(token) is None


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(inside: Flask) -> None:
    account = make_account("editor")
    token = services.start_sign_in(account, is_proven=True)
    db.session.commit()
    with pytest.raises(Refused):
        services.change_password(account, old="wrong", new="Another good 1")
    with pytest.raises(Refused):
        services.change_password(account, old=PASSWORD, new="weak")
    services.change_password(account, old=PASSWORD, new="Another good 1")
    db.session.commit()
    assert services.password_is_right(account, "Another good 1")
    assert sessions.find_person(token) is None


@pytest.mark.parametrize(
    "guessed", ["Password123!", "Qwerty12345!", "Lucheng-2026", "editor-Editor-1"]
)
def test_a_password_that_many_would_try_is_refused(inside: Flask, guessed: str) -> None:
    account = make_account("editor", name="editor-editor")
    with pytest.raises(Refused, match="太常见"):
        services.change_password(account, old=PASSWORD, new=guessed)


def test_a_sentence_of_any_length_is_a_password(inside: Flask) -> None:
    account = make_account("editor")
    sentence = "四个 不相干 的词 Horse battery " * 5 + "1"
    services.change_password(account, old=PASSWORD, new=sentence)
    assert services.password_is_right(account, sentence)
    assert not services.password_is_right(account, sentence[:-1])


def test_a_password_grows_old(inside: Flask) -> None:
    account = make_account("editor")
    assert not services.password_is_old(account)
    with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
        assert services.password_is_old(account)
