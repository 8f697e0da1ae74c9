"""A secret that was lost: a named citizen is given another after a check, nobody else is."""

import pytest
from flask import Flask

from portal.complaints import queries
from portal.complaints.services import reissuing
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from tests.visitor import Page, Visitor
from tests.web.complaints.conftest import Officer
from tests.web.complaints.journeys import CONTACT, file_case, number_of, open_case, secret_of

NAME, HOME = str(CONTACT["name"]), str(CONTACT["address"])
RIGHT = {"name": NAME, "telephone": "138 0013 8000", "check": "document"}


@pytest.fixture
def slip(citizen: Visitor) -> Page:
    """Return the receipt of a complaint just filed."""
    return file_case(citizen, "complaint")


@pytest.fixture
def clerk(officer: Officer) -> Visitor:
    """Return a clerk at the intake desk."""
    return officer("intake-clerk", name="desk-clerk")


def renew(clerk: Visitor, slip: Page, status: int = 303, **told: str) -> Page:
    """Open the page of a new secret and ask for one with what is said."""
    form = clerk.get(address(slip))
    seen = form.soup.select_one("input[name=seen]")
    return clerk.post(
        address(slip), {**RIGHT, "seen": str(seen["value"]) if seen else "", **told}, status=status
    )


def address(slip: Page) -> str:
    """Return where a new secret for this receipt's case is made."""
    return f"/desk/cases/{number_of(slip)}/secret"


def lines(app: Flask, slip: Page) -> list[str]:
    """Return what the log says of the case."""
    with app.app_context():
        case = queries.get_case(number_of(slip))
        return [line.action for line in queries.list_deeds(case)]


def test_who_is_known_gets_a_new_secret_and_the_old_one_opens_nothing(
    app: Flask, citizen: Visitor, clerk: Visitor, slip: Page
) -> None:
    open_case(citizen, slip)
    case_page = clerk.get(f"/desk/cases/{number_of(slip)}")
    assert address(slip) in case_page.links()
    form = clerk.get(address(slip))
    assert NAME not in form.text
    renew(clerk, slip)
    new = clerk.get(f"{address(slip)}/new")
    assert secret_of(new) != secret_of(slip)
    assert number_of(new) == number_of(slip)
    clerk.post(f"{address(slip)}/new", {}, status=422)
    clerk.post(f"{address(slip)}/new", {"is_written": "y"})
    clerk.get(f"{address(slip)}/new", status=404)
    citizen.get("/track/case", status=303)
    old = {"number": number_of(slip), "secret": secret_of(slip)}
    Visitor(app).post("/track", old, status=422)
    mine = open_case(Visitor(app), new)
    assert "核实身份后重新发了密码" in mine.text
    assert "case.secret-reissued" in lines(app, slip)


def test_who_says_something_else_gets_nothing_and_it_is_recorded(
    app: Flask, clerk: Visitor, slip: Page
) -> None:
    for wrong in ({"name": "示例别人"}, {"telephone": "13900139000"}, {"name": ""}, {"check": "x"}):
        page = clerk.post(address(slip), {**RIGHT, **wrong}, status=422)
        assert HOME not in page.text
    assert lines(app, slip).count("case.secret-refused") == 2
    with app.app_context():
        logged = db.session.query(AuditLine).filter_by(action="case.secret-refused").all()
        assert not any(line.after or line.before for line in logged)
    open_case(Visitor(app), slip)


def test_guessing_who_filed_a_case_ends_after_five_tries(clerk: Visitor, slip: Page) -> None:
    for _time in range(5):
        clerk.post(address(slip), {**RIGHT, "name": "示例别人"}, status=422)
    assert "请明天再试" in clerk.post(address(slip), RIGHT, status=422).text


def test_trying_one_name_on_many_cases_ends_too(
    app: Flask, citizen: Visitor, clerk: Visitor, slip: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reissuing, "GUESSES_BY_ONE", "1 per 1 day")
    other = file_case(Visitor(app), "complaint")
    guess = {**RIGHT, "name": "示例别人"}
    assert "请明天再试" not in clerk.post(address(slip), guess, status=422).text
    assert "请明天再试" in clerk.post(address(other), guess, status=422).text


def test_an_anonymous_case_has_nobody_to_compare_with(citizen: Visitor, clerk: Visitor) -> None:
    tip = file_case(citizen, "tip")
    assert address(tip) not in clerk.get(f"/desk/cases/{number_of(tip)}").links()
    assert "谁也补不了密码" in clerk.get(address(tip)).text
    refused = clerk.post(address(tip), RIGHT, status=422)
    assert "没法核实是谁" in refused.text


def test_only_who_enters_cases_of_this_department_makes_a_secret(
    officer: Officer, citizen: Visitor, stranger: Visitor, slip: Page
) -> None:
    assert "/sign-in" in citizen.get(address(slip), status=303).location
    officer("editor").get(address(slip), status=403)
    officer("handler", department="agriculture", name="other").post(
        address(slip), RIGHT, status=403
    )
    citizen.get(f"{address(slip)}/new", status=303)
    officer("intake-clerk", name="another").get(f"{address(slip)}/new", status=404)
    stranger.get(f"{address(slip)}/new", status=403)


def test_of_two_clerks_one_makes_a_new_secret_and_the_other_is_told(
    app: Flask, clerk: Visitor, officer: Officer, slip: Page
) -> None:
    other = officer("intake-clerk", name="another")
    old = other.get(address(slip)).soup.select_one("input[name=seen]")
    assert old is not None
    renew(clerk, slip)
    first = clerk.get(f"{address(slip)}/new")
    late = other.post(address(slip), {**RIGHT, "seen": str(old["value"])}, status=422)
    assert "刚给这一件补发过" in late.text
    open_case(Visitor(app), first)
    # Whoever opens the page anew may: then the first slip says that it opens nothing any more.
    renew(other, slip)
    assert "已经打不开" in clerk.get(f"{address(slip)}/new", status=409).text
    open_case(Visitor(app), other.get(f"{address(slip)}/new"))
    clerk.post(address(slip), {**RIGHT, "seen": "示例"}, status=422)
