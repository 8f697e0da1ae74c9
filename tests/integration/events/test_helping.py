"""Who may help at an event, and whose minutes the roll takes."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from portal.events import queries, services
from portal.events.facts import EventSetting
from portal.events.rules import Part
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.members.queries import list_hours
from tests.factories import members
from tests.factories.joining import DESK, come, make_event


def test_where_nobody_is_wanted_to_help_nobody_helps(inside: Flask) -> None:
    member, slug = members.make_member(), make_event(3)
    closes_at = queries.get_event(slug).closes_at
    services.set_event(slug, EventSetting(3, closes_at, helpers_wanted=False), by=DESK)
    with pytest.raises(Refused) as refusal:
        come(slug, part=Part.HELPER, member=member.card)
    assert refusal.value.field == "part"


def test_minutes_after_the_term_stay_with_the_event_and_off_the_roll(inside: Flask) -> None:
    today = clock.today()
    member = members.make_member(term=(date(2026, 1, 1), today))
    slug = make_event(3, hours=72)
    helper = come(slug, part=Part.HELPER, member=member.card)
    with time_machine.travel(clock.now() + timedelta(hours=75), tick=False):
        event = queries.get_event(slug)
        services.note_attendance(event, came=[helper.reference], minutes=60, by=DESK)
    assert helper.minutes_count == 60
    assert list_hours(member) == []
