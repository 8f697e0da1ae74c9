"""The roll at the desk: who stands on it, further terms, hours and who confirms them."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.members import queries, services, words
from portal.members.forms import HoursForm, NoteForm, TermForm
from portal.members.models import Member
from portal.members.rules import Standing, standing
from portal.places.profile import current_place
from portal.web.guards import requires
from portal.web.htmx import page, refresh

roll_pages = Blueprint("roll_desk", __name__, url_prefix="/desk/roll")
hours_pages = Blueprint("hours_desk", __name__, url_prefix="/desk/hours")
ONE_MEMBER = "/<string:card>"


@roll_pages.get("/")
@requires(Permission.MEMBER_ADMIT)
def list_members() -> ResponseReturnValue:
    """List everybody who is or was on the roll, with how they stand today."""
    today = clock.today()
    people = [
        (member, standing(member.terms, member.left_on, today)) for member in queries.list_members()
    ]
    return page(
        "members/desk/roll.html",
        people=people,
        unlisted=queries.list_unlisted(),
        regions=current_place().regions,
        words=words,
    )


def _show(member: Member, term: TermForm | None = None) -> ResponseReturnValue:
    now = standing(member.terms, member.left_on, clock.today())
    last, first_day = member.terms[-1], services.next_day(member)
    return page(
        "members/desk/member.html",
        status=422 if term else 200,
        member=member,
        standing=now,
        form=term or TermForm.of(member.kind, region=last.region, begins_on=first_day),
        may_renew=now is not Standing.LEFT and last.ends_on is not None,
        agreed=[label for consent, label in words.CONSENTS.items() if member.agrees(consent)],
        counted=queries.hours_of(member),
        regions=current_place().regions,
        words=words,
    )


@roll_pages.get(ONE_MEMBER)
@requires(Permission.MEMBER_ADMIT)
def show_member(card: str) -> ResponseReturnValue:
    """Show somebody's terms, and offer a further one."""
    return _show(queries.get_member(card))


@roll_pages.post(f"{ONE_MEMBER}/renew")
@requires(Permission.MEMBER_ADMIT)
def renew_term(card: str) -> ResponseReturnValue:
    """Give somebody a further term."""
    member = queries.get_member(card)
    form = TermForm.of(member.kind, region=None)
    if form.validate_on_submit():
        try:
            services.renew_term(member, form.wish, by=signed_in())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".show_member", card=card))
    return _show(member, form)


@hours_pages.get("/")
@requires(Permission.HOURS_RECORD)
def list_hours() -> ResponseReturnValue:
    """List the hours that wait for a second person."""
    return _list(HoursForm(formdata=None))


def _list(
    form: HoursForm, status: int = 200, *, note: NoteForm | None = None, declined: int = 0
) -> ResponseReturnValue:
    return page(
        "members/desk/hours.html",
        status=status,
        waiting=queries.list_unconfirmed(),
        form=form,
        note=note or NoteForm(formdata=None),
        declined=declined,
        me=signed_in().username,
        words=words,
    )


@hours_pages.post("/")
@requires(Permission.HOURS_RECORD)
def record_hours() -> ResponseReturnValue:
    """Write down what somebody served; another person confirms it."""
    form = HoursForm()
    if form.validate_on_submit():
        try:
            services.credit_hours(form.member, form.served, by=signed_in().actor)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".list_hours"))
    return _list(form, status=422)


@hours_pages.post("/<int:number>/confirm")
@requires(Permission.HOURS_RECORD)
def confirm_hours(number: int) -> ResponseReturnValue:
    """Confirm what somebody else wrote down."""
    services.confirm_hours(queries.get_hours(number), by=signed_in())
    return refresh(url_for(".list_hours"))


@hours_pages.post("/<int:number>/decline")
@requires(Permission.HOURS_RECORD)
def decline_hours(number: int) -> ResponseReturnValue:
    """Do not confirm what somebody else wrote down, and say why."""
    hours, form = queries.get_hours(number), NoteForm()
    if not form.validate_on_submit():
        return _list(HoursForm(formdata=None), status=422, note=form, declined=number)
    services.decline_hours(hours, note=form.note.data or "", by=signed_in())
    return refresh(url_for(".list_hours"))
