"""What the rules in force say to cases. Every figure and list comes from the place profile."""

from collections.abc import Sequence
from datetime import date, timedelta

from portal.complaints.clocks import Span, last_counted_day
from portal.complaints.rules import Clock, Track
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter
from portal.web.attachments import FileLimits

CLOCK_KEYS = {
    Clock.ACCEPTANCE: "complaints.accept_days",
    Clock.MEDIATION: "complaints.mediation_days",
    Clock.END_NOTICE: "complaints.mediation_end_notice_days",
    Clock.VERIFICATION: "complaints.verify_days",
    Clock.NOTICE: "complaints.reporter_notice_days",
    Clock.PENALTY: "complaints.penalty_case_days",
    Clock.DISPUTE: "complaints.jurisdiction_dispute_days",
}
EXTENSION_KEYS = {
    Clock.VERIFICATION: "complaints.verify_extension_days",
    Clock.PENALTY: "complaints.penalty_case_extension_days",
}
TRANSITION_KEY = "complaints.transition"
IN_FORCE = "in-force"
PREFIX_WHERE_NOT_SET = "CN"
SATISFIED = 4


def _whole(key: str, fallback: int, on: date | None = None) -> int:
    # A limit that nobody has set must not open the door wide; the fallback is the narrow choice.
    found = current_place().parameters.whole(key, on or clock.today())
    return fallback if found is None else found


def _items(key: str, on: date | None = None) -> tuple[Item, ...]:
    return current_place().parameters.items(key, on or clock.today())


def rule_version(on: date) -> str:
    """Return the rule for cases received on this day (v2020, v2026)."""
    found = current_place().parameters.value("complaints.rule_version", on)
    return str(found) if found else "-"


def rule_day(received_on: date, starts_on: date) -> date:
    """Return the day whose rule binds a step: that of receipt, unless the place decided otherwise.

    For cases open when a rule changed a place may choose the rule in force when the step began.
    """
    found = current_place().parameters.value(TRANSITION_KEY, clock.today())
    return starts_on if found == IN_FORCE else received_on


def _deed_day(received_on: date) -> date:
    # What is decided today falls under today's rule only where the place decided so.
    return rule_day(received_on, clock.today())


def time_limit(which: Clock, received_on: date, starts_on: date | None = None) -> Parameter | None:
    """Return the time limit that binds a case received on this day, with its article."""
    day = rule_day(received_on, starts_on or received_on)
    return current_place().parameters.find(CLOCK_KEYS[which], day)


def extension(
    received_on: date, which: Clock = Clock.VERIFICATION, granted_on: date | None = None
) -> Parameter | None:
    """Return by how much a limit may be extended once; None where it may not be."""
    key = EXTENSION_KEYS.get(which)
    day = rule_day(received_on, granted_on or received_on)
    return current_place().parameters.find(key, day) if key else None


def last_day(
    limit: Parameter | None,
    starts_on: date,
    pauses: Sequence[Span] = (),
    today: date | None = None,
) -> date | None:
    """Return the last day of a time limit; None where it is not set."""
    if limit is None:
        return None
    calendar = current_place().calendar
    return last_counted_day(limit, starts_on, calendar, pauses, today or clock.today())


def pause_causes(on: date) -> tuple[Item, ...]:
    """Return what may stop a clock: verification, inspection, testing, appraisal."""
    return _items("complaints.pause_causes", _deed_day(on))


def refusal_grounds(track: Track, on: date) -> tuple[Item, ...]:
    """Return the legal grounds for not taking a case of this track received on this day."""
    complaint = track is Track.COMPLAINT
    key = "complaints.refusal_grounds" if complaint else "complaints.report_refusal_grounds"
    return _items(key, _deed_day(on))


def end_grounds(on: date) -> tuple[Item, ...]:
    """Return the legal grounds for ending mediation."""
    return _items("complaints.mediation_end_grounds", _deed_day(on))


def categories() -> tuple[Item, ...]:
    """Return what a case can be about."""
    return _items("complaints.categories")


