"""Too much at once slows the door down; it never shuts, and nobody's words are lost."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import altcha
import pytest
import time_machine
from flask import Flask

from portal.complaints.models import Case, Draft
from portal.complaints.rules import Gate
from portal.kernel.db import db
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import RESPONDENT, STORY, TOLD, file_case, fill_in, number_of

CHECK = "/complaints/new/tip/check"
TIP = "/complaints/new/tip/respondent"
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TIGHT = Gate(own=1, all=100, wait=10, longest=60)


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """Let one case an hour through freely, and let the clock stand still."""
    monkeypatch.setattr("portal.complaints.intake.filing_gate", lambda: TIGHT)
    monkeypatch.setattr("portal.complaints.intake.proof_cost", lambda: 1)
    with time_machine.travel(NOON, tick=False) as now:
        yield now


def ticket_of(page: Page) -> dict[str, str]:
    """Return the ticket that a page carries."""
    field = page.soup.select_one("input[name=ticket]")
    assert field is not None
    return {"ticket": str(field["value"])}


def slowed(citizen: Visitor) -> Page:
    """File one case freely, then be asked to wait with the next."""
    file_case(citizen, "tip")
    fill_in(citizen, "tip")
    page = citizen.post(CHECK, {}, status=429)
    assert STORY in page.text
    return page


def worked(page: Page) -> dict[str, str]:
    """Return the proof of work that a browser with script sends."""
    told = page.soup.select_one("[data-challenge]")
    assert told is not None
    challenge = altcha.Challenge.from_dict(json.loads(str(told["data-challenge"])))
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    both = {"challenge": challenge.to_dict(), "solution": solution.to_dict()}
    return {"proof": base64.b64encode(json.dumps(both).encode()).decode()}


def test_below_the_threshold_nobody_is_asked_for_anything(citizen: Visitor) -> None:
    fill_in(citizen, "tip")
    assert not citizen.get(CHECK).soup.select("[data-challenge]")


def test_who_waits_gets_through_without_script(
    app: Flask, citizen: Visitor, tight: time_machine.Traveller
) -> None:
    page = slowed(citizen)
    assert "10 秒" in page.text
    assert page.response.headers["Retry-After"] == "10"
    tight.shift(timedelta(seconds=4))
    again = citizen.post(CHECK, ticket_of(page), status=429)
    assert "6 秒" in again.text
    tight.shift(timedelta(seconds=6))
    assert number_of(citizen.follow(CHECK, ticket_of(again)))
    with app.app_context():
        assert db.session.query(Case).count() == 2


def test_a_browser_with_script_works_instead_of_waiting(
    citizen: Visitor, tight: time_machine.Traveller
) -> None:
    page = slowed(citizen)
    proof = worked(page)
    assert number_of(citizen.follow(CHECK, proof))
    # The same work counts once.
    fill_in(citizen, "tip")
    assert "已经用过" in citizen.post(CHECK, proof, status=409).text


def test_a_ticket_counts_once_and_only_as_it_was_given(
    citizen: Visitor, tight: time_machine.Traveller
) -> None:
    ticket = ticket_of(slowed(citizen))
    tight.shift(timedelta(seconds=10))
    citizen.follow(CHECK, ticket)
    fill_in(citizen, "tip")
    citizen.post(CHECK, ticket, status=409)
    for made_up in ("x", ticket["ticket"][:-2], "\x00", "x" * 9000):
        citizen.post(CHECK, {"ticket": made_up, "proof": made_up}, status=429)


def test_a_clock_moved_back_asks_for_no_more_than_the_first_wait(
    citizen: Visitor, tight: time_machine.Traveller
) -> None:
    page = slowed(citizen)
    tight.shift(timedelta(hours=-3))
    again = citizen.post(CHECK, ticket_of(page), status=429)
    tight.shift(timedelta(seconds=40))
    assert number_of(citizen.follow(CHECK, ticket_of(again)))


def test_a_flood_from_one_network_does_not_close_the_door_for_others(
    app: Flask, citizen: Visitor, tight: time_machine.Traveller
) -> None:
    slowed(citizen)
    for _ in range(20):
        flooded = citizen.post(CHECK, {}, status=429)
    assert "60 秒" in flooded.text
    neighbour = Visitor(app)
    neighbour.client.environ_base["REMOTE_ADDR"] = "10.9.8.7"
    assert number_of(file_case(neighbour, "tip"))


def test_above_the_threshold_of_all_everybody_waits_a_little(
    citizen: Visitor, tight: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Gate(own=100, all=1, wait=10, longest=60)
    monkeypatch.setattr("portal.complaints.intake.filing_gate", lambda: busy)
    page = slowed(citizen)
    tight.shift(timedelta(seconds=10))
    assert number_of(citizen.follow(CHECK, ticket_of(page)))
    tight.shift(timedelta(seconds=61))
    fill_in(citizen, "tip")
    assert number_of(citizen.follow(CHECK, {}))


def test_drafts_begun_in_heaps_are_slowed_and_keep_their_words_in_the_form(
    app: Flask, citizen: Visitor, tight: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.complaints.intake.draft_gate", lambda: TIGHT)
    sent = {**RESPONDENT, **TOLD}
    citizen.post(TIP, sent)
    other = Visitor(app)
    page = other.post(TIP, sent, status=429)
    assert STORY in page.html
    tight.shift(timedelta(seconds=10))
    other.post(TIP, {**sent, **ticket_of(page)})
    Visitor(app).post(TIP, {**sent, **ticket_of(page)}, status=409)
    with app.app_context():
        assert db.session.query(Draft).count() == 2


def test_the_same_case_sent_again_is_asked_for_nothing(
    citizen: Visitor, tight: time_machine.Traveller
) -> None:
    fill_in(citizen, "tip")
    before = citizen.client.get_cookie("session")
    assert before is not None
    first = citizen.follow(CHECK, {})
    citizen.client.set_cookie("session", before.value)
    assert number_of(citizen.follow(CHECK, {})) == number_of(first)
