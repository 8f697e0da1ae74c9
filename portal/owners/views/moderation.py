"""The desk where public answers of enterprises are checked."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.owners import policy, queries, services
from portal.owners.forms import ModerationForm
from portal.owners.rules import REPLY_LIFECYCLE, ReplyStage
from portal.owners.words import REPLIES, REPLY_MARKS
from portal.ratings.objections.words import SUBJECTS
from portal.web.guards import requires
from portal.web.htmx import page, refresh

replies_desk = Blueprint("replies_desk", __name__, url_prefix="/desk/replies")


@replies_desk.get("/")
@requires(Permission.REPLY_MODERATE)
def list_replies() -> ResponseReturnValue:
    """Show what waits to be checked, or what became of the rest."""
    wanted = request.args.get("stage", "")
    stage = ReplyStage(wanted) if wanted in set(ReplyStage) else ReplyStage.SUBMITTED
    return page(
        "owners/desk/replies.html",
        found=queries.page_of_replies(stage=stage, after=request.args.get("after")),
        stage=stage,
        counts=queries.count_replies(),
        stages=REPLIES,
        marks=REPLY_MARKS,
        subjects=SUBJECTS,
        today=clock.today(),
    )


@replies_desk.get("/<string:reference>")
@requires(Permission.REPLY_MODERATE)
def show_reply(reference: str) -> ResponseReturnValue:
    """Show one answer to those who check it."""
    return _show(reference, ModerationForm(formdata=None))


@replies_desk.post("/<string:reference>")
@requires(Permission.REPLY_MODERATE)
def review_reply(reference: str) -> ResponseReturnValue:
    """Show an answer, return it, or do not show it."""
    form, reply = ModerationForm(), queries.get_reply(reference)
    try:
        if form.validate():
            services.moderate_reply(
                reply,
                ruling=form.chosen(),
                ground=form.ground.data or "",
                reason=form.reason.data or "",
                seen=form.seen.data or "",
                by=current_user.actor,
            )
            return refresh(url_for(".list_replies"))
    except Refused as refusal:
        form.refuse(refusal)
    return _show(reference, form, status=422)


def _show(reference: str, form: ModerationForm, status: int = 200) -> ResponseReturnValue:
    reply = queries.get_reply(reference)
    form.seen.data = reply.mark
    return page(
        "owners/desk/reply.html",
        status=status,
        reply=reply,
        form=form,
        is_open=ReplyStage.PUBLISHED in REPLY_LIFECYCLE.next_stages(reply.stage),
        stages=REPLIES,
        marks=REPLY_MARKS,
        subjects=SUBJECTS,
        grounds={item.code: item for item in policy.refusal_grounds()},
    )
