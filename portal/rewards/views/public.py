"""Public pages: what was paid, and by which rule."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.rewards import explained, queries, words
from portal.rewards.explained import Counted
from portal.rewards.forms import CalculatorForm
from portal.web.guards import public
from portal.web.htmx import page

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
    leading = explained.leading_scheme()
    form = CalculatorForm(request.args).offer(explained.list_computable())
    counted = _counted(form) if "base" in request.args else None
    return page(
        "rewards/rules.html",
        fragment="rewards/_calculator.html",
        status=422 if form.errors else 200,
        form=form,
        counted=counted,
        leading=leading,
        schemes=explained.list_schemes(),
        examples=explained.work_examples(leading) if leading else [],
        figures_of=explained.list_figures,
        words=words,
        today=clock.today(),
    )


def _counted(form: CalculatorForm) -> Counted | None:
    """Compute what the form asks for; a refusal stands at its field."""
    if not form.validate():
        return None
    inputs = form.inputs()
    try:
        scheme = queries.get_scheme(form.scheme.data, inputs.on)
        counted = queries.count_amount(
            scheme, grade=inputs.grade, base_fen=inputs.base_fen, uplift=inputs.uplift, on=inputs.on
        )
        return explained.count_in_words(counted)
    except Refused as refusal:
        form.refuse(refusal)
        return None
