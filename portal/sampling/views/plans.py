"""Sampling plans: what was planned beside what was done, and the desk that enters them."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.sampling import services, telling
from portal.sampling.models import SamplingPlan
from portal.sampling.plan_forms import PlanForm
from portal.sampling.queries import planning
from portal.sampling.rules.planning import FIRST_YEAR, LAST_YEAR
from portal.sampling.views.imports import sampling_desk
from portal.sampling.words import DOMAINS, KINDS, STAGES
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh

plan_pages = Blueprint("plans", __name__)
WORDS = {"kinds": KINDS, "domains": DOMAINS, "stages": STAGES}


def _year_told(years: list[int]) -> int | None:
    told = request.args.get("year", "")
    if not told:
        return years[0] if years else clock.today().year
    is_year = told.isascii() and told.isdigit() and FIRST_YEAR <= int(told[:9]) <= LAST_YEAR
    return int(told) if is_year else None


@plan_pages.get("/sampling/plans/")
@public
def list_plans() -> ResponseReturnValue:
    """Show a year's plan line by line, beside what is done of it."""
    years = list(planning.list_plan_years())
    year = _year_told(years)
    if year is None:
        return page("sampling/plans_unknown.html", years=years, status=400)
    lines = planning.list_plans(year)
    return page(
        "sampling/plans.html",
        year=year,
        years=years,
        lines=lines,
        planned=sum(line.plan.planned_count for line in lines),
        departments=current_place().departments,
        telling=telling,
        words=WORDS,
    )


@plan_pages.get("/sampling/plans/<string:reference>")
@public
def show_plan(reference: str) -> ResponseReturnValue:
    """Show one line of a plan and how it was changed."""
    plan = planning.get_plan(reference)
    done = next((line.done for line in planning.list_plans(plan.year) if line.plan is plan), 0)
    return page(
        "sampling/plan.html",
        plan=plan,
        done=done,
        departments=current_place().departments,
        telling=telling,
        may_manage=current_user.may(Permission.SAMPLING_PUBLISH),
        words=WORDS,
    )


def _form_page(form: PlanForm, *, plan: SamplingPlan | None = None, status: int = 200) -> Response:
    return page("sampling/desk/plan_form.html", form=form, plan=plan, status=status)


@sampling_desk.get("/plans/new")
@requires(Permission.SAMPLING_PUBLISH)
def begin_plan() -> ResponseReturnValue:
    """Ask what is planned."""
    return _form_page(PlanForm())


@sampling_desk.post("/plans/new")
@requires(Permission.SAMPLING_PUBLISH)
def create_plan() -> ResponseReturnValue:
    """Enter one line of a plan."""
    form = PlanForm()
    if not form.validate():
        return _form_page(form, status=422)
    try:
        plan = services.create_plan(form.told(), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _form_page(form, status=422)
    return refresh(url_for("plans.show_plan", reference=plan.reference))


@sampling_desk.get("/plans/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def edit_plan(reference: str) -> ResponseReturnValue:
    """Ask what of a plan changes."""
    plan = planning.get_plan(reference)
    return _form_page(PlanForm.of(plan), plan=plan)


@sampling_desk.post("/plans/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def update_plan(reference: str) -> ResponseReturnValue:
    """Change what a plan says; the old version is kept."""
    plan, form = planning.get_plan(reference), PlanForm()
    if not form.validate():
        return _form_page(form, plan=plan, status=422)
    try:
        services.amend_plan(plan, form.told(), note=form.note.data or "", by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _form_page(form, plan=plan, status=422)
    return refresh(url_for("plans.show_plan", reference=plan.reference))
