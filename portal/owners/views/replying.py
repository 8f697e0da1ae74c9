"""Public answers from an enterprise's own desk."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.owners import policy, queries, record, services
from portal.owners.forms import ReplyForm, RevisionForm
from portal.owners.models import Reply
from portal.owners.rules import REPLY_LIFECYCLE
from portal.owners.views.pages import own, owner_pages
from portal.owners.words import REPLIES, REPLY_MARKS
from portal.places.rules import Item
from portal.ratings.objections.words import SUBJECTS
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@owner_pages.get("/replies/")
@requires(Permission.OWNER_DESK)
def list_replies() -> ResponseReturnValue:
    """Show an enterprise its public answers, and offer a new one."""
    form = ReplyForm(formdata=None)
    form.subject.data = request.args.get("subject", "")
    return _replies(form)


@owner_pages.post("/replies/")
@requires(Permission.OWNER_DESK)
def submit_reply() -> ResponseReturnValue:
    """Take a public answer; it shows once it is checked."""
    form, owner = ReplyForm(), own()
    form.offer(_lines())
    try:
        if form.validate():
            subject, text = form.chosen(), form.text.data or ""
            services.submit_reply(
                owner.enterprise, subject=subject, text=text, by=owner.account.actor
            )
            return refresh(url_for(".list_replies"))
    except Refused as refusal:
        form.refuse(refusal)
    return _replies(form, status=422)


@owner_pages.get("/replies/<string:reference>")
@requires(Permission.OWNER_DESK)
def show_reply(reference: str) -> ResponseReturnValue:
    """Show an enterprise one answer and what became of it."""
    reply = _mine(reference)
    return _reply(reply, RevisionForm(formdata=None, data={"text": reply.text}))


@owner_pages.post("/replies/<string:reference>")
@requires(Permission.OWNER_DESK)
def change_reply(reference: str) -> ResponseReturnValue:
    """Take another wording of an answer that was returned."""
    form, reply = RevisionForm(), _mine(reference)
    try:
        if form.validate():
            services.revise_reply(reply, text=form.text.data or "", by=own().account.actor)
            return refresh(url_for(".list_replies"))
    except Refused as refusal:
        form.refuse(refusal)
    return _reply(reply, form, status=422)


@owner_pages.post("/replies/<string:reference>/withdrawal")
@requires(Permission.OWNER_DESK)
def withdraw_reply(reference: str) -> ResponseReturnValue:
    """Take an answer back."""
    services.withdraw_reply(_mine(reference), by=own().account.actor)
    return refresh(url_for(".list_replies"))


def _lines() -> list[record.Line]:
    # What does not show yet to others is not answered in public either.
    return [line for line in record.list_lines(own().enterprise) if line.is_public]


def _mine(reference: str) -> Reply:
    reply = queries.get_reply(reference)
    if reply.enterprise_id != own().enterprise_id:
        raise NotFound(reply.reference)
    return reply


def _grounds() -> dict[str, Item]:
    return {item.code: item for item in policy.refusal_grounds()}


def _reply(reply: Reply, form: RevisionForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "owners/reply.html",
        status=status,
        owner=own(),
        reply=reply,
        form=form,
        moves=REPLY_LIFECYCLE.next_stages(reply.stage),
        stages=REPLIES,
        marks=REPLY_MARKS,
        subjects=SUBJECTS,
        grounds=_grounds(),
    )


def _replies(form: ReplyForm, status: int = 200) -> ResponseReturnValue:
    owner, lines = own(), _lines()
    form.offer(lines)
    return page(
        "owners/replies.html",
        status=status,
        owner=owner,
        form=form,
        can_answer=bool(lines),
        replies=queries.list_replies(owner.enterprise_id),
        stages=REPLIES,
        marks=REPLY_MARKS,
        subjects=SUBJECTS,
        grounds=policy.refusal_grounds(),
    )
