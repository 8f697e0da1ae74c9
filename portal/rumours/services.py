"""What can be done with leads and rumours. Callers commit."""

import secrets

from flask_babel import gettext as _

from portal.accounts.models import Account
from portal.enterprises.queries import find_enterprise
from portal.extensions import objects
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, OutOfDate, Refused
from portal.kernel.receipts import SIGNS, new_receipt
from portal.kernel.throttle import count_try
from portal.rumours import queries
from portal.rumours.models import Rumour, RumourLead, RumourStep, RumourVersion
from portal.rumours.rules import (
    EDITABLE,
    LEAD_LIFE,
    LEADS,
    LIFE,
    OWES_A_WORD,
    RECEIPT,
    Content,
    Deed,
    LeadStage,
    SentClaim,
    Stage,
    lacks,
    may_review,
    next_deeds,
    permission_for,
    stage_after,
)
from portal.rumours.words import FIELDS, WORDS

ROOM = "rumours"
CODE_LENGTH = 6
CLAIM_LENGTH = 120


def send_claim(sent: SentClaim, *, network: str) -> RumourLead:
    """Keep a claim somebody sends; its receipt number leads to what became of it.

    ``network`` is the visitor's bucket; raises Busy where it has sent too many.
    """
    count_try("rumours.send", network, limit=LEADS)
    return keep_lead(sent)


def keep_lead(sent: SentClaim) -> RumourLead:
    """Keep a claim; callers have seen to it that nobody sends too many."""
    picture = sent.picture
    lead = RumourLead(
        reference=new_receipt(RECEIPT),
        text=sent.text,
        link=sent.link,
        heard_where=sent.heard_where,
        picture=objects().put(picture.content, room=ROOM) if picture else None,
        picture_type=picture.media_type if picture else "",
        stage=LeadStage.WAITING,
        reason="",
        sent_at=clock.now(),
    )
    db.session.add(lead)
    audit.record("rumours.sent", subject=lead.subject, by=CITIZEN)
    return lead


def _move_lead(lead: RumourLead, stage: LeadStage, by: Account, rumour: Rumour | None) -> None:
    LEAD_LIFE.check(lead.stage, stage)
    before = {"stage": lead.stage}
    left, lead.stage, lead.rumour = lead.rumour, stage, rumour
    db.session.flush()
    for one in (left, rumour):
        if one is not None:
            one.asked_count = queries.count_leads(one)
    after = {"stage": stage, "rumour": rumour.code if rumour else None}
    audit.record(
        f"rumours.lead-{stage}", subject=lead.subject, by=by.actor, before=before, after=after
    )


def join_lead(lead: RumourLead, rumour: Rumour, *, by: Account) -> None:
    """Say that a lead asks about this rumour; the sender reads its verdict by the receipt."""
    if rumour.stage is Stage.WITHDRAWN:
        raise Refused(WORDS["no_such_rumour"], field="rumour")
    _move_lead(lead, LeadStage.JOINED, by, rumour)


def release_lead(lead: RumourLead, *, by: Account) -> None:
    """Take a lead back out of a rumour, or look again at one that was set aside."""
    _move_lead(lead, LeadStage.WAITING, by, None)
    lead.reason = ""


def set_aside(lead: RumourLead, *, reason: str, by: Account) -> None:
    """Not look into a lead; the sender reads the reason."""
    if not reason:
        raise Refused(WORDS["word_missing"], field="reason")
    _move_lead(lead, LeadStage.SET_ASIDE, by, None)
    lead.reason = reason


def open_rumour(content: Content, *, by: Account, code: str = "") -> Rumour:
    """Begin to look into a claim."""
    name = code or "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    rumour = Rumour(
        code=name,
        stage=Stage.LEAD,
        draft=content.written(),
        version=0,
        asked_count=0,
        opened_at=clock.now(),
        reason="",
    )
    db.session.add(rumour)
    db.session.flush()
    _note(rumour, Deed.OPENED, by, "")
    audit.record("rumours.opened", subject=rumour.subject, by=by.actor)
    return rumour


