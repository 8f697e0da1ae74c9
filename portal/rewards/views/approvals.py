"""The approvers' pages: look at verdict and sum, approve or return, review an objection."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.rewards import dossier, queries, services, words
from portal.rewards.forms import ApprovalForm, ReturnForm, ReviewForm
from portal.rewards.models import RewardCase
from portal.rewards.views.desk import desk_pages
from portal.rewards.words import STAGE_MARKS, STAGES
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.steps import take_step

FORMS: tuple[tuple[str, str, type[BaseForm]], ...] = (
    ("approval", "approval", ApprovalForm),
    ("returned", "return", ReturnForm),
    ("review", "review", ReviewForm),
)


@desk_pages.get("/approvals/")
@requires(Permission.REWARD_APPROVE)
def list_approvals() -> ResponseReturnValue:
    """Show what waits for an approver, the longest waiting first."""
    return page(
        "rewards/desk/approvals.html",
        rewards=queries.list_awaiting_approval(),
        stages=STAGES,
        marks=STAGE_MARKS,
        is_late=dossier.is_late,
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
    form = ApprovalForm(prefix="approval")
    return _take(reference, form, form.approval, services.approve_reward)


@desk_pages.post("/approvals/<string:reference>/return")
@requires(Permission.REWARD_APPROVE)
def return_reward(reference: str) -> ResponseReturnValue:
    """Send a proposal back with a reason."""
    form = ReturnForm(prefix="return")
    return _take(reference, form, form.returned, services.return_reward)


@desk_pages.post("/approvals/<string:reference>/review")
@requires(Permission.REWARD_APPROVE)
def review_objection(reference: str) -> ResponseReturnValue:
    """Uphold the reward or have it proposed anew."""
    form = ReviewForm(prefix="review")
    return _take(reference, form, form.review, services.review_objection)


def _take(
    reference: str,
    form: BaseForm,
    told: Callable[[], Mapping[str, Any]],
    step: Callable[..., object],
) -> ResponseReturnValue:
    reward = queries.get_reward(reference)
    return take_step(
        form,
        lambda: step(reward, **told(), by=current_user.actor),
        onward=url_for(".list_approvals"),
        again=lambda: _approval_page(reward, form, status=422),
    )


def _approval_page(reward: RewardCase, sent: BaseForm | None = None, status: int = 200) -> Response:
    """Show a proposal with its forms, the one that was sent as it was sent."""
    seen = {"seen_round": reward.round}
    return page(
        "rewards/desk/approval.html",
        status=status,
        facts=dossier.for_approver(reward, current_user.username),
        words=words,
        **{
            name: sent if isinstance(sent, kind) else kind(None, prefix=prefix, data=seen)
            for name, prefix, kind in FORMS
        },
    )
