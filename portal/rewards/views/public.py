"""Public pages: what was paid, and by which rule."""

from http import HTTPStatus

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.rewards import counting, explained, queries, words
from portal.rewards.documents import computation_of, document_of
from portal.rewards.explained import Counted, count_in_words, share_in_words
from portal.rewards.forms import CalculatorForm
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.programmes import as_json, problem

rewards_pages = Blueprint("rewards", __name__, url_prefix="/rewards")


@rewards_pages.get("/")
@public
def show_register() -> ResponseReturnValue:
    """Show each year's sums; one year in detail. Never a person."""
    years = queries.list_public_years()
    asked = request.args.get("year", default=str(years[0]))
    if asked not in {str(year) for year in years}:
        raise NotFound(asked)
    return page(
        "rewards/register.html",
        totals=queries.public_totals(int(asked)),
        years=[queries.public_totals(year) for year in years],
        today=clock.today(),
        words=words,
    )


@rewards_pages.get("/rules")
@public
def show_rules() -> ResponseReturnValue:
    """Show every scheme with its numbers, examples worked out, and a calculator."""
    form = CalculatorForm(request.args).offer(explained.list_computable())
    counted = _counted(form) if "base" in request.args else None
    return page(
        "rewards/rules.html",
        fragment="rewards/_calculator.html",
        status=422 if form.errors else 200,
        form=form,
        counted=counted,
        shown=explained.list_schemes(),
        leading=explained.leading_scheme(),
        explained=explained,
        words=words,
        today=clock.today(),
    )


@rewards_pages.get("/schemes.json")
@public
def read_schemes() -> ResponseReturnValue:
    """Give a programme every scheme with its numbers and their authority."""
    found = [document_of(scheme) for scheme in explained.list_schemes()]
    return as_json({"unit": "fen", "on": clock.today().isoformat(), "schemes": found})


@rewards_pages.get("/computation.json")
@public
def read_computation() -> ResponseReturnValue:
    """Compute a reward for a programme, step by step; a problem names the input to change."""
    try:
        answer = counting.count(counting.read_asked(request.args))
    except Refused as refusal:
        status, title = HTTPStatus.UNPROCESSABLE_ENTITY, _("算不出来")
        return problem(status, title, str(refusal.reason), parameter=refusal.field)
    return as_json(computation_of(answer))


def _counted(form: CalculatorForm) -> Counted | None:
    """Compute what the form asks for; a refusal stands at its field."""
    if not form.validate():
        return None
    try:
        answer = counting.count(form.asked())
    except Refused as refusal:
        form.refuse(refusal)
        return None
    shared = share_in_words(answer.scheme, answer.computation.amount_fen, answer.shares_fen)
    return count_in_words(answer.computation, shared)
