"""What officers do with an objection, two of them at least. Callers commit."""

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.ratings import queries as rating_queries
from portal.ratings.models import Rating
from portal.ratings.objections import policy, subjects
from portal.ratings.objections.models import Objection, ObjectionNote
from portal.ratings.objections.rules import (
    OBJECTION_LIFECYCLE,
    Change,
    NoteKind,
    ObjectionStage,
    is_independent,
    is_worse,
    is_worse_score,
)
from portal.ratings.objections.steps import LONGEST_LINE, finish, note_step, step, written
from portal.ratings.objections.words import REFUSALS
from portal.ratings.rules import Origin, Stage, stage_on
from portal.ratings.services.moves import move, note_change
from portal.ratings.services.proposing import Proposal, check_proposal, new_rating
from portal.ratings.services.scheduling import ONE_DAY, schedule, settle_ripe

# What stands in the register as the document and the reason of a changed grade; data, not speech.
DECISION, ADJUSTED = "异议处理决定 {}", "经企业异议，核实后变更"


def accept_objection(objection: Objection, *, by: Actor) -> None:
    """Take an objection up."""
    step(objection, ObjectionStage.ACCEPTED, by=by)
    objection.taken_by, objection.taken_at = by.name, clock.now()


def refuse_objection(objection: Objection, *, ground: str, answer: str, by: Actor) -> None:
    """Do not take an objection up, on a ground of the list and with reasons."""
    if ground not in {item.code for item in policy.refusal_grounds()}:
        raise Refused(REFUSALS["refusal_ground"], field="refusal_ground")
    reason = written(answer, "answer", "answer_missing")
    objection.taken_by, objection.taken_at = by.name, clock.now()
    objection.refusal_ground = ground
    finish(objection, ObjectionStage.REFUSED, by=by, answer=reason, after={"ground": ground})


def add_note(objection: Objection, *, kind: NoteKind, text: str, by: Actor) -> None:
    """Write down a statement, a hearing or what was found, while the objection is verified."""
    if objection.stage not in (ObjectionStage.ACCEPTED, ObjectionStage.VERIFIED):
        OBJECTION_LIFECYCLE.check(objection.stage, ObjectionStage.VERIFIED)
    note = ObjectionNote(
        kind=kind,
        text=written(text, "text", "note_missing"),
        written_by=by.name,
        written_at=clock.now(),
    )
    objection.notes.append(note)
    audit.record("objection.noted", subject=note_step(objection), by=by, after={"kind": kind.value})


def extend_objection(objection: Objection, *, reason: str, by: Actor) -> None:
    """Let the longer time limit hold, once, where one is set; the reason is required."""
    OBJECTION_LIFECYCLE.check(objection.stage, ObjectionStage.WITHDRAWN)  # it has not ended
    kept = written(reason, "reason", "answer_missing", longest=LONGEST_LINE)
    if objection.last_on is None or objection.was_extended:
        raise Refused(REFUSALS["extension_over"], field="reason")
    before, objection.due_on = objection.due_on, objection.last_on
    objection.extension_reason = kept
    audit.record(
        "objection.extended",
        subject=note_step(objection),
        by=by,
        before={"due_on": before and before.isoformat()},
        after={"due_on": objection.last_on.isoformat()},
    )


def verify_objection(objection: Objection, *, by: Actor) -> None:
    """Say that the facts are verified: what was found is written down, a hearing asked for held."""
    kinds = {note.kind for note in objection.notes}
    if NoteKind.FINDING not in kinds:
        raise Refused(REFUSALS["finding_owed"])
    if objection.wants_hearing and NoteKind.HEARING not in kinds:
        raise Refused(REFUSALS["hearing_owed"])
    step(objection, ObjectionStage.VERIFIED, by=by)
    objection.verified_by, objection.verified_at = by.name, clock.now()


def uphold_objected(objection: Objection, *, answer: str, by: Actor) -> None:
    """Leave the record as it is, with reasons; by somebody who neither made nor verified it."""
    _check_independent(objection, by)
    reason = written(answer, "answer", "answer_missing")
    objection.decided_by = by.name
    finish(objection, ObjectionStage.UPHELD, by=by, answer=reason)


def change_objected(
    objection: Objection, *, answer: str, by: Actor, change: Change | None = None
) -> Rating | None:
    """Change the record, with reasons; a grade gets a new version from today (or its first day).

    The new version is never worse (an objection must not cost a grade), so the enterprise has no
    further window to wait for; it names the decision as its document. Records of other rooms are
    put right there: here stands only that they were wrong. Raises Refused with the field.
    """
    _check_independent(objection, by)
    OBJECTION_LIFECYCLE.check(objection.stage, ObjectionStage.CHANGED)
    reason = written(answer, "answer", "answer_missing")
    successor = None
    if objection.rating is not None:
        successor = _replace(objection, objection.rating, change, reason, by)
    objection.successor, objection.decided_by = successor, by.name
    finish(
        objection,
        ObjectionStage.CHANGED,
        by=by,
        answer=reason,
        after={"successor": successor.reference} if successor else None,
    )
    return successor


def _check_independent(objection: Objection, by: Actor) -> None:
    makers = subjects.objected(objection.subject).people
    if not is_independent(by.name, [*makers, objection.verified_by]):
        raise Refused(REFUSALS["own_work"])


def _replace(
    objection: Objection, rating: Rating, change: Change | None, reason: str, by: Actor
) -> Rating | None:
    settle_ripe(rating)
    stage = stage_on(rating.stage, rating.period, clock.today())
    if stage not in (Stage.CONTESTABLE, Stage.IN_FORCE):
        return None  # it is over, or goes the whole way again: nothing stands to be replaced
    proposal = _changed(objection, rating, change, reason)
    check_proposal(objection.enterprise, proposal)
    successor = new_rating(objection.enterprise, proposal, by)
    successor.proposed_by = objection.verified_by or by.name
    successor.notified_on, successor.objection_until = clock.today(), None
    db.session.add(successor)
    db.session.flush()
    if stage is Stage.CONTESTABLE:
        move(rating, Stage.ANNULLED)
        note_change("rating.annulled", [rating], by, before=stage)
    for wanted in (Stage.REVIEWED, Stage.NOTIFIED, Stage.CONTESTABLE):
        move(successor, wanted)
    successor.reviewed_by = successor.published_by = by.name
    successor.reviewed_at = successor.published_at = clock.now()
    schedule(successor, is_contestable=False)
    note_change("rating.changed", [successor], by)
    return successor


def _changed(objection: Objection, rating: Rating, change: Change | None, reason: str) -> Proposal:
    scheme = rating_queries.scheme_of(rating)
    if change is None or (change.level == rating.level and change.score in (None, rating.score)):
        raise Refused(REFUSALS["change_missing"], field="level")
    if scheme.find_level(change.level) is not None and is_worse(scheme, rating.level, change.level):
        raise Refused(REFUSALS["level_worse"], field="level")
    if is_worse_score(scheme, rating.score, change.score):
        raise Refused(REFUSALS["score_worse"], field="score")
    # A grade that showed today keeps its day: two never hold on one (B1).
    began = rating.stage is not Stage.CONTESTABLE
    first = max(clock.today(), rating.effective_on + ONE_DAY if began else rating.effective_on)
    return Proposal(
        scheme=scheme,
        level=change.level,
        score=change.score,
        effective_on=first,
        expires_on=rating.expires_on,
        basis=reason,
        document=DECISION.format(objection.reference),
        adjustment=ADJUSTED,
        origin=Origin.IMPORTED,
    )
