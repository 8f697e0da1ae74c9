"""The reporter's own pages, inside the case that number and secret have opened."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints.tracking import current_case
from portal.kernel.errors import NotFound, Refused
from portal.rewards import panels, queries, services, words
from portal.rewards.forms import ClaimCodeForm, ClaimForm, ObjectionForm
from portal.rewards.models import RewardCase
from portal.web.guards import public
from portal.web.htmx import page, refresh

claims_pages = Blueprint("claims", __name__, url_prefix="/track/reward")


@claims_pages.get("/")
@public
def show_claim() -> ResponseReturnValue:
    """Show the reward and, until it is claimed, how it can be claimed or objected to."""
    reward = queries.get_reward_of_case(current_case())
    return _claim_page(reward, ClaimForm(prefix="claim"), ObjectionForm(prefix="objection"))


@claims_pages.post("/claim")
@public
def file_claim() -> ResponseReturnValue:
    """Claim the reward; the next page shows the claim code."""
    reward = queries.get_reward_of_case(current_case())
    form = ClaimForm(prefix="claim")
    try:
        if form.validate():
            services.file_claim(reward, form.wish())
            return refresh(url_for(".show_code"))
    except Refused as refusal:
        form.refuse(refusal)
    return _claim_page(reward, form, ObjectionForm(prefix="objection"), status=422)


@claims_pages.get("/code")
@public
def show_code() -> ResponseReturnValue:
    """Show the claim code until it is confirmed, and never again."""
    return _code_page(queries.get_reward_of_case(current_case()), ClaimCodeForm())


@claims_pages.post("/code")
@public
def confirm_code() -> ResponseReturnValue:
    """Forget the readable code once it was typed back."""
    reward = queries.get_reward_of_case(current_case())
    if reward.claim is None:
        raise NotFound("claim")
    form = ClaimCodeForm()
    try:
        if form.validate():
            services.confirm_claim(reward.claim, typed=form.code.data or "")
            return refresh(url_for(".show_claim"))
    except Refused as refusal:
        form.refuse(refusal)
    return _code_page(reward, form, status=422)


@claims_pages.post("/objection")
@public
def object_to_reward() -> ResponseReturnValue:
    """Ask once for a review."""
    reward = queries.get_reward_of_case(current_case())
    form = ObjectionForm(prefix="objection")
    try:
        if form.validate():
            services.object_to_reward(reward, text=form.text.data or "")
            return refresh(url_for(".show_claim"))
    except Refused as refusal:
        form.refuse(refusal)
    return _claim_page(reward, ClaimForm(prefix="claim"), form, status=422)


def _claim_page(
    reward: RewardCase, form: ClaimForm, objection: ObjectionForm, status: int = 200
) -> Response:
    return page(
        "rewards/claim.html",
        status=status,
        form=form,
        objection=objection,
        facts=panels.facts_of(reward),
        words=words,
    )


def _code_page(reward: RewardCase, form: ClaimCodeForm, status: int = 200) -> Response:
    code = services.readable_code(reward.claim) if reward.claim else None
    if code is None:
        raise NotFound("claim code")
    return page(
        "rewards/code.html", status=status, form=form, reward=reward, code=code, words=words
    )
