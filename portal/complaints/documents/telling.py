"""What the wording of a document may name: the facts of a case on the day it is issued.

Chinese whatever the reader's language: a document has one wording.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from portal.complaints import deadlines, policy
from portal.complaints.documents.wording import wording_file
from portal.complaints.models import Case
from portal.complaints.rules import Appointment, Clock, DocumentKind, Track
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Told:
    """What a deed adds to the facts of its case: the reason in words, a day, a meeting."""

    note: str = ""
    until: date | None = None
    receiver: str = ""
    meeting: Appointment = field(default_factory=Appointment)
    decision: str = ""
    verdict: str = ""


def word(code: str) -> str:
    """Return the word of the documents for a code; none for none."""
    return wording_file().words.get(code, code)


def written_day(day: date | datetime | None) -> str:
    """Return a day as documents write it, such as 2026年5月12日."""
    if day is None:
        return word("untold")
    plain = clock.in_china(day).date() if isinstance(day, datetime) else day
    return f"{plain.year}年{plain.month}月{plain.day}日"


def written_moment(moment: datetime) -> str:
    """Return an instant as documents write it, such as 2026年5月12日9时30分."""
    there = clock.in_china(moment)
    return f"{written_day(there)}{there.hour}时{there.minute:02d}分"


def agency_of(department: str) -> str:
    """Return the full name of the body that issues: the bureau where it is the bureau's own."""
    place = current_place().place
    office = current_place().departments.find(department)
    if office is None:
        return department
    return place.bureau.zh if place.bureau.zh in office.aliases else office.name.zh


def cited(rule: Parameter | None) -> str:
    """Return instrument and article as documents cite them; empty where no rule is known."""
    if rule is None or rule.instrument is None:
        return ""
    return f"《{rule.instrument.name.zh}》{rule.article or ''}"


def _rule(key: str, day: date) -> Parameter | None:
    return current_place().parameters.find(key, day)


def _inside(rule: Parameter | None) -> str:
    return f"（{cited(rule)}）" if rule is not None and rule.article else ""


def _label(items: tuple[Item, ...], code: str | None) -> str:
    return policy.label(items, code, "zh") if code else ""


def facts_of(kind: DocumentKind, case: Case, told: Told, basis: str | None) -> dict[str, str]:
    """Return every fact that the wording of this document may name."""
    received = clock.in_china(case.received_at).date()
    rule = _rule(basis, received) if basis else None
    according = f"根据{cited(rule)}的规定，" if cited(rule) else ""
    return {
        **_of_case(case, received),
        **_of_rules(case, received),
        "according": according,
        "basis_inside": _inside(rule),
        "papers": word("asked" if case.supplement_due_on else "not_asked"),
        "note": told.note,
        "reason": told.note,
        "receiver": told.receiver,
        "until": written_day(told.until),
        "decision": word(told.decision) if told.decision else "",
        "verdict": word(told.verdict) if told.verdict else "",
        "meeting_time": told.meeting.time,
        "meeting_venue": told.meeting.venue,
        "meeting_open": "" if told.meeting.time and told.meeting.venue else word("untold"),
        "unsettled": "" if case.ground else word("untold"),
        "title": wording_file().documents[kind].title(case.track),
    }


def _of_case(case: Case, received: date) -> dict[str, str]:
    amount = case.amount_fen
    return {
        "reference": case.reference,
        "received": written_day(received),
        "accepted": written_day(case.accepted_at),
        "decided": written_day(case.decided_at),
        "channel": word(case.channel.value),
        "track": word(case.track.value),
        "respondent": case.respondent or case.respondent_address or word("untold"),
        "respondent_address": case.respondent_address,
        "occurred": written_day(case.occurred_on),
        "amount": word("untold") if amount is None else f"人民币{Decimal(amount) / HUNDRED:,.2f}元",
        "category": _label(policy.categories(), case.category),
        "told": case.told,
        "request": case.request or word("untold"),
        "evidence": f"{len(case.evidence)}件",
        "may_publish": word("yes" if case.may_publish else "no"),
        "may_delegate": word("yes" if case.may_delegate else "no"),
    }


def _of_rules(case: Case, received: date) -> dict[str, str]:
    grounds = policy.refusal_grounds(case.track, received)
    ends = policy.end_grounds(received)
    limit = _mediation_limit(case)
    return {
        "ground": _label(grounds + ends, case.ground),
        "identity_ground": "".join(one.code for one in grounds if one.code == "identity"),
        "refusal_basis": cited(_rule("complaints.refusal_grounds", received)),
        "end_basis_inside": _inside(_rule("complaints.mediation_end_grounds", received)),
        "remedy_basis": cited(_rule("complaints.remedy_routes", received)),
        "review": word("yes") if policy.may_ask_for_review() else "",
        **limit,
    }


def _mediation_limit(case: Case) -> dict[str, str]:
    found = [one for one in deadlines.deadlines_of(case) if one.clock is Clock.MEDIATION]
    if case.track is not Track.COMPLAINT or not found or found[-1].limit is None:
        return {"mediation_length": "", "mediation_due": "", "mediation_basis": ""}
    limit = found[-1].limit
    unit = current_place().vocabulary.units[limit.unit.value].name.zh
    return {
        "mediation_length": f"{limit.value}{unit}",
        "mediation_due": written_day(found[-1].due_on) if found[-1].due_on else "",
        "mediation_basis": _inside(limit),
    }


def remedies() -> list[str]:
    """Return the ways that stay open, each as one line."""
    return [way.label.zh for way in policy.remedies()]