def domains() -> tuple[Item, ...]:
    """Return the kinds of things a case can be about."""
    return _items("complaints.domains")


def requests() -> tuple[Item, ...]:
    """Return what a complainant may ask for."""
    return _items("complaints.requests")


def other_doors() -> tuple[Item, ...]:
    """Return who else to turn to; the code of each is its telephone number."""
    return _items("complaints.other_doors")


def remedies() -> tuple[Item, ...]:
    """Return the ways that stay open when a complaint is refused."""
    return _items("complaints.remedy_routes")


def label(items: tuple[Item, ...], code: str, language: str) -> str:
    """Return the wording of a list's code; a code no longer listed stands for itself."""
    found = next((item for item in items if item.code == code), None)
    return found.label.in_(language) if found else code


def text_bounds() -> tuple[int, int]:
    """Return how short and how long the story may be, in characters."""
    return _whole("complaints.text_min_chars", 10), _whole("complaints.text_max_chars", 2000)


def file_limits() -> FileLimits:
    """Return what may be attached."""
    kinds = _items("complaints.attachment_types")
    return FileLimits(
        sizes={item.code: int(item.number) for item in kinds if item.number},
        count=_whole("complaints.attachment_max_count", 3),
        size=_whole("complaints.attachment_max_bytes", 5 * 1024 * 1024),
        pixels=_whole("complaints.photo_max_pixels", 50_000_000),
        types=tuple(item.code for item in kinds),
    )


def draft_life() -> timedelta:
    """Return how long a draft is kept."""
    return timedelta(hours=_whole("privacy.draft_hours", 24))


def tracking_idle() -> timedelta:
    """Return after how long an open case closes by itself."""
    return timedelta(minutes=_whole("complaints.tracking_idle_minutes", 15))


def opening_limits() -> tuple[str, str, str]:
    """Return how often a case in a network, a case, and a network may be tried without a wait.

    As the throttle reads limits.
    """
    minutes = _whole("accounts.receipt_pause_minutes", 30)
    tries = _whole("accounts.receipt_failures", 5)
    case = _whole("complaints.tracking_case_tries", 50)
    network = _whole("complaints.tracking_network_tries", 20)
    span = f"per {minutes} minutes"
    return f"{tries} {span}", f"{case} {span}", f"{network} {span}"


def sheet_limit() -> str:
    """Return how many receipts one network may have set as PDF (as the throttle reads limits)."""
    return f"{_whole('complaints.receipt_sheets_per_hour', 30)} per 1 hour"


def followup_questions() -> tuple[Item, ...]:
    """Return what a citizen is asked about the outcome (回访问效)."""
    return _items("complaints.followup_questions")


def reissue_checks() -> tuple[Item, ...]:
    """Return how a clerk may make sure who asks for a new secret."""
    return _items("complaints.secret_reissue_checks")


def may_ask_for_review() -> bool:
    """Whether the place grants a review (once)."""
    return _whole("complaints.review_times", 0) > 0


def small_cell() -> int:
    """Return the smallest count that public statistics show."""
    return _whole("privacy.small_cell", 10)


def statistics_lag_days() -> int:
    """Return how long after a month its public figures are given out, in days."""
    return _whole("complaints.statistics_lag_days", 31)


def due_soon_days() -> int:
    """Return how near a time limit's end counts as soon, in days."""
    return _whole("complaints.due_soon_days", 2)


def reference_prefix() -> str:
    """Return the letters that case numbers of this place begin with."""
    found = current_place().parameters.value("complaints.reference_prefix", clock.today())
    return str(found) if found else PREFIX_WHERE_NOT_SET


def document_prefix() -> str:
    """Return the characters of the issuing body (机关代字) in document numbers; none until set."""
    found = current_place().parameters.value("complaints.document_prefix", clock.today())
    return str(found) if found else ""


def national_number_pattern() -> str:
    """Return the pattern of the national platform's numbers; none until it is set."""
    found = current_place().parameters.value("complaints.national_number_pattern", clock.today())
    return str(found) if found else ""
