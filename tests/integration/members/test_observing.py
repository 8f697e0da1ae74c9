"""From what a supervisor saw to what everybody reads; and what is no supervision is a tip."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.complaints.models import Case
from portal.complaints.rules import Track
from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.paging import encode_cursor
from portal.members import queries, services, tips
from portal.members.models import Observation
from portal.members.queries.observations import ON_PAGE
from portal.members.rules import Ground
from portal.members.rules import ObservationStage as Stage
from portal.web.form_tokens import new_token
from tests.factories.accounts import make_account
from tests.factories.members import OTHER_STREET, make_member, seen

OWN = "market-regulation"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


def send(by: object, **facts: object) -> Observation:
    found = services.send_observation(seen(**facts), token=new_token(), by=by)  # type: ignore[arg-type]
    assert isinstance(found, Observation)
    return found


def test_an_observation_goes_from_seen_to_public(inside: Flask) -> None:
    member, handler = make_member(), make_account("handler", department=OWN)
    observation = send(member.account)
    services.verify_observation(observation, is_found=True, note="示例：属实", by=handler)
    services.rectify_observation(observation, note="示例：三天内下架", by=handler)
    services.answer_observation(
        observation, note="示例：已下架", public_text="示例：过期的已经下架", by=handler
    )
    with pytest.raises(NotFound):
        queries.get_published(observation.reference)
    for wrong in (handler, member.account):
        with pytest.raises(Refused):
            services.publish_observation(observation, by=wrong)
    services.publish_observation(observation, by=make_account("reviewer"))
    assert queries.get_published(observation.reference) is observation
    followed = queries.count_followed()
    assert (followed.received, followed.open, followed.found) == (1, 0, 1)
    assert (followed.rectified, followed.published) == (1, 1)
    assert [one.id for one in queries.page_of_published().items] == [observation.id]
    services.withdraw_observation(observation, note="示例：写错了街道", by=handler)
    with pytest.raises(Withdrawn, match="写错了街道"):
        queries.get_published(observation.reference)


def test_a_step_needs_its_turn_and_its_words(inside: Flask) -> None:
    observation, handler = send(make_member().account), make_account("handler", department=OWN)
    with pytest.raises(MoveRefused):
        services.rectify_observation(observation, note="示例", by=handler)
    with pytest.raises(Refused) as refusal:
        services.verify_observation(observation, is_found=False, note="", by=handler)
    assert refusal.value.field == "note"
    services.verify_observation(observation, is_found=False, note="示例：没有发现", by=handler)
    with pytest.raises(Refused) as refusal:
        services.answer_observation(observation, note="示例", public_text="", by=handler)
    assert refusal.value.field == "public_text"
    assert observation.stage is Stage.UNFOUNDED


def test_the_same_form_is_one_observation(inside: Flask) -> None:
    member, token = make_member(), new_token()
    first = services.send_observation(seen(), token=token, by=member.account)
    db.session.flush()
    assert services.send_observation(seen(), token=token, by=member.account) is first


@pytest.mark.parametrize(
    ("facts", "term", "ground"),
    [
        ({"region": OTHER_STREET}, (date(2026, 1, 1), date(2027, 12, 31)), Ground.OUTSIDE_AREA),
        ({}, (date(2025, 1, 1), date(2026, 1, 31)), Ground.EXPIRED),
        (
            {"seen_on": date(2025, 12, 31)},
            (date(2026, 1, 1), date(2027, 12, 31)),
            Ground.SEEN_OUTSIDE_TERM,
        ),
    ],
)
def test_outside_area_or_term_it_becomes_a_tip_of_nobody(
    inside: Flask,
    facts: dict[str, object],
    term: tuple[date, date],
    ground: Ground,
) -> None:
    with time_machine.travel("2026-01-15T10:00:00+08:00", tick=False):
        member, token = make_member(term=term), new_token()
    with inside.test_request_context():
        found = services.send_observation(seen(**facts), token=token, by=member.account)
        again = services.send_observation(seen(**facts), token=token, by=member.account)
    assert isinstance(found, tuple)
    assert found[0] is ground
    assert again == found
    assert db.session.query(Observation).count() == 0
    case = db.session.scalars(select(Case)).one()
    assert case.reference == found[1].number
    assert case.track is Track.REPORT
    assert case.is_anonymous
    assert case.told == "货架上有三盒过期的示例酸奶。"
    assert len(found[1].words) == 5
    lines = [(line.action, line.actor, line.subject) for line in audit.pending()]
    assert ("case.filed", "citizen", case.subject) in lines
    assert not any(
        case.reference in str(line) and member.account.username in line for line in lines
    )
    became = [line.after for line in audit.pending() if line.action == "observation.became-tip"]
    assert became == [{"ground": ground.value}] * 2


def test_what_was_released_is_read_page_by_page(inside: Flask) -> None:
    member = make_member()
    for _n in range(ON_PAGE + 2):
        found = send(member.account)
        found.stage, found.published_at = Stage.PUBLISHED, found.submitted_at
    db.session.flush()
    first = queries.page_of_published()
    rest = queries.page_of_published(first.earlier)
    assert (len(first.items), len(rest.items), rest.earlier) == (ON_PAGE, 2, None)
    numbers = [one.id for one in [*first.items, *rest.items]]
    assert numbers == sorted(numbers, reverse=True)
    with pytest.raises(NotFound):
        queries.page_of_published("nothing")
    with pytest.raises(NotFound):
        queries.page_of_published(encode_cursor("x"))


def test_where_no_room_takes_tips_it_is_said(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tips, "_takers", [])
    with pytest.raises(Refused):
        services.send_observation(seen(), token=new_token(), by=make_account("supervisor"))


def test_what_lies_elsewhere_or_ahead_is_refused_at_its_field(inside: Flask) -> None:
    member = make_member()
    for facts, field in (
        ({"region": "110101"}, "region"),
        ({"seen_on": date(2099, 1, 1)}, "seen_on"),
    ):
        with pytest.raises(Refused) as refusal:
            services.send_observation(seen(**facts), token=new_token(), by=member.account)
        assert refusal.value.field == field
