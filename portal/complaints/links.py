"""Records of other rooms that a case can be linked with: results, penalties, articles.

Rooms beside this one know nothing of cases, and cases nothing of them; a room above both registers
how a record is found by its number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints.access import check_handler
from portal.complaints.models import Case, CaseLink
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused


@dataclass(frozen=True)
class Record:
    """A record as a case's page names it: its number, what it is, where it is read."""

    reference: str
    title: str
    address: str


@dataclass(frozen=True)
class Kind:
    """A kind of record: what it is called, and how one is found by what somebody typed."""

    code: str
    title: object
    find: Callable[[str], Record | None]


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let cases be linked with records of this kind."""
    _KINDS[kind.code] = kind


def kinds() -> Mapping[str, Kind]:
    """Return every kind of record that can be linked."""
    return _KINDS


@dataclass(frozen=True)
class Linked:
    """A link of a case; ``record`` is None where the record is no longer to be found."""

    link: CaseLink
    kind: object
    record: Record | None


def list_linked(case: Case) -> Sequence[Linked]:
    """Return the records that a case is linked with, in the order they were linked."""
    found = db.session.scalars(select(CaseLink).filter_by(case_id=case.id).order_by(CaseLink.id))
    told = ((link, _KINDS.get(link.kind)) for link in found)
    return [Linked(link, kind.title, kind.find(link.reference)) for link, kind in told if kind]


def link_record(case: Case, *, kind: str, number: str, by: Account) -> CaseLink:
    """Link a case with a record of another room, found by its number."""
    check_handler(case, by)
    known = _KINDS.get(kind)
    if known is None:
        raise Refused(REFUSALS["link_kind"], field="kind")
    record = known.find(number.strip()) if number.strip() else None
    if record is None:
        raise Refused(REFUSALS["link_unknown"], field="number")
    same = {"case_id": case.id, "kind": kind, "reference": record.reference}
    if db.session.scalar(select(CaseLink.id).filter_by(**same)) is not None:
        raise Refused(REFUSALS["link_twice"], field="number")
    link = CaseLink(**same, linked_at=clock.now())
    db.session.add(link)
    after = {"kind": kind, "record": record.reference}
    audit.record("case.linked", subject=case.subject, by=by.actor, after=after)
    return link


def unlink_record(case: Case, *, number: int, by: Account) -> None:
    """Take a link back."""
    check_handler(case, by)
    link = db.session.scalar(select(CaseLink).filter_by(id=number, case_id=case.id))
    if link is None:
        raise NotFound("link")
    before = {"kind": link.kind, "record": link.reference}
    db.session.delete(link)
    audit.record("case.unlinked", subject=case.subject, by=by.actor, before=before)
