"""What an enterprise does with an objection: lodge it, add files, take it back. Callers commit."""

import secrets
from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock, sealed_files
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.ratings import queries as rating_queries
from portal.ratings.models import Rating
from portal.ratings.objections import policy, queries, subjects
from portal.ratings.objections.models import Objection, ObjectionFile
from portal.ratings.objections.rules import ObjectionStage, Subject, SubjectKind, Wish, paragraphs
from portal.ratings.objections.steps import LONGEST_TEXT, finish, note_step
from portal.ratings.objections.words import REFUSALS
from portal.ratings.services.scheduling import hold_back
from portal.web.attachments import CheckedFile

ROOM = "objection"


def lodge_objection(
    enterprise: Enterprise, wish: Wish, *, by: Actor, files: Sequence[CheckedFile] = ()
) -> Objection:
    """Object to a record; a grade that has not begun waits until the objection has ended.

    Raises Refused with the field: a record that is not this enterprise's, one whose window is over
    or that nobody was told of, an unknown ground, no statement; and where an objection to it is
    pending.
    """
    rating = _objectionable(enterprise, wish.subject)
    if wish.ground not in {item.code for item in policy.grounds()}:
        raise Refused(REFUSALS["ground_unknown"], field="ground")
    statement = paragraphs(wish.statement)[:LONGEST_TEXT]
    if not statement:
        raise Refused(REFUSALS["statement_missing"], field="statement")
    objection = _opened(enterprise, wish, statement, by)
    objection.rating = rating
    for file in files:
        add_file(objection, file)
    if rating is not None:
        hold_back(rating)
    return objection


def withdraw_objection(objection: Objection, *, by: Actor) -> None:
    """Take an objection back before it is decided; a grade that waited for it goes its way."""
    finish(objection, ObjectionStage.WITHDRAWN, by=by)


def add_file(objection: Objection, file: CheckedFile) -> ObjectionFile:
    """Keep a file with an objection, sealed."""
    kept = sealed_files.keep(file.original, room=ROOM)
    row = ObjectionFile(
        key=kept.key,
        media_type=file.media_type,
        size=kept.size,
        sha256=kept.sha256,
        stored_as=kept.stored_as,
        added_at=clock.now(),
    )
    objection.files.append(row)
    return row


def read_file(file: ObjectionFile) -> bytes:
    """Return a file as the enterprise sent it."""
    return sealed_files.read(file.stored_as, key=file.key, room=ROOM)


def _objectionable(enterprise: Enterprise, subject: Subject) -> Rating | None:
    # Whoever publishes it now does so before this objection, or finds it pending.
    db.session.get(Enterprise, enterprise.id, with_for_update=True)
    rating = None
    if subject.kind is SubjectKind.RATING:
        rating = rating_queries.find_rating(subject.reference)
    if rating is not None:
        hold(rating, "stage", "effective_on", "expires_on", "ended_on", "objection_until")
    found = subjects.objected(subject)
    if found.enterprise_id != enterprise.id:
        raise Refused(REFUSALS["subject_unknown"], field="subject")
    if not found.is_open:
        raise Refused(REFUSALS["window_over"], field="subject")
    return rating


def _opened(enterprise: Enterprise, wish: Wish, statement: str, by: Actor) -> Objection:
    subject = wish.subject
    if queries.find_pending(subject.reference, kind=subject.kind) is not None:
        raise Refused(REFUSALS["already_pending"])
    limits = policy.time_limits(subject.kind, clock.today())
    objection = Objection(
        reference=f"Y-{secrets.token_hex(5)}",
        enterprise=enterprise,
        subject_kind=subject.kind,
        subject_reference=subject.reference,
        subject_title=subject.title[:200],
        ground=wish.ground,
        statement=statement,
        wants_hearing=wish.wants_hearing,
        stage=ObjectionStage.LODGED,
        lodged_by=by.name,
        lodged_at=clock.now(),
        due_on=limits.due_on,
        last_on=limits.last_on,
    )
    try:
        with db.session.begin_nested():
            db.session.add(objection)
            db.session.flush()
    except IntegrityError:  # a colleague of theirs was quicker
        raise Refused(REFUSALS["already_pending"]) from None
    audit.record(
        "objection.lodged",
        subject=note_step(objection),
        by=by,
        after={"about": f"{subject.kind}:{subject.reference}", "ground": wish.ground},
    )
    return objection
