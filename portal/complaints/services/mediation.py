"""Mediation meetings: planned with time and place, recorded with who came and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import Account
from portal.complaints import documents
from portal.complaints.access import check_handler
from portal.complaints.models import Case, Meeting
from portal.complaints.rules import MeetingOutcome, Party, Stage
from portal.complaints.services.handling import post_official_message
from portal.complaints.services.moves import move
from portal.complaints.words import MEETING_MESSAGE, REFUSALS
from portal.kernel import audit, clock
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused

FEWEST_PARTIES = 2


def plan_meeting(
    case: Case, *, starts_at: datetime | None, place: str, parties: Sequence[Party], by: Account
) -> Meeting:
    """Plan a meeting of an accepted complaint; the citizen is told time and place."""
    check_handler(case, by)
    if case.stage not in {Stage.ACCEPTED, Stage.MEDIATING}:
        raise Refused(REFUSALS["meeting_stage"])
    if starts_at is None or starts_at <= clock.now():
        raise Refused(REFUSALS["meeting_past"], field="starts_at")
    if not place.strip():
        raise Refused(REFUSALS["place_missing"], field="place")
    asked = [party.value for party in Party if party in parties]
    if len(asked) < FEWEST_PARTIES:
        raise Refused(REFUSALS["meeting_parties"], field="parties")
    if case.stage is Stage.ACCEPTED:
        move(case, Stage.MEDIATING, action="moved-to-mediating", by=by.actor)
    meeting = Meeting(
        case_id=case.id, starts_at=starts_at, place=place.strip(), asked=asked,
        planned_at=clock.now(), record="", agreement="",
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    audit.record("case.meeting-planned", subject=case.subject, by=by.actor)
    moment = f"{clock.in_china(starts_at):%Y-%m-%d %H:%M}"
    text = str(MEETING_MESSAGE) % {"moment": moment, "place": meeting.place}
    post_official_message(case, text=text, by=by.actor)
    documents.tell_of_meeting(case, starts_at=starts_at, venue=meeting.place, by=by)
    return meeting


@dataclass(frozen=True)
class Minutes:
    """Who came to a meeting, how it ended, what was said, and what was agreed."""

    came: tuple[Party, ...]
    outcome: MeetingOutcome
    record: str = ""
    agreement: str = ""


def record_meeting(case: Case, meeting: Meeting, *, minutes: Minutes, by: Account) -> None:
    """Record a meeting: who came, how it ended, and what was agreed. It is recorded once."""
    check_handler(case, by)
    hold(meeting, "recorded_at")
    if meeting.recorded_at is not None:
        raise Refused(REFUSALS["meeting_done"])
    if meeting.starts_at > clock.now():
        raise Refused(REFUSALS["meeting_early"])
    agreed = minutes.outcome is MeetingOutcome.AGREED
    if agreed and not minutes.agreement.strip():
        raise Refused(REFUSALS["agreement_missing"], field="agreement")
    meeting.came = [party for party in meeting.asked if party in set(minutes.came)]
    meeting.outcome, meeting.record = minutes.outcome, minutes.record.strip()
    meeting.agreement = minutes.agreement.strip() if agreed else ""
    meeting.recorded_at = clock.now()
    after = {"outcome": minutes.outcome.value, "came": meeting.came}
    audit.record("case.meeting-recorded", subject=case.subject, by=by.actor, after=after)
