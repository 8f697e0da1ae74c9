"""Joining in: every way, applying, what became of it, and who is on the roll."""

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts.models import Account
from portal.accounts.sessions import signed_in
from portal.kernel import clock
from portal.kernel.errors import Busy, Refused
from portal.kernel.permissions import Permission
from portal.members import policy, queries, services, words
from portal.members.forms import ApplicationForm
from portal.members.policy import TERM_KEY
from portal.members.rules import Kind
from portal.members.ways import offered
from portal.places.profile import current_place
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.once_forms import once_page
from portal.web.visitors import bucket

public_pages = Blueprint("members", __name__, url_prefix="/members")
PHRASES = "science.four_you_me"


@public_pages.get("/")
@public
def show_ways() -> ResponseReturnValue:
    """Show every way to join in, and what came of it so far."""
    parameters, today = current_place().parameters, clock.today()
    return page(
        "members/ways.html",
        groups=offered(current_app.view_functions),
        kinds=words.KINDS,
        lines=words.KIND_LINES,
        roll=queries.count_roll(),
        followed=queries.count_followed(),
        smallest=queries.small_cell(),
        phrases=parameters.find(PHRASES, today),
    )


@public_pages.route("/apply", methods=["GET", "POST"])
@public
def apply() -> ResponseReturnValue:
    """Let anyone ask to join, as one kind."""
    form = ApplicationForm()
    if not form.is_submitted() and request.args.get("kind") in set(Kind):
        form.kind.data = request.args["kind"]
    if form.validate_on_submit():
        try:
            application = services.submit_application(
                form.told, network=bucket(), account=_known(), once=form.sent_once
            )
        except Busy:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".show_application", reference=application.reference))
    return once_page(
        "members/apply.html",
        form,
        lines=words.KIND_LINES,
        term=current_place().parameters.find(TERM_KEY, clock.today()),
        area=policy.level_of_area(Kind.SUPERVISOR),
        kept_days=policy.applicant_days(),
        words=words,
    )


def _known() -> Account | None:
    # Somebody on the roll who joins as one kind more keeps the account they have.
    is_member = current_user.is_authenticated and current_user.may(Permission.MEMBER_DESK)
    return signed_in() if is_member else None


@public_pages.get("/applications/<string:reference>")
@public
def show_application(reference: str) -> ResponseReturnValue:
    """Show what became of an application; nothing on the page says who sent it."""
    application = queries.get_application(reference)
    response = page("members/application.html", application=application, words=words)
    response.headers["Cache-Control"] = "no-store"
    return response


@public_pages.get("/roll")
@public
def list_roll() -> ResponseReturnValue:
    """List those on the roll who agreed to be named, and count the others."""
    return page(
        "members/roll.html",
        people=queries.list_listed(),
        counts=queries.count_roll(),
        smallest=queries.small_cell(),
        regions=current_place().regions,
        words=words,
    )


@public_pages.get("/thanks")
@public
def show_thanks() -> ResponseReturnValue:
    """Thank those who served and agreed to be thanked by name."""
    return page("members/thanks.html", people=queries.list_thanked(), words=words)


@public_pages.get("/observations/")
@public
def list_observations() -> ResponseReturnValue:
    """List what supervisors saw and what followed, once it was released."""
    return page(
        "members/observations.html",
        found=queries.page_of_published(request.args.get("before")),
        followed=queries.count_followed(),
        regions=current_place().regions,
        categories=_categories(),
    )


@public_pages.get("/observations/<string:reference>")
@public
def show_observation(reference: str) -> ResponseReturnValue:
    """Show one released observation, without the name of anybody who did not agree."""
    observation = queries.get_published(reference)
    return page(
        "members/observation.html",
        observation=observation,
        steps=[step for step in observation.steps if step.stage != "published"],
        regions=current_place().regions,
        categories=_categories(),
        words=words,
    )


def _categories() -> dict[str, object]:
    items = current_place().parameters.items("complaints.categories", clock.today())
    return {item.code: item.label for item in items}
