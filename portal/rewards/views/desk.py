"""The handler's pages: is it eligible, at which grade, how much."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.rewards import dossier, queries, services, words
from portal.rewards.forms import ExtensionForm, ProposalForm, RefusalForm, proposal_form
from portal.rewards.models import RewardCase
from portal.rewards.words import STAGE_MARKS, STAGES
from portal.web.guards import requires
from portal.web.htmx import page, refresh

desk_pages = Blueprint("rewards_desk", __name__, url_prefix="/desk/rewards")


@desk_pages.get("/")
@requires(Permission.REWARD_PROPOSE)
def list_rewards() -> ResponseReturnValue:
    """Show the rewards of the handler's own department."""
    return page(
        "rewards/desk/list.html",
        rewards=queries.list_rewards_of_department(current_user.department),
        stages=STAGES,
        marks=STAGE_MARKS,
        is_late=dossier.is_late,
    )


@desk_pages.get("/<string:reference>")
@requires(Permission.REWARD_PROPOSE)
def show_reward(reference: str) -> ResponseReturnValue:
    """Show one reward and, while it waits for a proposal, the scheme's questions."""
    return _reward_page(_own(reference))


@desk_pages.post("/<string:reference>/calculation")
@requires(Permission.REWARD_PROPOSE)
def count_reward(reference: str) -> ResponseReturnValue:
    """Show what grade, base and uplift lead to; nothing is kept."""
    reward = _own(reference)
    form = _proposal_form(reward)
    try:
        counted = dossier.count_proposal(reward, form.proposal()) if form.is_countable() else None
    except Refused as refusal:
        form.refuse(refusal)
        counted = None
    return page(
        "rewards/desk/calculation.html",
        fragment="rewards/desk/_calculation.html",
        status=200 if counted else 422,
        facts=dossier.for_handler(reward, form.scheme.data),
        form=form,
        counted=counted,
        words=words,
    )


@desk_pages.post("/<string:reference>/proposal")
@requires(Permission.REWARD_PROPOSE)
def propose_reward(reference: str) -> ResponseReturnValue:
    """Propose grade and amount."""
    reward = _own(reference)
    form = _proposal_form(reward)
    try:
        if form.validate():
            seen, by = form.seen_round.data, current_user.actor
            services.propose_reward(reward, form.proposal(), by=by, seen_round=seen)
            return refresh(url_for(".list_rewards"))
    except Refused as refusal:
        form.refuse(refusal)
    services.note_slips(reward.subject, form.slips, by=current_user.actor)
    return _reward_page(reward, form=form, status=422)


@desk_pages.post("/<string:reference>/refusal")
@requires(Permission.REWARD_PROPOSE)
def refuse_reward(reference: str) -> ResponseReturnValue:
    """Find the report not eligible, on a ground, with a reason."""
    reward = _own(reference)
    form = RefusalForm(prefix="refusal").offer(queries.scheme_of(reward))
    try:
        if form.validate():
            services.refuse_reward(reward, **form.refusal(), by=current_user.actor)
            return refresh(url_for(".list_rewards"))
    except Refused as refusal:
        form.refuse(refusal)
    return _reward_page(reward, refusal=form, status=422)


@desk_pages.post("/<string:reference>/extension")
@requires(Permission.REWARD_PROPOSE)
def extend_claim(reference: str) -> ResponseReturnValue:
    """Give the reporter more time to claim."""
    reward = _own(reference)
    form = ExtensionForm(prefix="extension")
    try:
        if form.validate():
            services.extend_claim(reward, **form.extension(), by=current_user.actor)
            return refresh(url_for(".show_reward", reference=reference))
    except Refused as refusal:
        form.refuse(refusal)
    return _reward_page(reward, extension=form, status=422)


def _own(reference: str) -> RewardCase:
    return queries.get_reward_of_department(reference, current_user.department)


def _proposal_form(reward: RewardCase) -> ProposalForm:
    """Return the form of the scheme that was asked for, or of the reward's own."""
    asked = request.values.get("scheme", reward.scheme_id)
    offered = {scheme.id: scheme for scheme in queries.list_schemes_for(reward)}
    scheme = offered.get(asked) or queries.scheme_of(reward)
    form = proposal_form(scheme)
    if request.method == "GET":
        form.scheme.data, form.seen_round.data = scheme.id, reward.round
    return form


def _reward_page(
    reward: RewardCase,
    *,
    form: ProposalForm | None = None,
    refusal: RefusalForm | None = None,
    extension: ExtensionForm | None = None,
    status: int = 200,
) -> Response:
    form = form or _proposal_form(reward)
    seen = {"seen_round": reward.round}
    refusal = refusal or RefusalForm(None, prefix="refusal", data=seen)
    return page(
        "rewards/desk/reward.html",
        status=status,
        facts=dossier.for_handler(reward, form.scheme.data),
        form=form,
        refusal=refusal.offer(queries.scheme_of(reward)),
        extension=extension or ExtensionForm(None, prefix="extension"),
        counted=None,
        words=words,
    )
