"""The desk of riders: codes handed out, none kept; a tip's seal, never its rider."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.rewards.riders.models import Rider, RiderCode
from portal.rewards.riders.queries import list_batches
from portal.rewards.riders.words import REWARDS
from portal.rewards.rules import Stage
from tests.factories.accounts import make_account
from tests.factories.riders import make_rider, make_tip
from tests.visitor import Visitor

MADE = {"codes-token": "k" * 64, "codes-station": "示例站点", "codes-count": "3"}


@pytest.fixture
def clerk(officer: Callable[..., Visitor]) -> Visitor:
    """Return whoever hands out codes."""
    return officer("intake-clerk", name="clerk-r")


def test_a_sheet_of_codes_is_shown_once_and_kept_as_digests(app: Flask, clerk: Visitor) -> None:
    page = clerk.get("/desk/riders/")
    assert "不发短信" in page.text
    sheet = clerk.post("/desk/riders/codes", MADE, status=200)
    codes = sheet.all(".rider-codes b")
    assert len(set(codes)) == 3
    assert sheet.response.headers["Cache-Control"] == "no-store"
    assert clerk.post("/desk/riders/codes", MADE, status=200).all(".rider-codes b") == codes
    assert not any(code in clerk.get("/desk/riders/").html for code in codes)
    with app.app_context():
        assert db.session.query(RiderCode).count() == 3
        kept = "".join(code.digest for code in db.session.query(RiderCode))
        assert not any(code[3:].replace("-", "") in kept.upper() for code in codes)


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        ("codes", {**MADE, "codes-count": "201"}, "codes-count"),
        ("codes", {**MADE, "codes-count": "-1"}, "codes-count"),
        ("codes", {**MADE, "codes-station": " "}, "codes-station"),
        ("renewal", {"renewal-number": "QS-AAAA-BBBB"}, "renewal-number"),
        ("ending", {"ending-number": "QS-AAAA-BBBB", "ending-reason": "示例"}, "ending-number"),
        ("ending", {"ending-number": "QS-AAAA-BBBB", "ending-reason": ""}, "ending-reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    clerk: Visitor, address: str, sent: dict[str, str], field: str
) -> None:
    page = clerk.post(f"/desk/riders/{address}", sent, status=422)
    assert page.all(f"#{field}-error")


def test_codes_are_revoked_one_or_all_and_an_enrolment_renewed_or_ended(
    app: Flask, clerk: Visitor
) -> None:
    clerk.post("/desk/riders/codes", MADE, status=200)
    with app.app_context(), write_intent():
        number, batch = make_rider().number, list_batches()[-1].batch.reference
        db.session.commit()
    named = {"revocation-batch": batch.lower()}
    clerk.post("/desk/riders/revocation", {**named, "revocation-serial": "2"})
    for serial in ("2", "9", "x"):
        clerk.post("/desk/riders/revocation", {**named, "revocation-serial": serial}, status=422)
    clerk.post("/desk/riders/revocation", {"revocation-batch": "QM"}, status=422)
    clerk.post("/desk/riders/revocation", named)
    renewal = {"renewal-token": "r" * 64, "renewal-number": number.lower()}
    clerk.post("/desk/riders/renewal", renewal, status=200)
    renewal["renewal-token"] = "s" * 64
    assert len(clerk.post("/desk/riders/renewal", renewal, status=200).all(".rider-codes b")) == 1
    with app.app_context():
        revoked = db.session.query(RiderCode).filter(RiderCode.revoked_on.is_not(None))
        assert revoked.count() == 4  # three of the station's, and the code that was replaced
    clerk.post("/desk/riders/ending", {"ending-number": number, "ending-reason": "示例：离职"})
    again = clerk.post("/desk/riders/renewal", renewal | {"renewal-token": "u"}, status=422)
    assert "已经停用" in again.text
    with app.app_context():
        assert db.session.query(Rider.ended_on).scalar() is not None


def test_the_handler_sees_that_a_rider_sent_it_not_which_and_notes_the_seal(
    app: Flask, officer: Callable[..., Visitor]
) -> None:
    visitor = officer("handler", name="handler-r")
    with app.app_context(), write_intent():
        rider = make_rider()
        case = make_tip(rider)
        case.handler = make_account("handler", department=case.department, name="handler-r")
        reference, number = case.reference, rider.number
        db.session.commit()
    page = visitor.get(f"/desk/cases/{reference}")
    assert "登记骑手报送" in page.text
    assert number not in page.html
    noting = f"/desk/riders/seals/{reference}"
    visitor.post(noting, {}, status=422)
    visitor.post(noting, {"seal-found": "absent"})
    assert "核实：没有封签" in visitor.get(noting).text
    officer("handler", name="handler-y").post(noting, {"seal-found": "absent"}, status=403)
    other = officer("handler", department="agriculture", name="handler-z")
    other.post(noting, {"seal-found": "absent"}, status=403)


@pytest.mark.parametrize("address", ["/desk/riders/", "/desk/riders/seals/LC26-AAAA-BBBB-CCCC"])
def test_the_desk_is_shut_to_others(citizen: Visitor, stranger: Visitor, address: str) -> None:
    stranger.get(address, status=403)
    citizen.get(address, status=303)


def test_the_stages_of_a_reward_all_have_plain_words() -> None:
    assert set(REWARDS) == set(Stage)
