"""What the assigned handler decides. Every refusal has a ground and a remedy (C4)."""

from collections.abc import Sequence
from datetime import date

from portal.accounts.models import Account
from portal.complaints import documents, doubles, policy
from portal.complaints.access import check_handler, check_may_assign
from portal.complaints.documents import Told
from portal.complaints.models import Case, Message
from portal.complaints.rules import (
    SUBSTANTIATED,
    Author,
    Channel,
    DocumentKind,
    Outcome,
    Stage,
    Track,
    Verdict,
)
from portal.complaints.services.apart import check_apart
from portal.complaints.services.joining import leave_matter, telling, together
from portal.complaints.services.moves import hand_to, move, refresh_due
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.kernel.signals import case_substantiated


def check_receiver(case: Case, handler: Account, by: Account) -> None:
    """Raise unless this person may give the case to this handler of the own department."""
    check_may_assign(case, by)
    known = handler.is_active and "handler" in handler.roles
    if handler.department != case.department or not known:
        raise Refused(REFUSALS["handler_unknown"], field="handler")


@together
def assign_case(case: Case, *, handler: Account, by: Account) -> None:
    """Give a case to one handler of the department that owns it, once it has taken it over."""
    check_receiver(case, handler, by)
    if case.stage is Stage.TRANSFERRED:
        raise Refused(REFUSALS["taken_first"])
    before = {"handler": case.handler.username if case.handler else None}
    hand_to(case, handler)
    after = {"handler": handler.username}
    audit.record("case.assigned", subject=case.subject, by=by.actor, before=before, after=after)


def _worded(text: str, field: str = "note", refusal: str = "reason_missing") -> str:
    if not text.strip():
        raise Refused(REFUSALS[refusal], field=field)
    return text.strip()


@together
def accept_case(case: Case, *, by: Account) -> None:
    """Accept a complaint (受理); the mediation clock starts."""
    check_handler(case, by)
    case.accepted_at = case.accepted_at or clock.now()
    move(case, Stage.ACCEPTED, action="accepted", by=by.actor)
    documents.register_once(case, by=by)
    documents.issue(DocumentKind.ACCEPTANCE, case, by=by)


def refuse_case(case: Case, *, ground: str, note: str, by: Account) -> None:
    """Refuse a case on a ground the law in force on its day of receipt lists."""
    check_handler(case, by)
    received = clock.in_china(case.received_at).date()
    grounds = policy.refusal_grounds(case.track, received)
    if ground not in {item.code for item in grounds}:
        raise Refused(REFUSALS["ground_missing"], field="ground")
    words = _worded(note)
    leave_matter(case, by=by.actor)
    case.decided_at = clock.now()
    case.first_decided_at = case.first_decided_at or case.decided_at
    case.ground = ground
    case.answer = words
    move(case, Stage.REFUSED, action="refused", by=by.actor, note=words, ground=ground)
    documents.register_once(case, by=by)
    if case.track is Track.COMPLAINT:
        documents.issue(DocumentKind.REFUSAL, case, by=by, told=Told(note=words))


def ask_for_supplement(
    case: Case, *, until: date | None, note: str, by: Account, asks_identity: bool = False
) -> None:
    """Ask for what is missing (限期补正), until a day that this notice sets (Art. 10(3)).

    Proof of identity is asked of a complainant alone, by a notice with a number.
    """
    check_handler(case, by)
    if until is None or until <= clock.today():
        raise Refused(REFUSALS["day_past"], field="until")
    words = _worded(note)
    leave_matter(case, by=by.actor)
    case.supplement_due_on = until
    move(case, Stage.AWAITING, action="supplement-asked", by=by.actor, note=words)
    if asks_identity and case.track is Track.COMPLAINT:
        told = Told(note=words, until=until)
        documents.issue(DocumentKind.IDENTITY_NOTICE, case, by=by, told=told)


@together
def advance_case(case: Case, *, to: Stage, by: Account) -> None:
    """Take the next working step: screening, verification, or mediation."""
    check_handler(case, by)
    if to not in {Stage.SCREENING, Stage.VERIFYING, Stage.MEDIATING, Stage.ARCHIVED}:
        raise Refused(REFUSALS["outcome_missing"])
    move(case, to, action=f"moved-to-{to.value}", by=by.actor)
    if to is Stage.SCREENING:
        documents.register_once(case, by=by)


@telling("note")
def decide_filing(case: Case, *, is_filed: bool, note: str, by: Account) -> None:
    """Decide whether a report is filed as a case (立案); a no needs its reason."""
    check_handler(case, by)
    words = note.strip() if is_filed else _worded(note)
    case.decided_at = clock.now()
    case.first_decided_at = case.first_decided_at or case.decided_at
    case.filed_at = case.decided_at if is_filed else None
    # Who filed through the portal reads the decision there at once.
    case.answered_at = clock.now() if case.channel is Channel.PORTAL else case.answered_at
    stage = Stage.FILED if is_filed else Stage.NOT_FILED
    move(case, stage, action="filing-decided", by=by.actor, note=words)
    documents.tell_reporter(case, Told(note=words, decision=stage.value), by=by)


