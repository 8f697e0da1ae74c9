"""Rounds: what can be voted for, proposing, voting, and what followed."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import Refused
from portal.rounds import policy, queries, services, voters, words
from portal.rounds.forms import BallotForm, ProposalForm
from portal.rounds.models import RoundProposal, VoteRound
from portal.rounds.rules import Door
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.once_forms import once_page
from portal.web.visitors import bucket

public_pages = Blueprint("rounds", __name__, url_prefix="/rounds")
ONE_ROUND = "/<string:reference>"


@public_pages.get("/")
@public
def list_rounds() -> ResponseReturnValue:
    """Show every round, the open ones first."""
    rounds = queries.list_rounds()
    order = [Door.OPEN, Door.COMING, Door.CLOSED, Door.CANCELLED]
    return page(
        "rounds/list.html",
        rounds=sorted(rounds, key=lambda one: order.index(one.door)),
        words=words,
    )


@public_pages.get(ONE_ROUND)
@public
def show_round(reference: str) -> ResponseReturnValue:
    """Show one round: what can be voted for, or the result and what followed."""
    found = queries.get_round(reference)
    return page(
        "rounds/show.html",
        round=found,
        proposals=found.proposals,
        tally=queries.find_tally(found),
        kinds=policy.kinds(),
        words=words,
    )


def _ballot_page(found: VoteRound, form: BallotForm) -> Response:
    answer = page(
        "rounds/vote.html",
        status=422 if form.error_list else 200,
        round=found,
        form=form,
        shown=queries.list_shown(found),
        chosen=set(form.choices.data or []),
        kinds=policy.kinds(),
        words=words,
    )
    answer.headers["Cache-Control"] = "no-store"
    return voters.give_mark(answer)


@public_pages.route(f"{ONE_ROUND}/vote", methods=["GET", "POST"])
@public
def vote(reference: str) -> ResponseReturnValue:
    """Let anyone vote once, without an account."""
    found = queries.get_round(reference)
    form = BallotForm(found, queries.list_shown(found))
    if request.method == "POST":
        try:
            services.check_open(found)
            if form.validate():
                mark = voters.get_mark()
                chosen = form.choices.data or []
                services.vote(found, chosen, mark=mark, code=form.code_told, network=bucket())
                return refresh(url_for(".show_thanks", reference=reference))
        except Refused as refusal:
            form.refuse_alone(refusal)
            found = queries.get_round(reference)
    return _ballot_page(found, form)


@public_pages.get(f"{ONE_ROUND}/voted")
@public
def show_thanks(reference: str) -> ResponseReturnValue:
    """Say that a vote was counted, and when the result comes."""
    return page("rounds/thanks.html", round=queries.get_round(reference))


def _propose(found: VoteRound, form: ProposalForm) -> RoundProposal:
    if voters.read_mark() is None:  # where the round is over, pressing again would not help
        services.check_open(found)
    return services.propose(
        found,
        text=form.text.data or "",
        kind=form.kind.data,
        mark=voters.get_mark(),
        once=form.sent_once,
        network=bucket(),
    )


@public_pages.route(f"{ONE_ROUND}/propose", methods=["GET", "POST"])
@public
def propose(reference: str) -> ResponseReturnValue:
    """Let anyone propose a product; it is read before it is shown."""
    found = queries.get_round(reference)
    form = ProposalForm(found)
    if request.method == "POST":
        try:
            if form.validate():
                made = _propose(found, form)
                return refresh(url_for(".show_round", reference=reference) + f"#p-{made.number}")
            services.check_open(found)
        except Refused as refusal:
            form.refuse_alone(refusal)
            found = queries.get_round(reference)
    return voters.give_mark(once_page("rounds/propose.html", form, round=found, words=words))
