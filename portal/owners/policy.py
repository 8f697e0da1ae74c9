"""What the place says to enterprises' own access. Every figure and list comes from its profile."""

from datetime import date

from portal.kernel import clock
from portal.owners.rules import FilingKind, Period
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter, due_on
from portal.web.attachments import FileLimits

FILING_DAYS = {
    FilingKind.DUTY: "owners.duty_report_days",
    FilingKind.SELF_CHECK: "owners.self_check_days",
}


def _whole(key: str, fallback: int) -> int:
    # A limit that nobody has set must not open the door wide; the fallback is the narrow choice.
    found = current_place().parameters.whole(key, clock.today())
    return fallback if found is None else found


def _last_day(key: str, start: date) -> date | None:
    place = current_place()
    rule = place.parameters.find(key, start)
    return None if rule is None else due_on(rule, start, place.calendar)


def code_expires(issued_on: date) -> date | None:
    """Return the last day of a letter's code; None where the place has not set any."""
    return _last_day("owners.code_days", issued_on)


def most_people() -> int:
    """Return how many people may act for one enterprise."""
    return _whole("owners.most_people", 1)


def longest_text() -> int:
    """Return how long an answer, an objection or a report may be, in characters."""
    return _whole("owners.text_max_chars", 500)


def reply_due(submitted_on: date) -> date | None:
    """Return by when an answer is to be checked; None where the place has not set any."""
    return _last_day("owners.reply_days", submitted_on)


def filing_due(kind: FilingKind, period: Period) -> date | None:
    """Return the last day for a report; None where the place has not set any."""
    return _last_day(FILING_DAYS[kind], period.last_on)


def filing_rule(kind: FilingKind) -> Parameter | None:
    """Return the rule about when a report is due, with its authority."""
    return current_place().parameters.find(FILING_DAYS[kind], clock.today())


def refusal_grounds() -> tuple[Item, ...]:
    """Return the grounds on which an answer is not shown."""
    return current_place().parameters.items("owners.reply_refusal_grounds", clock.today())


def file_limits() -> FileLimits:
    """Return what may be attached."""
    types = current_place().parameters.items("owners.attachment_types", clock.today())
    return FileLimits(
        count=_whole("owners.attachment_max_count", 1),
        size=_whole("owners.attachment_max_bytes", 1024 * 1024),
        pixels=_whole("complaints.photo_max_pixels", 50_000_000),
        types=tuple(item.code for item in types),
    )