@together
def record_notice(case: Case, *, by: Account) -> None:
    """Note that a named reporter, or both sides of a mediation, have been told (告知)."""
    check_handler(case, by)
    if case.decided_at is None and case.concluded_at is None:
        raise Refused(REFUSALS["outcome_missing"])
    case.answered_at = case.answered_at or clock.now()
    refresh_due(case)
    audit.record("case.reporter-told", subject=case.subject, by=by.actor)


@telling("answer", is_about_one=lambda told: told["outcome"] is Outcome.SETTLED)
def conclude_complaint(
    case: Case, *, outcome: Outcome, ground: str | None, answer: str, by: Account
) -> None:
    """Conclude a complaint: settled, not settled, or mediation ended on a legal ground."""
    check_handler(case, by)
    if case.track is not Track.COMPLAINT:
        raise Refused(REFUSALS["outcome_missing"], field="outcome")
    received = clock.in_china(case.received_at).date()
    if outcome is Outcome.TERMINATED and ground not in {
        item.code for item in policy.end_grounds(received)
    }:
        raise Refused(REFUSALS["ground_missing"], field="ground")
    words = _worded(answer, "answer", "text_missing")
    case.outcome, case.answer = outcome, words
    case.ground = ground if outcome is Outcome.TERMINATED else None
    case.concluded_at = clock.now()
    move(case, Stage.CONCLUDED, action="concluded", by=by.actor, note=words, ground=case.ground)
    settled = outcome is Outcome.SETTLED
    kind = DocumentKind.MEDIATION_AGREEMENT if settled else DocumentKind.MEDIATION_END
    documents.issue(kind, case, by=by, told=Told(note=words))


@telling("answer")
def conclude_report(case: Case, *, verdict: Verdict, answer: str, by: Account) -> None:
    """Conclude a report; one found true or partly true opens the question of a reward (D1)."""
    check_handler(case, by)
    if case.track is Track.COMPLAINT:
        raise Refused(REFUSALS["outcome_missing"], field="verdict")
    words = _worded(answer, "answer", "text_missing")
    case.verdict, case.answer = verdict, words
    case.concluded_at = clock.now()
    move(case, Stage.CONCLUDED, action="concluded", by=by.actor, note=words)
    if verdict in SUBSTANTIATED:
        case_substantiated.send(Case, record=case)


@telling("note")
def answer_report(case: Case, *, note: str, by: Account) -> None:
    """Tell the reporter the result (反馈), where the law asks for it or the reporter reads here."""
    check_handler(case, by)
    words = _worded(note)
    case.answered_at = case.answered_at or clock.now()
    move(case, Stage.ANSWERED, action="answered", by=by.actor, note=words)
    verdict = case.verdict.value if case.verdict else ""
    documents.tell_reporter(case, Told(note=words, verdict=verdict), by=by)


def begin_reward(case: Case, *, by: Actor) -> None:
    """Mark that the reward is being decided (奖励判定)."""
    move(case, Stage.REWARDING, action="reward-begun", by=by)


def decide_review(case: Case, *, is_upheld: bool, note: str, by: Account) -> None:
    """Answer a review: keep the result, or take the case up again."""
    check_handler(case, by)
    words = _worded(note)
    kept = Stage.REFUSED if case.concluded_at is None else Stage.CONCLUDED
    again = Stage.ACCEPTED if case.track is Track.COMPLAINT else Stage.VERIFYING
    move(case, kept if is_upheld else again, action="review-decided", by=by.actor, note=words)
    if not is_upheld:
        # What was decided first, and in time or not, stays; the work itself begins anew today.
        case.concluded_at = case.outcome = case.verdict = case.decided_at = None
        case.filed_at = case.answered_at = case.extended_at = None
        case.reopened_at = clock.now()
        if case.track is Track.COMPLAINT:
            case.accepted_at = case.accepted_at or case.reopened_at
        refresh_due(case)
        documents.take_back_decision(case, reason=words, by=by)


def write_as_handler(
    case: Case, *, text: str, by: Account, is_to_all: bool = False
) -> Sequence[Message]:
    """Write to the citizen, or to every citizen of the matter; no name is shown on either side."""
    words = _worded(text, "text", "text_missing")
    readers = doubles.list_matter(case) if is_to_all else [case]
    for one in (case, *readers):
        check_handler(one, by)
    check_apart([(one, [words]) for one in readers], field="text", by=by)
    return [post_official_message(one, text=words, by=by.actor) for one in readers]


def post_official_message(case: Case, *, text: str, by: Actor) -> Message:
    """Write to the citizen in the bureau's name; for rooms above, such as rewards."""
    message = Message(author=Author.HANDLER, text=text, written_at=clock.now())
    case.messages.append(message)
    audit.record("case.message-written", subject=case.subject, by=by)
    return message
