"""What takes place, signing up for it, and the page of the receipt."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.events import policy, queries, services, words
from portal.events.forms import SignUpForm
from portal.events.models import EventSeats, EventSignUp
from portal.events.rules import Door
from portal.kernel.errors import NotFound, Refused
from portal.science.rules import columns
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.once_forms import once_page
from portal.web.visitors import bucket

public_pages = Blueprint("events", __name__, url_prefix="/events")
OTHERS_SHOWN = 4
OPEN_DOORS = frozenset({Door.OPEN, Door.WAITING_LIST})
ONE_SIGN_UP = "/sign-ups/<string:reference>"


def _others(slug: str) -> list[queries.Card]:
    upcoming = queries.list_upcoming(language(), limit=OTHERS_SHOWN + 1)
    return [card for card in upcoming if card.article.slug != slug][:OTHERS_SHOWN]


@public_pages.get("/")
@public
def list_events() -> ResponseReturnValue:
    """Show what takes place next, what is over, and how to keep both in a calendar."""
    return page(
        "events/list.html",
        upcoming=queries.list_upcoming(language()),
        past=queries.list_past(language()),
        columns={code: column for code, column in columns().items() if column.has_event},
        words=words,
    )


@public_pages.get("/<string:slug>")
@public
def show_event(slug: str) -> ResponseReturnValue:
    """Show one event: when, where, how many seats are left, and how to come."""
    card = queries.get_card(slug, language())
    return page(
        "events/show.html",
        card=card,
        column=columns()[card.article.column],
        others=_others(slug),
        most=policy.group_most(),
        words=words,
    )


def _form(seats: EventSeats, door: Door | None) -> SignUpForm:
    first = {"waits": door is Door.WAITING_LIST}
    return SignUpForm(helpers_wanted=seats.helpers_wanted, data=first)


@public_pages.route("/<string:slug>/sign-up", methods=["GET", "POST"])
@public
def sign_up(slug: str) -> ResponseReturnValue:
    """Let anyone sign up, without an account."""
    card = queries.get_card(slug, language())
    if (seats := card.seats) is None:
        raise NotFound(slug)
    form = _form(seats, card.door)
    if form.is_submitted():
        try:
            if form.validate():
                made = services.sign_up(slug, form.facts, once=form.sent_once, network=bucket())
                return refresh(url_for(".show_sign_up", reference=made.reference))
            services.check_open(card)
        except Refused as refusal:
            form.refuse_alone(refusal)
            card = queries.get_card(slug, language())
    return once_page(
        "events/sign_up.html",
        form,
        card=card,
        is_open=card.door in OPEN_DOORS,
        others=_others(slug),
        most=policy.group_most(),
        days=policy.contact_days(),
        words=words,
    )


def _show(sign_up: EventSignUp, refusal: Refused | None = None) -> ResponseReturnValue:
    event = sign_up.event
    answer = page(
        "events/sign_up_receipt.html",
        status=422 if refusal else 200,
        sign_up=sign_up,
        event=event,
        card=queries.find_card(event.slug, language()),
        standing=queries.standing_of(sign_up),
        has_begun=queries.has_begun(event),
        refusal=refusal.reason if refusal else "",
        words=words,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@public_pages.get("/sign-ups/")
@public
def find_sign_up() -> ResponseReturnValue:
    """Lead whoever has a receipt number to its page."""
    told = request.args.get("reference", "").strip()
    if not told:
        return page("events/find_sign_up.html", told="", is_unknown=False)
    try:
        found = queries.get_sign_up(told)
    except NotFound:
        return page("events/find_sign_up.html", told=told[:40], is_unknown=True, status=404)
    return refresh(url_for(".show_sign_up", reference=found.reference))


@public_pages.get(ONE_SIGN_UP)
@public
def show_sign_up(reference: str) -> ResponseReturnValue:
    """Show what became of a sign-up; nothing on the page says who sent it."""
    return _show(queries.get_sign_up(reference))


@public_pages.post(f"{ONE_SIGN_UP}/cancel")
@public
def cancel_sign_up(reference: str) -> ResponseReturnValue:
    """Leave again; the seats go to the waiting list."""
    try:
        services.cancel_sign_up(reference)
    except NotFound:
        raise
    except Refused as refusal:
        return _show(queries.get_sign_up(reference), refusal)
    return refresh(url_for(".show_sign_up", reference=reference))
