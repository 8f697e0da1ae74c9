"""The approvers' pages: look at verdict and sum, approve or return, review an objection."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.rewards import dossier, queries, services, words
from portal.rewards.forms import ApprovalForm, ReturnForm, ReviewForm
from portal.rewards.models import RewardCase
from portal.rewards.views.desk import desk_pages
from portal.rewards.words import STAGE_MARKS, STAGES
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@desk_pages.get("/approvals/")
@requires(Permission.REWARD_APPROVE)
def list_approvals() -> ResponseReturnValue:
    """Show what waits for an approver, the longest waiting first."""
    return page(
        "rewards/desk/approvals.html",
        rewards=queries.list_awaiting_approval(),
        stages=STAGES,
        marks=STAGE_MARKS,
    )


@desk_pages.get("/approvals/<string:reference>")
@requires(Permission.REWARD_APPROVE)
def show_approval(reference: str) -> ResponseReturnValue:
    """Show a proposal with its sum, its answers and who decided what so far."""
    return _approval_page(queries.get_reward(reference))


@desk_pages.post("/approvals/<string:reference>/approval")
@requires(Permission.REWARD_APPROVE)
def approve_reward(reference: str) -> ResponseReturnValue:
    """Approve; the second approval tells the reporter."""
    reward = queries.get_reward(reference)
    form = ApprovalForm(prefix="approval")
    try:
        if form.validate():
            services.approve_reward(reward, **form.approval(), by=current_user.actor)
            return refresh(url_for(".list_approvals"))
    except Refused as refusal:
        form.refuse(refusal)
    return _approval_page(reward, approval=form, status=422)


@desk_pages.post("/approvals/<string:reference>/return")
@requires(Permission.REWARD_APPROVE)
def return_reward(reference: str) -> ResponseReturnValue:
    """Send a proposal back with a reason."""
    reward = queries.get_reward(reference)
    form = ReturnForm(prefix="return")
    try:
        if form.validate():
            services.return_reward(reward, **form.returned(), by=current_user.actor)
            return refresh(url_for(".list_approvals"))
    except Refused as refusal:
        form.refuse(refusal)
    return _approval_page(reward, returned=form, status=422)


@desk_pages.post("/approvals/<string:reference>/review")
@requires(Permission.REWARD_APPROVE)
def review_objection(reference: str) -> ResponseReturnValue:
    """Uphold the reward or have it proposed anew."""
    reward = queries.get_reward(reference)
    form = ReviewForm(prefix="review")
    try:
        if form.validate():
            services.review_objection(reward, **form.review(), by=current_user.actor)
            return refresh(url_for(".list_approvals"))
    except Refused as refusal:
        form.refuse(refusal)
    return _approval_page(reward, review=form, status=422)


def _approval_page(
    reward: RewardCase,
    *,
    approval: ApprovalForm | None = None,
    returned: ReturnForm | None = None,
    review: ReviewForm | None = None,
    status: int = 200,
) -> Response:
    seen = {"seen_round": reward.round}
    return page(
        "rewards/desk/approval.html",
        status=status,
        facts=dossier.for_approver(reward, current_user.username),
        approval=approval or ApprovalForm(None, prefix="approval", data=seen),
        returned=returned or ReturnForm(None, prefix="return", data=seen),
        words=words,
        review=review or ReviewForm(None, prefix="review", data=seen),
    )
