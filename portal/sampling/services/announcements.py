"""Announcements: begun with results or written by themselves, published by a second person."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.kernel import audit, clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.sampling.announcing import list_kinds
from portal.sampling.models import Announcement
from portal.sampling.rules.publication import (
    ANNOUNCEMENT_LIFECYCLE,
    RESULTS_KIND,
    AnnouncementStage,
    Permit,
    permit,
)
from portal.sampling.rules.rows import ALPHABET
from portal.sampling.words import REFUSALS

REFERENCE_SIGNS = 8


class NotOurs(Refused):
    """What this bureau may not publish (食品安全法 Art. 118), or not without a document."""


class OwnAnnouncement(Refused):
    """Whoever wrote an announcement does not publish it."""


@dataclass(frozen=True)
class Draft:
    """What an announcement says before it is public. ``kind`` is a code of the parameters."""

    kind: str
    title: str
    announced_on: date
    department: str
    number: str = ""
    document: str = ""
    authority: str = ""
    body: str = ""


def check_permit(kind: str, authority: str) -> None:
    """Raise NotOurs for what a county may not publish without a document from above (4.5)."""
    kinds = list_kinds()
    own = {one.code for one in kinds if not one.needs_authority}
    from_above = {one.code for one in kinds if one.needs_authority}
    allowed = permit(kind, authority, own=own, from_above=from_above)
    if allowed is Permit.AUTHORITY_MISSING:
        raise NotOurs(REFUSALS["authority_missing"], field="authority")
    if allowed is Permit.UNKNOWN:
        raise NotOurs(REFUSALS["kind_not_ours"], field="kind")


def draft_announcement(draft: Draft, *, by: Actor) -> Announcement:
    """Write an announcement that a second person publishes; raises NotOurs."""
    check_permit(draft.kind, draft.authority)
    signs = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SIGNS))
    announcement = Announcement(
        reference=f"N-{signs}",
        kind=draft.kind,
        title=draft.title.strip(),
        number=draft.number.strip(),
        announced_on=draft.announced_on,
        department=draft.department,
        document=draft.document.strip(),
        authority=draft.authority.strip(),
        body=draft.body.strip(),
        stage=AnnouncementStage.DRAFT,
        drafted_by=by.name,
        drafted_at=clock.now(),
    )
    db.session.add(announcement)
    db.session.flush()
    after = {"kind": announcement.kind, "authority": announcement.authority}
    audit.record("announcement.drafted", subject=_subject(announcement), by=by, after=after)
    return announcement


def announcement_of(
    title: str,
    number: str,
    *,
    by: Actor,
    announced_on: date | None = None,
    department: str = "",
    document: str = "",
) -> Announcement | None:
    """Return the announcement of results with this title and number, or begin it; None without.

    Where only the number is told, the one with this number is meant.
    """
    title, number = title.strip(), number.strip()
    if not title and not number:
        return None
    named = select(Announcement).where(
        Announcement.kind == RESULTS_KIND,
        Announcement.number == number,
        Announcement.stage != AnnouncementStage.WITHDRAWN,
    )
    if title:
        named = named.where(Announcement.title == title)
    found = db.session.scalars(named.order_by(Announcement.id)).first()
    if found is not None:
        return found
    day = announced_on or clock.today()
    department = department or current_place().departments.intake.code
    draft = Draft(RESULTS_KIND, title, day, department, number=number, document=document)
    return draft_announcement(draft, by=by)


def announce(announcement: Announcement, *, by: Actor) -> None:
    """Make an announcement public with the results it announces; once public it stays so."""
    if announcement.stage is AnnouncementStage.PUBLISHED:
        return
    _publish(announcement, by)


def publish_announcement(announcement: Announcement, *, by: Actor) -> None:
    """Publish a written announcement.

    Raises OwnAnnouncement for its own writer (S5), NotOurs for what may not be published.
    """
    hold(announcement, "stage")
    if announcement.drafted_by == by.name:
        raise OwnAnnouncement(REFUSALS["own_announcement"])
    _publish(announcement, by)


def _publish(announcement: Announcement, by: Actor) -> None:
    check_permit(announcement.kind, announcement.authority)
    ANNOUNCEMENT_LIFECYCLE.check(announcement.stage, AnnouncementStage.PUBLISHED)
    announcement.stage = AnnouncementStage.PUBLISHED
    announcement.published_by, announcement.published_at = by.name, clock.now()
    audit.record("announcement.published", subject=_subject(announcement), by=by)
    signals.published.send(Announcement, record=announcement)


def withdraw_announcement(announcement: Announcement, *, reason: str, by: Actor) -> None:
    """Take an announcement off the site; its address tells why. Its results stay public."""
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    hold(announcement, "stage")
    ANNOUNCEMENT_LIFECYCLE.check(announcement.stage, AnnouncementStage.WITHDRAWN)
    announcement.stage = AnnouncementStage.WITHDRAWN
    announcement.withdrawn_at, announcement.withdrawal_reason = clock.now(), reason.strip()
    audit.record("announcement.withdrawn", subject=_subject(announcement), by=by)
    signals.withdrawn.send(Announcement, record=announcement)


def _subject(announcement: Announcement) -> str:
    return f"announcement:{announcement.reference}"
