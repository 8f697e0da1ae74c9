"""Reads of owners."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.holdings import may_hold
from portal.inspections.models import InspectionRecord
from portal.inspections.queries import is_public
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.owners.models import DutyFiling, FilingFile, Owner, OwnerLetter, Reply
from portal.owners.rules import FilingKind, Period, ReplyStage
from portal.ratings.objections.rules import Subject

PAGE_LENGTH = 50
LARGEST_ID = 2**31 - 1
# What everybody sees of a reply: its text, or that there is one and what became of it.
TOLD = (ReplyStage.SUBMITTED, ReplyStage.RETURNED, ReplyStage.PUBLISHED, ReplyStage.REFUSED)


def find_owner(account_id: int) -> Owner | None:
    """Return for whom an account acts today, or None."""
    return db.session.scalar(select(Owner).filter_by(account_id=account_id, revoked_at=None))


def get_owner(username: str, enterprise_id: int) -> Owner:
    """Return one person of an enterprise by user name; raises NotFound."""
    for owner in list_people(enterprise_id):
        if owner.account.username == username:
            return owner
    raise NotFound(enterprise_rules.plain(username))


def list_people(enterprise_id: int) -> Sequence[Owner]:
    """Return everybody who acts or once acted for an enterprise."""
    statement = select(Owner).filter_by(enterprise_id=enterprise_id)
    return db.session.scalars(statement.options(joinedload(Owner.account)).order_by(Owner.id)).all()


def count_people(enterprise_id: int) -> int:
    """Return how many act for an enterprise today."""
    counted = select(func.count(Owner.id)).filter_by(enterprise_id=enterprise_id, revoked_at=None)
    return db.session.scalar(counted) or 0


def is_claimed(enterprise_ids: Sequence[int]) -> bool:
    """Whether anybody acts for one of these enterprises today."""
    acting = select(Owner.id).where(
        Owner.enterprise_id.in_(enterprise_ids), Owner.revoked_at.is_(None)
    )
    return db.session.scalar(acting.limit(1)) is not None


def find_letter(code_digest: str) -> OwnerLetter | None:
    """Return the letter whose code has this digest, or None."""
    return db.session.scalar(select(OwnerLetter).filter_by(code_digest=code_digest))


def get_letter(reference: str) -> OwnerLetter:
    """Return the letter with this reference; raises NotFound."""
    wanted = enterprise_rules.plain(reference)
    found = db.session.scalar(select(OwnerLetter).filter_by(reference=wanted))
    if found is None:
        raise NotFound(wanted)
    return found


def list_letters(enterprise_id: int) -> Sequence[OwnerLetter]:
    """Return an enterprise's letters, newest first."""
    statement = select(OwnerLetter).filter_by(enterprise_id=enterprise_id)
    return db.session.scalars(statement.order_by(OwnerLetter.id.desc())).all()


def page_of_letters(*, after: str | None = None) -> Page[OwnerLetter]:
    """Return one page of all letters, newest first, with their enterprises."""
    statement = select(OwnerLetter).options(joinedload(OwnerLetter.enterprise))
    if after is not None:
        statement = statement.where(OwnerLetter.id < _position(after))
    found = list(
        db.session.scalars(statement.order_by(OwnerLetter.id.desc()).limit(PAGE_LENGTH + 1))
    )
    items = found[:PAGE_LENGTH]
    more = encode_cursor(items[-1].id) if len(found) > PAGE_LENGTH else None
    return Page(items=items, earlier=more)


def get_reply(reference: str) -> Reply:
    """Return the reply with this reference; raises NotFound."""
    wanted = enterprise_rules.plain(reference)
    found = db.session.scalar(select(Reply).filter_by(reference=wanted))
    if found is None:
        raise NotFound(wanted)
    return found


