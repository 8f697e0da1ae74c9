"""Guessing is slow, and the citizen is never shut out by somebody else's guesses."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from portal.kernel import clock
from portal.kernel.db import db
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import (
    WRONG,
    file_case,
    number_of,
    open_case,
    other_number,
    secret_of,
)


def test_guessing_is_slowed_by_case_and_network_and_never_shuts_the_citizen_out(
    citizen: Visitor,
) -> None:
    receipt = file_case(citizen, "tip")
    for _ in range(5):
        citizen.post("/track", {"number": number_of(receipt), "secret": WRONG}, status=422)
    right = {"number": number_of(receipt), "secret": secret_of(receipt)}
    told = citizen.post("/track", right, status=429)
    assert told.response.headers["Retry-After"] == "30"
    assert "请等 30 秒" in told.text
    ticket = ticket_of(told)
    now = clock.now()
    with time_machine.travel(now + timedelta(seconds=12), tick=False):
        early = citizen.post("/track", {**right, "ticket": ticket}, status=429)
        assert ticket_of(early) == ticket
        assert 15 < int(early.response.headers["Retry-After"]) < 20
    with time_machine.travel(now + timedelta(seconds=31), tick=False):
        citizen.post("/track", {**right, "ticket": ticket})
        open_case(Visitor(citizen.app), receipt)  # right, so counted afresh


def ticket_of(page: Page) -> str:
    """Return the ticket a page gives to whoever has to wait."""
    return str(page.soup.select_one("#ticket")["value"])  # type: ignore[index]


def test_a_ticket_is_good_for_one_try_of_one_number(citizen: Visitor) -> None:
    one, other = file_case(citizen, "tip"), file_case(citizen, "tip")
    tickets = []
    for receipt in (one, other):
        wrong = {"number": number_of(receipt), "secret": WRONG}
        for _ in range(5):
            citizen.post("/track", wrong, status=422)
        tickets.append(ticket_of(citizen.post("/track", wrong, status=429)))
    wrong = {"number": number_of(one), "secret": WRONG}
    now = clock.now()
    with time_machine.travel(now + timedelta(seconds=40), tick=False):
        citizen.post("/track", {**wrong, "ticket": tickets[1]}, status=429)
        citizen.post("/track", {**wrong, "ticket": tickets[0]}, status=422)
        again = citizen.post("/track", {**wrong, "ticket": tickets[0]}, status=429)
        assert ticket_of(again) != tickets[0]
        for forged in ("x", "1.2.3", tickets[0][:-1] + "0", f"9{tickets[0]}", "é.é.é"):
            citizen.post("/track", {**wrong, "ticket": forged}, status=429)
    with time_machine.travel(now + timedelta(minutes=20), tick=False):
        late = citizen.post("/track", {**wrong, "ticket": tickets[0]}, status=429)
        assert ticket_of(late)
    with time_machine.travel(now - timedelta(minutes=5), tick=False):
        citizen.post("/track", {**wrong, "ticket": tickets[0]}, status=429)


def test_a_flood_of_guesses_from_elsewhere_slows_the_citizen_down_and_no_more(
    app: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "portal.complaints.policy.opening_limits",
        lambda: ("5 per 30 minutes", "8 per 30 minutes", "20 per 30 minutes"),
    )
    receipt = file_case(citizen, "tip")
    wrong = {"number": number_of(receipt), "secret": WRONG}
    for network in range(9):
        address = {"REMOTE_ADDR": f"192.0.2.{network}"}
        status = 422 if network < 8 else 429
        Visitor(app).post("/track", wrong, status=status, environ_overrides=address)
    right = {"number": number_of(receipt), "secret": secret_of(receipt)}
    told = citizen.post("/track", right, status=429)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        citizen.post("/track", {**right, "ticket": ticket_of(told)})


def asked_of_the_database(app: Flask, visitor: Visitor, data: dict[str, str]) -> list[str]:
    """Return every statement that one try to open a case takes."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine
    hear = partial(lambda kept, _c, _cur, said, *_more: kept.append(said), seen)
    event.listen(engine, "before_cursor_execute", hear)
    visitor.post("/track", data, status=422)
    event.remove(engine, "before_cursor_execute", hear)
    return seen


def test_a_wrong_secret_and_no_case_take_the_same_steps(app: Flask, citizen: Visitor) -> None:
    known = {"number": number_of(file_case(citizen, "tip")), "secret": WRONG}
    unknown = {"number": other_number(known["number"]), "secret": WRONG}
    one = asked_of_the_database(app, Visitor(app), known)
    assert asked_of_the_database(app, Visitor(app), unknown) == one != []
