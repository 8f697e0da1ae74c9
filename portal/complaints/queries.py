"""Reads of cases, drafts and files. Identities are read by services.read_identity alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, bindparam, func, or_, select, tuple_

from portal.accounts.models import Account
from portal.complaints import doubles, receipt
from portal.complaints.models import (
    BulkDeed,
    Case,
    CasePerson,
    CaseRating,
    CaseReceipt,
    DeedReason,
    Draft,
    Evidence,
    Message,
    TrackingVisit,
)
from portal.complaints.rules import OPEN, Author, Stage, Track
from portal.extensions import keyring
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, table_of
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor

# To look, to take a report down and to hand it out is no work on what it says; all else is.
NO_WORK = tuple(
    f"case.{deed}"
    for deed in (
        "looked-at", "identity-read", "original-read", "evidence-read", "filed", "batch-filed",
        "receipt-confirmed", "secret-reissued", "secret-refused", "assigned", "reward-begun",
        "national-number-set", "handed-over",
    )
)  # fmt: skip
# Asked for every case that is filed: built once, since building one takes longer than asking it.
_BY_DIGEST = select(Case).where(Case.submit_digest == bindparam("digest"))
_cases, _receipts = table_of(Case), table_of(CaseReceipt)
_DRAFT = select(Draft).where(Draft.digest == bindparam("digest"))
_HELD_DRAFT = _DRAFT.with_for_update().execution_options(populate_existing=True)
_IS_CASE = select(_cases.c.id).where(_cases.c.submit_digest == bindparam("digest"))
_FILES_OF_DRAFT = (
    select(Evidence).where(Evidence.draft_digest == bindparam("digest")).order_by(Evidence.id)
)
_FILE_DIGESTS = (
    select(Evidence.sha256, Evidence.size)
    .where(Evidence.case_id == bindparam("case"))
    .order_by(Evidence.id)
)
_SIGNED = select(_receipts.c.text).where(_receipts.c.case_id == bindparam("case"))

PAGE_LENGTH = 30
MOST_DEEDS = 200
FAR = date(9999, 12, 31)


@dataclass(frozen=True)
class QueueFilter:
    """Which cases a desk's reader wants to see; ``departments`` None means every one."""

    departments: frozenset[str] | None
    track: Track | None = None
    stage: Stage | None = None
    handler_id: int | None = None
    is_closed: bool = False


def find_case(reference: str) -> Case | None:
    """Return the case with this number, if there is one."""
    clean = receipt.clean_number(reference)
    if clean is None:
        return None
    return db.session.scalar(select(Case).filter_by(reference=clean))


def get_case(reference: str) -> Case:
    """Return the case with this number."""
    case = find_case(reference)
    if case is None:
        raise NotFound("case")
    return case


def find_by_secret(reference: str, secret: str) -> Case | None:
    """Return the case that number and secret open together; None for every other pair.

    A case that there is not takes the same steps as a wrong secret: one row is asked for, one
    digest made and compared. The case itself is read once it is open.
    """
    clean = receipt.clean_number(reference) or "-"
    known = select(Case.id, Case.secret_digest).filter_by(reference=clean)
    row = db.session.execute(known).one_or_none()
    opened = receipt.is_secret(clean, secret, row and row.secret_digest, ring=keyring())
    return db.session.get(Case, row.id) if row is not None and opened else None


def find_by_token(token: str) -> Case | None:
    """Return the case that was filed with this submit token."""
    return db.session.scalar(_BY_DIGEST, {"digest": keyring().digest("submit token", token)})


def has_case(token: str) -> bool:
    """Whether a case was filed with this submit token."""
    digest = keyring().digest("submit token", token)
    return db.session.execute(_IS_CASE, {"digest": digest}).first() is not None


def list_file_digests(case: Case) -> Sequence[tuple[str, int]]:
    """Return SHA-256 (hex) and size in bytes of each of a case's files, oldest first."""
    found = db.session.execute(_FILE_DIGESTS, {"case": case.id})
    return [(digest, size) for digest, size in found]


def find_signed_receipt(case: Case) -> str | None:
    """Return what was signed when the case was filed; None for one filed before receipts were."""
    found: str | None = db.session.scalar(_SIGNED, {"case": case.id})
    return found


def find_rating(case: Case) -> CaseRating | None:
    """Return what the citizen said of the outcome."""
    return db.session.get(CaseRating, case.id)


def list_deeds(case: Case) -> Sequence[AuditLine]:
    """Return what the audit log holds of a case, the newest first, at most a page of it."""
    found = select(AuditLine).filter_by(subject=case.subject).order_by(AuditLine.id.desc())
    return db.session.scalars(found.limit(MOST_DEEDS)).all()


def list_workers(case: Case) -> Sequence[str]:
    """Return who of the staff worked on a case, from its filing on, by name; looks do not count."""
    done = select(AuditLine.actor).distinct().where(
        AuditLine.subject == case.subject,
        AuditLine.actor_kind == "staff",
        AuditLine.action.not_in(NO_WORK),
    )  # fmt: skip
    return db.session.scalars(done.order_by(AuditLine.actor)).all()


def list_bulk_deeds(case: Case) -> Sequence[BulkDeed]:
    """Return the deeds done to many cases that this one was among, the newest first."""
    found = select(BulkDeed).filter_by(case_id=case.id).order_by(BulkDeed.id.desc())
    return db.session.scalars(found.limit(MOST_DEEDS)).all()