def open_from(lead: RumourLead, *, by: Account) -> Rumour:
    """Begin to look into what a lead says, and join the lead to it."""
    content = Content(claim=lead.text[:CLAIM_LENGTH], seen_where=lead.heard_where)
    rumour = open_rumour(content, by=by)
    join_lead(lead, rumour, by=by)
    return rumour


def save(rumour: Rumour, content: Content, *, by: Account) -> None:
    """Keep what the desk writes; whoever writes cannot pass it later."""
    if rumour.stage not in EDITABLE:
        raise Refused(WORDS["not_editable"])
    if content.enterprise and find_enterprise(content.enterprise) is None:
        raise Refused(WORDS["enterprise_unknown"], field="enterprise")
    if content.written() == rumour.draft:
        return
    rumour.draft = content.written()
    _note(rumour, Deed.EDITED, by, "")
    audit.record("rumours.edited", subject=rumour.subject, by=by.actor)


def advance(
    rumour: Rumour, deed: Deed, *, by: Account, opinion: str = "", seen: str | None = None
) -> None:
    """Take a rumour one step on, or back.

    ``seen`` is how many steps had been taken when it was read; raises OutOfDate where there are
    more by now. Raises NotAllowed, and Refused: a step that cannot be taken now, a conclusion that
    lacks something, a review by whoever wrote it, a return without a reason.
    """
    if not by.may(permission_for(deed)):
        raise NotAllowed(WORDS["not_allowed"])
    if seen and seen != str(len(queries.list_steps(rumour))):
        raise OutOfDate(WORDS["newer"])
    if deed not in next_deeds(rumour.stage):
        raise Refused(WORDS["wrong_step"])
    stage = stage_after(deed, is_public=rumour.version > 0)
    LIFE.check(rumour.stage, stage)
    _check(rumour, deed, by, opinion)
    before, rumour.stage = rumour.stage, stage
    if deed is Deed.PUBLISHED:
        _publish(rumour, opinion)
    elif deed in {Deed.CLOSED, Deed.WITHDRAWN}:
        rumour.reason = opinion
    _note(rumour, deed, by, opinion)
    audit.record(
        f"rumours.{deed}",
        subject=rumour.subject,
        by=by.actor,
        before={"stage": before},
        after={"stage": stage, "version": rumour.version},
    )


def _check(rumour: Rumour, deed: Deed, by: Account, opinion: str) -> None:
    if deed is Deed.CONCLUDED:
        missing = lacks(rumour.content)
        if missing:
            named = _("、").join(str(FIELDS[name]) for name in missing)
            raise Refused(str(WORDS["lacks"]) % {"fields": named})
    if deed is Deed.REVIEWED and not may_review(by.id, queries.hands_of(rumour)):
        raise Refused(WORDS["own_review"])
    is_update = deed is Deed.PUBLISHED and rumour.version > 0
    if (deed in OWES_A_WORD or is_update) and not opinion:
        raise Refused(WORDS["word_missing"], field="opinion")


def _publish(rumour: Rumour, note: str) -> None:
    now, content = clock.now(), rumour.content
    if content.verdict is None:
        raise Refused(str(WORDS["lacks"]) % {"fields": str(FIELDS["verdict"])})
    rumour.version += 1
    rumour.published_at = rumour.published_at or now
    rumour.told_at = now
    version = RumourVersion(
        rumour=rumour,
        number=rumour.version,
        body=rumour.draft,
        verdict=content.verdict,
        category=content.category,
        product=content.product,
        note=note if rumour.version > 1 else "",
        published_at=now,
    )
    db.session.add(version)


def _note(rumour: Rumour, deed: Deed, by: Account, opinion: str) -> None:
    step = RumourStep(rumour_id=rumour.id, deed=deed, by_id=by.id, at=clock.now(), opinion=opinion)
    db.session.add(step)
    db.session.flush()
