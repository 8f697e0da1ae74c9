"""The desk page of somebody on the roll: term, area, consents, hours, observations."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.members import certificate, queries, services, words
from portal.members.forms import ConsentForm, ObservationForm
from portal.members.models import Observation
from portal.members.rules import Kind, Standing, Term, standing
from portal.places.profile import current_place
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.sealed_downloads import attachment_answer

own_pages = Blueprint("membership", __name__, url_prefix="/desk/membership")
ONE = "/<string:card>"
ONE_OBSERVATION = "/observations/<string:reference>"


@own_pages.get("/")
@requires(Permission.MEMBER_DESK)
def show_own() -> ResponseReturnValue:
    """Show how one stands on the roll, and what one has done."""
    account, today = signed_in(), clock.today()
    members = queries.members_of(account)
    return page(
        "members/own/home.html",
        entries=[
            {
                "member": member,
                "standing": standing(member.terms, member.left_on, today),
                "form": ConsentForm.of(member),
                "counted": queries.hours_of(member),
                "hours": queries.list_hours(member),
            }
            for member in members
        ],
        observations=queries.list_observations_of(account),
        regions=current_place().regions,
        Standing=Standing,
        words=words,
    )


@own_pages.post(f"{ONE}/consents")
@requires(Permission.MEMBER_DESK)
def change_consents(card: str) -> ResponseReturnValue:
    """Agree to something, or take it back."""
    member = queries.get_own_member(signed_in(), card)
    form = ConsentForm()
    services.change_consents(member, form.given, by=signed_in())
    return refresh(url_for(".show_own"))


@own_pages.post(f"{ONE}/leave")
@requires(Permission.MEMBER_DESK)
def leave_roll(card: str) -> ResponseReturnValue:
    """Leave the roll by oneself."""
    services.leave_roll(queries.get_own_member(signed_in(), card), by=signed_in())
    return refresh(url_for(".show_own"))


@own_pages.get(f"{ONE}/certificate.pdf")
@requires(Permission.MEMBER_DESK)
def download_certificate(card: str) -> ResponseReturnValue:
    """Give somebody a sheet about their own confirmed hours."""
    member = queries.get_own_member(signed_in(), card)
    answer = Response(certificate.print_hours(member), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="hours-{member.card}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _terms_today() -> list[Term]:
    today = clock.today()
    own = [one for one in queries.members_of(signed_in()) if one.kind is Kind.SUPERVISOR]
    active = [one for one in own if standing(one.terms, one.left_on, today) is Standing.ON_ROLL]
    return [term for one in active for term in one.terms if term.holds(today)]


@own_pages.route("/observations/new", methods=["GET", "POST"])
@requires(Permission.OBSERVATION_SEND)
def submit_observation() -> ResponseReturnValue:
    """Take what a supervisor saw; what is no supervision goes on as a tip, with its receipt."""
    terms = _terms_today()
    first = {"seen_on": clock.today(), "region": terms[0].region if terms else None}
    form = ObservationForm(data=first)
    if form.validate_on_submit():
        try:
            sent = services.send_observation(
                form.seen, token=form.ticket.data or "", by=signed_in(), photos=form.files.checked
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _answer(sent)
    return page(
        "members/own/observe.html",
        status=422 if form.error_list else 200,
        form=form,
        limits=form.files.limits(),
        terms=terms,
        regions=current_place().regions,
    )


def _answer(sent: services.Sent) -> ResponseReturnValue:
    if isinstance(sent, Observation):
        return refresh(url_for(".show_observation", reference=sent.reference))
    ground, receipt = sent
    answer = page("members/own/tip.html", ground=words.GROUNDS[ground], receipt=receipt)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@own_pages.get(ONE_OBSERVATION)
@requires(Permission.MEMBER_DESK)
def show_observation(reference: str) -> ResponseReturnValue:
    """Show somebody what followed from what they saw."""
    return page(
        "members/own/observation.html",
        observation=_own(reference),
        regions=current_place().regions,
        words=words,
    )


@own_pages.get(f"{ONE_OBSERVATION}/photos/<int:number>")
@requires(Permission.MEMBER_DESK)
def download_photo(reference: str, number: int) -> ResponseReturnValue:
    """Give somebody their own photo back, as it is kept."""
    photo = queries.find_photo(_own(reference), number)
    return attachment_answer(queries.read_photo(photo), photo.media_type)


def _own(reference: str) -> Observation:
    observation = queries.get_observation(reference)
    if observation.member.account_id != signed_in().id:
        raise NotFound(reference)
    return observation
