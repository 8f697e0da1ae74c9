"""Reads of applications."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.members.models import Member, MemberApplication
from portal.members.rules import Kind, Stage, Standing, is_reference, standing

NAME, CONTACT = "members.name", "members.contact"


@dataclass(frozen=True)
class Applicant:
    """Who applied, unsealed for the desk."""

    name: str
    contact: str


def find_application(reference: str) -> MemberApplication | None:
    """Return the application with this receipt number, if there is one."""
    return db.session.scalar(select(MemberApplication).filter_by(reference=reference))


def get_application(reference: str, *, for_change: bool = False) -> MemberApplication:
    """Return the application with this receipt number; raises NotFound.

    ``for_change`` makes others who want to change it wait (PostgreSQL).
    """
    found = None
    if is_reference(reference):
        wanted = select(MemberApplication).filter_by(reference=reference)
        found = db.session.scalar(wanted.with_for_update() if for_change else wanted)
    if found is None:
        raise NotFound(reference)
    return found


def list_waiting() -> Sequence[MemberApplication]:
    """Return what nobody has answered, longest waiting first."""
    waiting = select(MemberApplication).filter_by(stage=Stage.SUBMITTED)
    return db.session.scalars(waiting.order_by(MemberApplication.submitted_at)).all()


def list_decided(limit: int = 50) -> Sequence[MemberApplication]:
    """Return what was answered last, newest first."""
    decided = select(MemberApplication).where(MemberApplication.stage != Stage.SUBMITTED)
    newest = decided.order_by(MemberApplication.decided_at.desc()).limit(limit)
    return db.session.scalars(newest.options(selectinload(MemberApplication.account))).all()


def open_applicant(application: MemberApplication) -> Applicant | None:
    """Unseal who applied, for the person who answers; None once it was erased on request."""
    if not application.sealed_name:
        return None
    ring, reference = keyring(), application.reference
    return Applicant(
        name=ring.open(NAME, application.sealed_name, context=reference),
        contact=ring.open(CONTACT, application.sealed_contact, context=reference),
    )


def person_digest(kind: Kind, *, name: str, contact: str) -> str:
    """Return what tells that the same person applies for the same again.

    Of name and contact together: whoever knows somebody's number alone learns nothing here.
    """
    told = "\n".join("".join(part.split()).casefold() for part in (name, contact))
    return keyring().digest(f"applicant as {kind.value}", told)


def find_same_person(digest: str) -> MemberApplication | None:
    """Return the application of this person that still waits, or that the roll still stands by."""
    same = select(MemberApplication).filter_by(person_digest=digest)
    same = same.where(MemberApplication.stage != Stage.REFUSED).order_by(
        MemberApplication.id.desc()
    )
    told = db.session.scalars(
        same.options(selectinload(MemberApplication.member).selectinload(Member.rows))
    )
    return next((one for one in told if _still_counts(one)), None)


def _still_counts(application: MemberApplication) -> bool:
    member = application.member
    if application.stage is Stage.SUBMITTED or member is None:
        return True
    return standing(member.terms, member.left_on, clock.today()) is not Standing.LEFT
