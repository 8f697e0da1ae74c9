"""The reporter's own pages, inside the case that number and secret have opened."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints.tracking import current_case
from portal.kernel.errors import NotFound
from portal.rewards import panels, queries, services, words
from portal.rewards.forms import (
    ClaimCodeForm,
    ClaimForm,
    DeclarationForm,
    ObjectionForm,
    for_scheme,
)
from portal.rewards.models import RewardCase
from portal.web.forms import BaseForm
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.steps import take_step

KINDS = {"claim": ClaimForm, "declaration": DeclarationForm, "objection": ObjectionForm}

claims_pages = Blueprint("claims", __name__, url_prefix="/track/reward")


@claims_pages.get("/")
@public
def show_claim() -> ResponseReturnValue:
    """Show the reward and, until it is claimed, how it can be claimed or objected to."""
    return _claim_page(queries.get_reward_of_case(current_case()))


@claims_pages.post("/declaration")
@public
def submit_declaration() -> ResponseReturnValue:
    """Answer the exclusions before the reward is decided."""
    reward = queries.get_reward_of_case(current_case())
    form = for_scheme(DeclarationForm, queries.scheme_of(reward))(prefix="declaration")
    return take_step(
        form,
        lambda: services.declare(reward, form.declared()),
        onward=url_for(".show_claim"),
        again=lambda: _claim_page(reward, form, status=422),
    )


@claims_pages.post("/claim")
@public
def file_claim() -> ResponseReturnValue:
    """Claim the reward; the next page shows the claim code."""
    reward = queries.get_reward_of_case(current_case())
    form = for_scheme(ClaimForm, queries.scheme_of(reward))(prefix="claim")
    return take_step(
        form,
        lambda: services.file_claim(reward, form.wish()),
        onward=url_for(".show_code"),
        again=lambda: _claim_page(reward, form, status=422),
    )


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
    claim = reward.claim
    if claim is None:
        raise NotFound("claim")
    form = ClaimCodeForm()
    return take_step(
        form,
        lambda: services.confirm_claim(claim, typed=form.code.data or ""),
        onward=url_for(".show_claim"),
        again=lambda: _code_page(reward, form, status=422),
    )


@claims_pages.post("/objection")
@public
def object_to_reward() -> ResponseReturnValue:
    """Ask once for a review."""
    reward = queries.get_reward_of_case(current_case())
    form = ObjectionForm(prefix="objection")
    return take_step(
        form,
        lambda: services.object_to_reward(reward, text=form.text.data or ""),
        onward=url_for(".show_claim"),
        again=lambda: _claim_page(reward, form, status=422),
    )


def _claim_page(reward: RewardCase, sent: BaseForm | None = None, status: int = 200) -> Response:
    """Show a reward with its forms, the one that was sent as it was sent."""
    scheme = queries.scheme_of(reward)
    empty: dict[str, BaseForm] = {
        "claim": for_scheme(ClaimForm, scheme)(None, prefix="claim"),
        "declaration": for_scheme(DeclarationForm, scheme)(None, prefix="declaration"),
        "objection": ObjectionForm(None, prefix="objection"),
    }
    is_sent = {name: isinstance(sent, kind) for name, kind in KINDS.items()}
    return page(
        "rewards/claim.html",
        status=status,
        facts=panels.facts_of(reward),
        words=words,
        **{name: sent if is_sent[name] else form for name, form in empty.items()},
    )


def _code_page(reward: RewardCase, form: ClaimCodeForm, status: int = 200) -> Response:
    code = services.readable_code(reward.claim) if reward.claim else None
    if code is None:
        raise NotFound("claim code")
    return page(
        "rewards/code.html", status=status, form=form, reward=reward, code=code, words=words
    )
