"""The desk of rounds: opening them, reading proposals, and saying what followed."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel.permissions import Permission
from portal.rounds import policy, queries, services, words
from portal.rounds.forms import CancelForm, CodesForm, PlanForm, ReasonForm, ResultForm, RoundForm
from portal.rounds.models import RoundProposal, VoteRound
from portal.rounds.rules import Door
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.steps import take_step

desk_pages = Blueprint("rounds_desk", __name__, url_prefix="/desk/rounds")
ONE_ROUND = "/<string:reference>"
ONE_PROPOSAL = f"{ONE_ROUND}/proposals/<int:number>"


@desk_pages.get("/")
@requires(Permission.ROUND_KEEP)
def list_rounds() -> ResponseReturnValue:
    """Show every round, and how many proposals wait to be read."""
    return page(
        "rounds/desk/list.html",
        rounds=queries.list_rounds(),
        waiting=queries.count_waiting(),
        words=words,
    )


@desk_pages.route("/new", methods=["GET", "POST"])
@requires(Permission.ROUND_KEEP)
def add_round() -> ResponseReturnValue:
    """Let the desk open a round."""
    form = RoundForm(data={"choices": policy.choices()})

    def show() -> ResponseReturnValue:
        status = 422 if form.error_list else 200
        return page("rounds/desk/round_form.html", form=form, status=status)

    if not form.is_submitted():
        return show()
    return take_step(
        form,
        lambda: services.make_round(form.facts, by=signed_in().actor),
        onward=url_for(".list_rounds"),
        again=show,
    )


def _show(
    found: VoteRound, form: BaseForm | None = None, *, at: int | None = None
) -> ResponseReturnValue:
    tally = queries.find_tally(found)
    return page(
        "rounds/desk/round.html",
        status=422 if form and form.error_list else 200,
        round=found,
        tally=tally,
        votes={one.proposal.number: one.count for one in tally.outcomes} if tally else {},
        is_closed=found.door is Door.CLOSED,
        codes_count=queries.count_codes(found),
        form=form or BaseForm(formdata=None),
        at=at,
        reason=form if isinstance(form, CancelForm) else CancelForm(formdata=None),
        count=form if isinstance(form, CodesForm) else CodesForm(formdata=None),
        kinds=policy.kinds(),
        words=words,
    )


@desk_pages.get(ONE_ROUND)
@requires(Permission.ROUND_KEEP)
def show_round(reference: str) -> ResponseReturnValue:
    """Show one round with all its proposals."""
    return _show(queries.get_round(reference))


@desk_pages.post(f"{ONE_ROUND}/cancel")
@requires(Permission.ROUND_KEEP)
def cancel_round(reference: str) -> ResponseReturnValue:
    """Call a round off."""
    found, form = queries.get_round(reference), CancelForm()
    return take_step(
        form,
        lambda: services.cancel_round(found, reason=form.why.data, by=signed_in().actor),
        onward=url_for(".show_round", reference=reference),
        again=lambda: _show(found, form),
    )


@desk_pages.post(f"{ONE_ROUND}/codes")
@requires(Permission.ROUND_KEEP)
def make_codes(reference: str) -> ResponseReturnValue:
    """Make slips and show their codes, this once."""
    found, form = queries.get_round(reference), CodesForm()
    if not form.validate():
        return _show(found, form)
    codes = services.make_codes(found, count=form.count.data, by=signed_in().actor)
    answer = page("rounds/desk/codes.html", round=found, codes=codes)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _decide(
    reference: str, number: int, form: BaseForm, step: Callable[[RoundProposal], object]
) -> ResponseReturnValue:
    found = queries.get_round(reference)
    proposal = queries.get_proposal(found, number)
    return take_step(
        form,
        lambda: step(proposal),
        onward=url_for(".show_round", reference=reference),
        again=lambda: _show(found, form, at=number),
    )


@desk_pages.post(f"{ONE_PROPOSAL}/accept")
@requires(Permission.ROUND_KEEP)
def accept_proposal(reference: str, number: int) -> ResponseReturnValue:
    """Show a proposal to be voted for."""
    by = signed_in().actor
    return _decide(
        reference,
        number,
        BaseForm(),
        lambda one: services.decide_proposal(one, is_shown=True, by=by),
    )


@desk_pages.post(f"{ONE_PROPOSAL}/refuse")
@requires(Permission.ROUND_KEEP)
def refuse_proposal(reference: str, number: int) -> ResponseReturnValue:
    """Leave a proposal out, with a public reason."""
    form, by = ReasonForm(), signed_in().actor
    return _decide(
        reference,
        number,
        form,
        lambda one: services.decide_proposal(one, is_shown=False, reason=form.reason.data, by=by),
    )


@desk_pages.post(f"{ONE_PROPOSAL}/result")
@requires(Permission.ROUND_KEEP)
def add_result(reference: str, number: int) -> ResponseReturnValue:
    """Say that a public result followed from a proposal."""
    form, by = ResultForm(), signed_in().actor
    return _decide(
        reference,
        number,
        form,
        lambda one: services.tie_result(one, form.reference.data, by=by),
    )


@desk_pages.post(f"{ONE_PROPOSAL}/plan")
@requires(Permission.ROUND_KEEP)
def set_plan(reference: str, number: int) -> ResponseReturnValue:
    """Say which sampling plan a proposal went into."""
    form, by = PlanForm(), signed_in().actor
    return _decide(
        reference, number, form, lambda one: services.tie_plan(one, form.plan.data, by=by)
    )
