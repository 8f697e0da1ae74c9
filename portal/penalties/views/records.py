"""The desk of penalties: record, check, publish, withdraw; what is due first stands first."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.penalties import services
from portal.penalties.forms import PenaltyForm, ReasonForm, WithdrawalForm, penalty_form
from portal.penalties.models import Penalty
from portal.penalties.naming import shown_respondent
from portal.penalties.parties import named_enterprise
from portal.penalties.queries import penalties
from portal.penalties.rules.kinds import PENALTY_LIFECYCLE, PenaltyStage
from portal.penalties.words import (
    PENALTY_FIELDS,
    PENALTY_KINDS,
    PENALTY_MARKS,
    PENALTY_STAGES,
    PROCEDURES,
    TIERS,
    UNPUBLISHED,
    WITHDRAWALS,
)
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.steps import take_step, try_step

penalties_desk = Blueprint("penalties_desk", __name__, url_prefix="/desk/penalties")
WORDS = {
    "stages": PENALTY_STAGES,
    "marks": PENALTY_MARKS,
    "kinds": PENALTY_KINDS,
    "fields": PENALTY_FIELDS,
    "procedures": PROCEDURES,
    "tiers": TIERS,
    "unpublished": UNPUBLISHED,
    "withdrawals": WITHDRAWALS,
}


@penalties_desk.get("/")
@requires(Permission.PENALTY_READ)
def list_records() -> ResponseReturnValue:
    """Show the penalties of one stage; of those that wait, the one due next first."""
    wanted = request.args.get("stage", "")
    stage = PenaltyStage(wanted) if wanted in set(PenaltyStage) else PenaltyStage.RECORDED
    return page(
        "penalties/desk/list.html",
        found=penalties.list_on_desk(stage, after=request.args.get("after")),
        stage=stage,
        counts=penalties.count_stages(),
        due_for=penalties.due_for,
        today=clock.today(),
        words=WORDS,
    )


@penalties_desk.get("/new")
@requires(Permission.PENALTY_RECORD)
def begin_record() -> ResponseReturnValue:
    """Ask what was decided."""
    return _form_page(penalty_form())


@penalties_desk.post("/new")
@requires(Permission.PENALTY_RECORD)
def record_penalty() -> ResponseReturnValue:
    """Keep a decision for a second person to publish."""
    form = PenaltyForm()
    if not form.validate():
        return _form_page(form, status=422)
    try:
        enterprise = named_enterprise(form.enterprise_key.data)
        penalty = services.record_penalty(form.decision(enterprise), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _form_page(form, status=422)
    return refresh(url_for(".show_record", reference=penalty.reference))


@penalties_desk.get("/<string:reference>")
@requires(Permission.PENALTY_READ)
def show_record(reference: str) -> ResponseReturnValue:
    """Show one penalty to those who work on it."""
    return _show(penalties.get_penalty(reference))


@penalties_desk.get("/<string:reference>/correction")
@requires(Permission.PENALTY_RECORD)
def edit_record(reference: str) -> ResponseReturnValue:
    """Show what was returned, to be put right."""
    penalty = penalties.get_penalty(reference)
    PENALTY_LIFECYCLE.check(penalty.stage, PenaltyStage.RECORDED)
    return _form_page(penalty_form(penalty), penalty)


@penalties_desk.post("/<string:reference>/correction")
@requires(Permission.PENALTY_RECORD)
def correct_record(reference: str) -> ResponseReturnValue:
    """Keep a returned decision as it was put right."""
    penalty, form = penalties.get_penalty(reference), PenaltyForm()

    def amend() -> None:
        enterprise = named_enterprise(form.enterprise_key.data)
        services.amend_penalty(penalty, form.decision(enterprise), by=current_user.actor)

    return take_step(
        form, amend, onward=_home(penalty), again=lambda: _form_page(form, penalty, status=422)
    )


@penalties_desk.post("/<string:reference>/publication")
@requires(Permission.PENALTY_PUBLISH)
def publish_penalty(reference: str) -> ResponseReturnValue:
    """Publish what somebody else recorded."""
    return _pass(reference, services.publish_penalty)


@penalties_desk.post("/<string:reference>/exclusion")
@requires(Permission.PENALTY_PUBLISH)
def keep_penalty(reference: str) -> ResponseReturnValue:
    """Pass what the rule does not show."""
    return _pass(reference, services.keep_penalty)


def _pass(reference: str, step: Callable[..., object]) -> ResponseReturnValue:
    penalty, form = penalties.get_penalty(reference), ReasonForm()
    return try_step(
        form,
        lambda: step(penalty, by=current_user.actor),
        onward=_home(penalty),
        again=lambda: _show(penalty, returning=form, status=422),
    )


@penalties_desk.post("/<string:reference>/return")
@requires(Permission.PENALTY_PUBLISH)
def return_penalty(reference: str) -> ResponseReturnValue:
    """Send a record back with the reason."""
    penalty, form = penalties.get_penalty(reference), ReasonForm()

    def send_back() -> None:
        services.return_penalty(penalty, reason=form.reason.data, by=current_user.actor)

    return take_step(
        form,
        send_back,
        onward=_home(penalty),
        again=lambda: _show(penalty, returning=form, status=422),
    )


@penalties_desk.post("/<string:reference>/withdrawal")
@requires(Permission.PENALTY_PUBLISH)
def withdraw_penalty(reference: str) -> ResponseReturnValue:
    """Take a penalty back, everywhere at once."""
    penalty, form = penalties.get_penalty(reference), WithdrawalForm(prefix="withdraw-")

    def withdraw() -> None:
        services.withdraw_penalty(
            penalty,
            why=form.why.answer,
            reason=form.reason.data,
            revoked_on=form.revoked_on.data,
            by=current_user.actor,
        )

    return take_step(
        form,
        withdraw,
        onward=_home(penalty),
        again=lambda: _show(penalty, withdrawing=form, status=422),
    )


def _home(penalty: Penalty) -> str:
    return url_for(".show_record", reference=penalty.reference)


def _form_page(form: PenaltyForm, penalty: Penalty | None = None, status: int = 200) -> Response:
    return page("penalties/desk/form.html", form=form, penalty=penalty, status=status)


def _show(
    penalty: Penalty,
    *,
    returning: ReasonForm | None = None,
    withdrawing: WithdrawalForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "penalties/desk/show.html",
        status=status,
        penalty=penalty,
        respondent=shown_respondent(penalty),
        is_own=penalty.recorded_by == current_user.username,
        moves=PENALTY_LIFECYCLE.next_stages(penalty.stage),
        returning=returning or ReasonForm(),
        withdrawing=withdrawing or WithdrawalForm(prefix="withdraw-"),
        errors=returning or withdrawing,
        words=WORDS,
        **_days_of(penalty),
    )


def _days_of(penalty: Penalty) -> dict[str, Any]:
    """Return what the rules make of a penalty today."""
    today = clock.today()
    return {
        "today": today,
        "period": penalties.period_for(penalty, penalty.shown_since or today),
        "why_hidden": penalties.why_hidden(penalty),
        "is_shown": penalties.is_shown_on(penalty, today),
        "due_on": penalties.due_for(penalty),
        "withdrawal_due_on": penalties.withdrawal_due_for(penalty),
    }
