"""What a citizen may do with a case that number and secret have opened."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, update

from portal.complaints import policy, queries
from portal.complaints.files import CheckedFile
from portal.complaints.models import Case, CaseRating, Message, TrackingVisit
from portal.complaints.rules import (
    BEST_SCORE,
    RATEABLE,
    Author,
    Followup,
    Stage,
    Track,
    lifecycle_of,
)
from portal.complaints.services.evidence import attach_to_case
from portal.complaints.services.joining import leave_matter
from portal.complaints.services.moves import move
from portal.complaints.words import REFUSALS
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Refused

TOKEN_BYTES = 32
TOUCH_EVERY = timedelta(minutes=1)


def open_visit(case: Case) -> str:
    """Open a case for one browser; return the token that only this browser keeps."""
    db.session.execute(
        delete(TrackingVisit).where(TrackingVisit.seen_at < clock.now() - policy.tracking_idle())
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    digest, now = keyring().digest("tracking token", token), clock.now()
    db.session.add(TrackingVisit(digest=digest, case_id=case.id, opened_at=now, seen_at=now))
    audit.record("case.opened-by-citizen", subject=case.subject, by=CITIZEN)
    return token


def find_open_case(token: str) -> Case | None:
    """Return the case this browser has open; None once left, or idle for too long."""
    visit = queries.find_visit(token)
    if visit is None or clock.now() - visit.seen_at > policy.tracking_idle():
        return None
    digest, case_id = visit.digest, visit.case_id
    if clock.now() - visit.seen_at > TOUCH_EVERY:
        with own_transaction() as own:
            own.execute(
                update(TrackingVisit)
                .where(TrackingVisit.digest == digest)
                .values(seen_at=clock.now())
            )
    return db.session.get(Case, case_id)


def close_visit(token: str) -> None:
    """Close a case for this browser; the token opens nothing any more."""
    visit = queries.find_visit(token)
    if visit is not None:
        db.session.delete(visit)


def write_as_citizen(case: Case, *, text: str, files: Sequence[CheckedFile] = ()) -> None:
    """Add a message, files, or both; whoever was asked for more has answered by it."""
    if not text.strip() and not files:
        raise Refused(REFUSALS["text_missing"], field="text")
    if len(case.evidence) + len(files) > policy.file_limits().count:
        raise Refused(REFUSALS["files_many"], field="files")
    if text.strip():
        message = Message(author=Author.CITIZEN, text=text.strip(), written_at=clock.now())
        case.messages.append(message)
        audit.record("case.message-written", subject=case.subject, by=CITIZEN)
    for file in files:
        attach_to_case(case, file, author=Author.CITIZEN, by=CITIZEN)
    if case.stage is Stage.AWAITING:
        move(case, Stage.SUBMITTED, action="supplemented", by=CITIZEN)


def withdraw_case(case: Case, *, reason: str = "") -> None:
    """Take a case back; possible until it is concluded or, for a report, filed."""
    if not lifecycle_of(case.track).allows(case.stage, Stage.WITHDRAWN):
        raise Refused(REFUSALS["withdraw_late"])
    leave_matter(case, by=CITIZEN)
    case.stopped_at = clock.now()
    move(case, Stage.WITHDRAWN, action="withdrawn", by=CITIZEN, note=reason.strip())


def rate_case(
    case: Case, *, score: int, answers: Mapping[str, str] | None = None, words: str = ""
) -> None:
    """Say how well it was handled, 1 to 5, once it is concluded (回访问效); said once.

    ``answers`` are yes, partly, no or none by the code of a question; what else is sent is not
    kept.
    """
    if case.stage not in RATEABLE or case.score is not None:
        raise Refused(REFUSALS["rated"])
    if not 1 <= score <= BEST_SCORE:
        raise Refused(REFUSALS["score"], field="score")
    case.score = score
    known = {item.code for item in policy.followup_questions()}
    kept = {
        code: answer
        for code, answer in (answers or {}).items()
        if code in known and answer in set(Followup)
    }
    db.session.add(
        CaseRating(
            case_id=case.id, score=score, answers=kept, words=words.strip(), rated_at=clock.now()
        )
    )
    after = {"score": score, **kept}
    audit.record("case.rated", subject=case.subject, by=CITIZEN, after=after)
    if case.track is Track.COMPLAINT and case.stage is Stage.CONCLUDED:
        move(case, Stage.RATED, action="closed-by-rating", by=CITIZEN)


def ask_for_review(case: Case, *, reason: str) -> None:
    """Ask once for the result to be looked at again."""
    if not policy.may_ask_for_review():
        raise Refused(REFUSALS["review_none"])
    if case.review_asked_at is not None:
        raise Refused(REFUSALS["review_used"])
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    leave_matter(case, by=CITIZEN)
    move(case, Stage.REVIEWING, action="review-asked", by=CITIZEN, note=reason.strip())
    case.review_asked_at = clock.now()
