"""How an operator opens the first account of an installation."""

from flask import Flask

from portal.accounts import queries, rules
from portal.accounts.services import password_is_right
from portal.kernel.audit import AuditLine
from portal.kernel.db import db

PASSWORD = "Example-Password-2026"


def create(app: Flask, *args: str, password: str = PASSWORD) -> tuple[int, str]:
    """Type the command; return its exit code and what it said."""
    typed = ["accounts", "create", *args, "--password", password]
    told = app.test_cli_runner().invoke(args=typed)
    return told.exit_code, told.output


def test_the_first_account_is_an_administrators_and_on_record(app: Flask) -> None:
    assert create(app, " Chief ") == (0, "chief: administrator\n")
    with app.app_context():
        account = queries.find_account("chief")
        assert account is not None
        assert password_is_right(account, PASSWORD)
        (line,) = db.session.query(AuditLine).filter_by(action="account.created")
        assert (line.actor, line.subject) == ("portal", "account:chief")
        assert PASSWORD not in str(line.after)


def test_somebody_may_have_several_roles_and_a_department(app: Flask) -> None:
    people = ("--role", "handler", "--role", "approver", "--department", "market-regulation")
    assert create(app, "desk-1", *people)[1] == "desk-1: approver, handler\n"


def test_a_refusal_is_one_sentence_and_opens_nothing(app: Flask) -> None:
    code, said = create(app, "chief", password="short")
    assert code == 1
    assert said.startswith("Error: ")
    assert len(said.splitlines()) == 1
    assert "short" not in said
    with app.app_context():
        assert queries.find_account("chief") is None


def test_the_roles_are_listed_with_what_each_may_do(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["accounts", "roles"]).output
    assert len(said.splitlines()) == len(rules.roles())
    assert "finance" in said