def find_waiting(enterprise_id: int, subject: Subject) -> Reply | None:
    """Return the reply to a record that is not checked yet, or None."""
    return db.session.scalar(
        select(Reply).where(
            Reply.enterprise_id == enterprise_id,
            Reply.subject_kind == subject.kind,
            Reply.subject_reference == subject.reference,
            Reply.stage.in_((ReplyStage.SUBMITTED, ReplyStage.RETURNED)),
        )
    )


def list_replies(
    enterprise_id: int, stages: Iterable[ReplyStage] = tuple(ReplyStage)
) -> Sequence[Reply]:
    """Return an enterprise's replies in some stages, newest first."""
    if not may_hold(Reply, [enterprise_id]):
        return []
    statement = select(Reply).where(
        Reply.enterprise_id == enterprise_id, Reply.stage.in_(list(stages))
    )
    return db.session.scalars(statement.order_by(Reply.id.desc())).all()


def page_of_replies(*, stage: ReplyStage, after: str | None = None) -> Page[Reply]:
    """Return one page of the replies in a stage, the oldest first, with their enterprises."""
    statement = select(Reply).filter_by(stage=stage).options(joinedload(Reply.enterprise))
    if after is not None:
        statement = statement.where(Reply.id > _position(after))
    found = list(db.session.scalars(statement.order_by(Reply.id).limit(PAGE_LENGTH + 1)))
    items = found[:PAGE_LENGTH]
    more = encode_cursor(items[-1].id) if len(found) > PAGE_LENGTH else None
    return Page(items=items, earlier=more)


def count_replies() -> Mapping[ReplyStage, int]:
    """Return how many replies stand in each stage."""
    counted = select(Reply.stage, func.count(Reply.id)).group_by(Reply.stage)
    return {ReplyStage(stage): count for stage, count in db.session.execute(counted)}


def list_filings(enterprise_id: int) -> Sequence[DutyFiling]:
    """Return an enterprise's reports, newest first, with their files."""
    if not may_hold(DutyFiling, [enterprise_id]):
        return []
    statement = select(DutyFiling).filter_by(enterprise_id=enterprise_id)
    return db.session.scalars(statement.order_by(DutyFiling.id.desc())).all()


def count_editions(enterprise_id: int, kind: FilingKind, period: Period) -> int:
    """Return how often an enterprise has filed this report."""
    counted = select(func.count(DutyFiling.id)).filter_by(
        enterprise_id=enterprise_id, kind=kind, period=period.code
    )
    return db.session.scalar(counted) or 0


def get_filing(reference: str) -> DutyFiling:
    """Return the report with this reference; raises NotFound."""
    wanted = enterprise_rules.plain(reference)
    found = db.session.scalar(select(DutyFiling).filter_by(reference=wanted))
    if found is None:
        raise NotFound(wanted)
    return found


def page_of_filings(*, after: str | None = None) -> Page[DutyFiling]:
    """Return one page of all reports, newest first, with their enterprises."""
    statement = select(DutyFiling).options(joinedload(DutyFiling.enterprise))
    if after is not None:
        statement = statement.where(DutyFiling.id < _position(after))
    found = list(
        db.session.scalars(statement.order_by(DutyFiling.id.desc()).limit(PAGE_LENGTH + 1))
    )
    items = found[:PAGE_LENGTH]
    more = encode_cursor(items[-1].id) if len(found) > PAGE_LENGTH else None
    return Page(items=items, earlier=more)


def get_file(filing: DutyFiling, key: str) -> FilingFile:
    """Return a file of this report; raises NotFound."""
    found = next((file for file in filing.files if file.key == key), None)
    if found is None:
        raise NotFound(enterprise_rules.plain(key))
    return found


def is_inspection_public(reference: str) -> bool:
    """Whether everybody may read the inspection with this reference today."""
    asked = select(InspectionRecord.id).where(
        InspectionRecord.reference == reference, is_public(clock.today())
    )
    return db.session.scalar(asked) is not None


def _position(cursor: str) -> int:
    (number,) = decode_cursor(cursor, length=1)
    if not isinstance(number, int) or abs(number) > LARGEST_ID:
        raise NotFound(cursor)
    return number
