"""Removing what has been kept long enough: some cases at a time, each part with its certificate.

Cases stay, with their days and figures, so that public statistics say the same as before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, or_, select, update

from portal.complaints import documents, policy
from portal.complaints.models import (
    Case,
    CaseEvent,
    CaseHold,
    CaseJoin,
    CaseMark,
    CaseNote,
    CasePerson,
    CaseRating,
    ClockFact,
    DeedReason,
    EnterpriseQuestion,
    Evidence,
    Meeting,
    Message,
    RetentionCertificate,
    TrackingVisit,
    Transfer,
)
from portal.complaints.retention import queries
from portal.complaints.rules.retention import Kept
from portal.complaints.services.evidence import forget_bytes
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, take_turns
from portal.kernel.errors import Refused

AT_ONCE = 100
# Any constant does, as long as nothing else locks it: certificates are counted without gaps.
_CERTIFICATE_LOCK = 0x0B0C4


@dataclass(frozen=True)
class Removed:
    """How many of what was removed, and a line for each row, for the digest."""

    counts: dict[str, int]
    rows: list[str]


def purge_some(kept: Kept, *, by: Actor) -> RetentionCertificate | None:
    """Remove this of some cases past their period; return the certificate, None where none are.

    Raises Refused where the place has set no period.
    """
    return purge_past(queries.period_of(kept), by=by)


def purge_past(period: queries.Period, *, by: Actor) -> RetentionCertificate | None:
    """Remove, of some cases past this period, what it is about; return the certificate, or None.

    Raises Refused where the period has no length.
    """
    if period.months is None or period.ended_before is None or period.rule is None:
        raise Refused(REFUSALS["period_not_set"])
    found = queries.due(period.kept, period.ended_before).order_by(Case.id).limit(AT_ONCE)
    cases = db.session.scalars(found.with_for_update(of=Case, skip_locked=True)).all()
    if not cases:
        return None
    removed = REMOVERS[period.kept](cases)
    return _certified(period, len(cases), removed, by)


def _certified(
    period: queries.Period, cases: int, removed: Removed, by: Actor
) -> RetentionCertificate:
    rule = period.rule
    made = RetentionCertificate(
        number=_next_number(clock.today()),
        kept=period.kept,
        months=period.months or 0,
        basis=rule.key if rule else "",
        ended_before_on=period.ended_before or clock.today(),
        cases_count=cases,
        counts=removed.counts,
        rows_digest=audit.digest_of_rows(removed.rows),
        removed_at=clock.now(),
        removed_by=by.name,
    )
    db.session.add(made)
    after = {"kept": period.kept.value, **removed.counts, "digest": made.rows_digest}
    audit.record("retention.purged", subject=f"certificate:{made.number}", by=by, after=after)
    db.session.flush()
    return made


def _next_number(today: date) -> str:
    take_turns(_CERTIFICATE_LOCK)
    own = RetentionCertificate.number.startswith(f"{today.year}-")
    known = db.session.scalar(select(func.count(RetentionCertificate.id)).where(own)) or 0
    return f"{today.year}-{known + 1:04}"


def _remove_identities(cases: Sequence[Case]) -> Removed:
    wanted = CasePerson.case_id.in_([case.id for case in cases])
    gone = db.session.execute(delete(CasePerson).where(wanted).returning(CasePerson.id)).all()
    return Removed({"persons": len(gone)}, [f"{case.subject} identity" for case in cases])


def _remove_files(cases: Sequence[Case]) -> Removed:
    wanted = Evidence.case_id.in_([case.id for case in cases])
    files = db.session.scalars(
        select(Evidence).where(wanted, Evidence.removed_at.is_(None)).order_by(Evidence.id)
    ).all()
    for file in files:
        # Bytes first: broken off after this, the next run finds the line again and ends it.
        forget_bytes(file)
        file.removed_at = clock.now()
    counts = {"files": len(files), "bytes": sum(file.size for file in files)}
    return Removed(counts, [f"file {file.sha256}" for file in files])


def _remove_words(cases: Sequence[Case]) -> Removed:
    ids = [case.id for case in cases]
    for case in cases:
        case.told = case.request = case.answer = ""
        case.words_removed_at = clock.now()
    counts = {"cases": len(ids)}
    for name, model, emptied in (
        ("messages", Message, {"text": ""}),
        ("notes", CaseNote, {"text": ""}),
        # What a citizen gave as a reason, and each decision, stand in the history once more.
        ("events", CaseEvent, {"note": ""}),
        ("transfers", Transfer, {"reason": "", "returned_because": ""}),
        ("ratings", CaseRating, {"words": ""}),
        ("meetings", Meeting, {"record": "", "agreement": ""}),
        ("clock_facts", ClockFact, {"reason": "", "document": "", "approved_by": ""}),
        ("questions", EnterpriseQuestion, {"text": "", "answer": ""}),
        # Whoever guesses the words has nothing left to compare the log's digest with.
        ("reasons", DeedReason, {"text": "", "salt": ""}),
        ("holds", CaseHold, {"reason": "", "release_reason": ""}),
    ):
        changed = update(model).where(model.case_id.in_(ids)).values(emptied)
        counts[name] = len(db.session.execute(changed.returning(model.case_id)).all())
    counts["documents"] = documents.forget_words(ids)
    parted = or_(CaseJoin.member_id.in_(ids), CaseJoin.lead_id.in_(ids))
    db.session.execute(update(CaseJoin).where(parted).values(reason=""))
    # Made of the words: whoever guesses a text could still compare it with them.
    db.session.execute(delete(CaseMark).where(CaseMark.case_id.in_(ids)))
    return Removed(counts, [f"{case.subject} words" for case in cases])


REMOVERS: dict[Kept, Callable[[Sequence[Case]], Removed]] = {
    Kept.IDENTITY: _remove_identities,
    Kept.FILES: _remove_files,
    Kept.WORDS: _remove_words,
}


def forget_visits(*, is_dry_run: bool = False) -> int:
    """Forget looks at cases that have closed by themselves; return how many there were."""
    past = TrackingVisit.seen_at < clock.now() - policy.tracking_idle()
    if is_dry_run:
        return db.session.scalar(select(func.count(TrackingVisit.digest)).where(past)) or 0
    gone = delete(TrackingVisit).where(past).returning(TrackingVisit.digest)
    return len(db.session.execute(gone).all())