def reasons_of(case: Case) -> Mapping[str, str]:
    """Return the reasons that were given for looks at a case, by the digest in the log."""
    found = select(DeedReason.digest, DeedReason.text).filter_by(case_id=case.id)
    return {digest: text for digest, text in db.session.execute(found)}  # noqa: C416 - a row is no pair


def find_reasons(digests: Sequence[str]) -> Mapping[str, str]:
    """Return the reasons that are still kept, by the digests that the log has of them."""
    found = select(DeedReason.digest, DeedReason.text).where(DeedReason.digest.in_(digests))
    return {digest: text for digest, text in db.session.execute(found)}  # noqa: C416 - a row is no pair


def has_deed(subject: str, action: str, actor: str, *, since: datetime) -> bool:
    """Whether somebody did something to a record since a moment."""
    found = select(AuditLine.id).filter_by(subject=subject, action=action, actor=actor)
    return db.session.scalar(found.where(AuditLine.at > since).limit(1)) is not None


def find_draft(token: str, *, locked: bool = False) -> Draft | None:
    """Return the draft this session's token opens; ``locked`` keeps others off until the end."""
    told = {"digest": keyring().digest("draft token", token)}
    return db.session.scalar(_HELD_DRAFT if locked else _DRAFT, told)


def list_draft_files(draft: Draft) -> Sequence[Evidence]:
    """Return the files of a draft, oldest first."""
    return db.session.scalars(_FILES_OF_DRAFT, {"digest": draft.digest}).all()


def get_file(case: Case, key: str) -> Evidence:
    """Return one file of this case."""
    file = db.session.scalar(select(Evidence).filter_by(case_id=case.id, key=key))
    if file is None:
        raise NotFound("file")
    return file


def find_visit(token: str) -> TrackingVisit | None:
    """Return the open look at a case that this session's token belongs to."""
    return db.session.get(TrackingVisit, keyring().digest("tracking token", token))


def has_identity(case: Case) -> bool:
    """Whether somebody's name is kept, sealed, with this case."""
    return bool(db.session.scalar(select(CasePerson.id).filter_by(case_id=case.id)))


def list_handlers(department: str) -> Sequence[Account]:
    """Return the active handlers of a department."""
    people = db.session.scalars(
        select(Account).filter_by(department=department, is_active=True).order_by(Account.username)
    )
    return [person for person in people if "handler" in person.roles]


def list_awaiting_reply(cases: Sequence[Case]) -> frozenset[int]:
    """Return the ids of those cases in which the citizen wrote last."""
    newest = (
        select(func.max(Message.id))
        .where(Message.case_id.in_([case.id for case in cases]))
        .group_by(Message.case_id)
    )
    found = select(Message.case_id).where(Message.id.in_(newest), Message.author == Author.CITIZEN)
    return frozenset(db.session.scalars(found))


def _narrowed(wanted: QueueFilter) -> Select[Case]:
    found = select(Case)
    if wanted.departments is not None:
        found = found.where(Case.department.in_(sorted(wanted.departments)))
    if wanted.track:
        found = found.where(Case.track == wanted.track)
    if wanted.stage:
        found = found.where(Case.stage == wanted.stage)
    elif wanted.is_closed:
        found = found.where(Case.stage.not_in(OPEN))
    else:
        found = found.where(Case.stage.in_(OPEN))
    if wanted.handler_id is not None:
        found = found.where(Case.handler_id == wanted.handler_id)
    return found


def page_of_queue(wanted: QueueFilter, cursor: str | None = None) -> Page[Case]:
    """Return cases in the order of their time limits, the nearest first."""
    due = func.coalesce(Case.next_due_on, FAR)
    found = _narrowed(wanted)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    if cursor:
        found = found.where(tuple_(due, Case.id) > _place(cursor))
    rows = db.session.scalars(found.order_by(due, Case.id).limit(PAGE_LENGTH + 1)).all()
    more = len(rows) > PAGE_LENGTH
    rows = rows[:PAGE_LENGTH]
    last = rows[-1] if more else None
    earlier = encode_cursor((last.next_due_on or FAR).isoformat(), last.id) if last else None
    return Page(items=rows, earlier=earlier, later=None, total=total)


def _place(cursor: str) -> tuple[date, int]:
    day, number = decode_cursor(cursor, length=2)
    try:
        return date.fromisoformat(str(day)), int(str(number))
    except ValueError:
        raise NotFound("cursor") from None


def list_related(case: Case, departments: frozenset[str] | None) -> Sequence[Case]:
    """Return other cases of the same matter, in the order received, then those about the same.

    The same enterprise or batch, that is; each only where this reader may see it.
    """
    matter = [one for one in doubles.list_matter(case) if one.id != case.id]
    joined = [one for one in matter if departments is None or one.department in departments]
    same = [Case.enterprise_id == case.enterprise_id] if case.enterprise_id else []
    same += [Case.batch == case.batch] if case.batch else []
    if not same:
        return joined
    known = [case.id, *(one.id for one in matter)]
    found = select(Case).where(and_(or_(*same), Case.id.not_in(known)))
    if departments is not None:
        found = found.where(Case.department.in_(sorted(departments)))
    return [*joined, *db.session.scalars(found.order_by(Case.id.desc()).limit(5))]


def throttle_name(reference: str) -> str:
    """Return the name under which tries of a case number are counted; it names no case."""
    return keyring().digest("tracking throttle", reference)[:32]
