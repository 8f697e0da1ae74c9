"""What an enterprise says in public, and the check before it shows. Callers commit."""

import secrets

from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.owners import policy, queries
from portal.owners.models import Reply
from portal.owners.rules import REPLY_LIFECYCLE, ReplyStage, Ruling
from portal.owners.words import REFUSALS
from portal.ratings.objections.rules import Subject, paragraphs

STAGE_OF = {
    Ruling.PUBLISH: ReplyStage.PUBLISHED,
    Ruling.RETURN: ReplyStage.RETURNED,
    Ruling.REFUSE: ReplyStage.REFUSED,
}
LONGEST_REASON = 500


def submit_reply(enterprise: Enterprise, *, subject: Subject, text: str, by: Actor) -> Reply:
    """Answer a record in public; it shows once somebody of the bureau has checked it."""
    kept = checked_text(text)
    # Two colleagues who answer at once answer one after the other.
    db.session.get(Enterprise, enterprise.id, with_for_update=True)
    if queries.find_waiting(enterprise.id, subject) is not None:
        raise Refused(REFUSALS["reply_waiting"], field="subject")
    reply = Reply(
        reference=f"D-{secrets.token_hex(5)}",
        enterprise=enterprise,
        subject_kind=subject.kind,
        subject_reference=subject.reference,
        subject_title=subject.title[:200],
        text=kept,
        stage=ReplyStage.SUBMITTED,
        submitted_by=by.name,
        submitted_at=clock.now(),
        due_on=policy.reply_due(clock.today()),
    )
    db.session.add(reply)
    db.session.flush()
    after = {"about": f"{subject.kind}:{subject.reference}"}
    audit.record("reply.submitted", subject=f"reply:{reply.reference}", by=by, after=after)
    return reply


def revise_reply(reply: Reply, *, text: str, by: Actor) -> None:
    """Send in a new wording of a reply that was returned; the old one never shows."""
    kept = checked_text(text)
    _move(reply, ReplyStage.SUBMITTED, by=by)
    reply.text, reply.was_revised = kept, True
    reply.submitted_by, reply.submitted_at = by.name, clock.now()
    reply.due_on = policy.reply_due(clock.today())


def withdraw_reply(reply: Reply, *, by: Actor) -> None:
    """Take a reply back; it no longer shows."""
    _move(reply, ReplyStage.WITHDRAWN, by=by)
    reply.enterprise.changed_at = clock.now()


def moderate_reply(
    reply: Reply, *, ruling: Ruling, by: Actor, ground: str = "", reason: str = "", seen: str = ""
) -> None:
    """Show a reply, ask for another wording, or do not show it, on a ground of the list.

    That it was returned or not shown is public, with the ground; the reason goes to the
    enterprise. ``seen`` is the wording (its mark) that was read, where it was on a page: another
    one that came since is not decided on. Raises Refused with the field.
    """
    hold(reply, "stage", "text", "submitted_at", "submitted_by")
    if seen and seen != reply.mark:
        raise Refused(REFUSALS["reply_changed"])
    if reply.submitted_by == by.name:
        raise Refused(REFUSALS["own_reply"])
    if ruling is Ruling.REFUSE and ground not in {item.code for item in policy.refusal_grounds()}:
        raise Refused(REFUSALS["ground_missing"], field="ground")
    kept = paragraphs(reason)[:LONGEST_REASON]
    if ruling is not Ruling.PUBLISH and not kept:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    given = ground if ruling is Ruling.REFUSE else ""
    _move(reply, STAGE_OF[ruling], by=by, ground=given)
    reply.ground, reply.reason = given, kept
    reply.moderated_by, reply.moderated_at = by.name, clock.now()
    reply.enterprise.changed_at = clock.now()


def checked_text(text: str) -> str:
    """Return a text fit to be kept; raises Refused where it is empty or too long."""
    kept, most = paragraphs(text), policy.longest_text()
    if not kept:
        raise Refused(REFUSALS["text_missing"], field="text")
    if len(kept) > most:
        raise Refused(REFUSALS["text_long"] % {"max": most}, field="text")
    return kept


def _move(reply: Reply, wanted: ReplyStage, *, by: Actor, **after: object) -> None:
    hold(reply, "stage")
    REPLY_LIFECYCLE.check(reply.stage, wanted)
    before = {"stage": reply.stage.value}
    reply.stage = wanted
    db.session.flush()
    audit.record(
        f"reply.{wanted.value}",
        subject=f"reply:{reply.reference}",
        by=by,
        before=before,
        after={"stage": wanted.value, **after},
    )
