"""The desk of the list: propose, tell, hear, list, remove; two people for each listing."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.penalties import services
from portal.penalties.forms import (
    DefenceForm,
    EntryForm,
    HearingForm,
    ListingForm,
    NoticeForm,
    ReasonForm,
)
from portal.penalties.models import DishonestEntry
from portal.penalties.naming import shown_respondent
from portal.penalties.parties import named_enterprise
from portal.penalties.queries import entries
from portal.penalties.rules.entries import ENTRY_LIFECYCLE, EntryStage
from portal.penalties.telling import grounds_by_code
from portal.penalties.words import ENTRY_MARKS, ENTRY_STAGES, REMOVALS
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.steps import take_step

entries_desk = Blueprint("entries_desk", __name__, url_prefix="/desk/dishonest-list")
OPEN = (EntryStage.PROPOSED, EntryStage.NOTIFIED, EntryStage.HEARING)
ENDED = (EntryStage.LISTED, EntryStage.DROPPED, EntryStage.REMOVED)
WORDS = {"stages": ENTRY_STAGES, "marks": ENTRY_MARKS, "removals": REMOVALS}
Filled = TypeVar("Filled", bound=BaseForm)
FORMS: dict[str, type[BaseForm]] = {
    "notice": NoticeForm,
    "defence": DefenceForm,
    "hearing": HearingForm,
    "listing": ListingForm,
    "reason": ReasonForm,
}


@entries_desk.get("/")
@requires(Permission.PENALTY_READ)
def list_proposals() -> ResponseReturnValue:
    """Show what is under way, and what was decided."""
    return page(
        "penalties/desk/entries.html",
        waiting=entries.list_on_desk(OPEN),
        decided=entries.list_on_desk(ENDED),
        removal_of=entries.removal_of,
        words=WORDS,
    )


@entries_desk.get("/new")
@requires(Permission.PENALTY_RECORD)
def begin_entry() -> ResponseReturnValue:
    """Ask who is to be listed and why."""
    return page("penalties/desk/entry_form.html", form=EntryForm())


@entries_desk.post("/new")
@requires(Permission.PENALTY_RECORD)
def propose_entry() -> ResponseReturnValue:
    """Keep a proposal for a second person to decide."""
    form = EntryForm()
    if form.validate():
        try:
            enterprise = named_enterprise(form.enterprise_key.data)
            entry = services.propose_entry(form.proposal(enterprise), by=current_user.actor)
            return refresh(url_for(".show_proposal", reference=entry.reference))
        except Refused as refusal:
            form.refuse(refusal)
    return page("penalties/desk/entry_form.html", form=form, status=422)


@entries_desk.get("/<string:reference>")
@requires(Permission.PENALTY_READ)
def show_proposal(reference: str) -> ResponseReturnValue:
    """Show one entry to those who work on it."""
    return _show(entries.get_entry(reference))


@entries_desk.post("/<string:reference>/notice")
@requires(Permission.PENALTY_RECORD)
def record_notice(reference: str) -> ResponseReturnValue:
    """Record that the party was told; its time to answer begins."""

    def notify(entry: DishonestEntry, form: NoticeForm) -> None:
        days = {"notified_on": form.notified_on.data, "defence_until": form.defence_until.data}
        services.notify_party(entry, **days, by=current_user.actor)

    return _take(reference, "notice", NoticeForm, notify)


@entries_desk.post("/<string:reference>/defence")
@requires(Permission.PENALTY_RECORD)
def record_defence(reference: str) -> ResponseReturnValue:
    """Keep what the party answered."""

    def keep(entry: DishonestEntry, form: DefenceForm) -> None:
        services.record_defence(entry, defence=form.defence.data, by=current_user.actor)

    return _take(reference, "defence", DefenceForm, keep)


@entries_desk.post("/<string:reference>/hearing")
@requires(Permission.PENALTY_RECORD)
def hold_hearing(reference: str) -> ResponseReturnValue:
    """Fix the hearing."""

    def fix(entry: DishonestEntry, form: HearingForm) -> None:
        services.hold_hearing(entry, hearing_on=form.hearing_on.data, by=current_user.actor)

    return _take(reference, "hearing", HearingForm, fix)


@entries_desk.post("/<string:reference>/listing")
@requires(Permission.PENALTY_PUBLISH)
def decide_listing(reference: str) -> ResponseReturnValue:
    """List a party by a decision with its number."""

    def decide(entry: DishonestEntry, form: ListingForm) -> None:
        number, day = form.decision_number.data, form.listed_on.data
        services.list_party(entry, decision_number=number, listed_on=day, by=current_user.actor)

    return _take(reference, "listing", ListingForm, decide)


@entries_desk.post("/<string:reference>/dismissal")
@requires(Permission.PENALTY_PUBLISH)
def refuse_listing(reference: str) -> ResponseReturnValue:
    """Decide not to list a party."""
    return _end(reference, services.drop_entry)


@entries_desk.post("/<string:reference>/revocation")
@requires(Permission.PENALTY_PUBLISH)
def revoke_listing(reference: str) -> ResponseReturnValue:
    """Remove a party because its listing was revoked."""
    return _end(reference, services.revoke_entry)


def _end(reference: str, end: Callable[..., None]) -> ResponseReturnValue:
    def told(entry: DishonestEntry, form: ReasonForm) -> None:
        end(entry, reason=form.reason.data, by=current_user.actor)

    return _take(reference, "reason", ReasonForm, told)


def _take(
    reference: str,
    name: str,
    kind: type[Filled],
    step: Callable[[DishonestEntry, Filled], None],
) -> ResponseReturnValue:
    """Take one step, or show the page again with what stands in its way."""
    entry, form = entries.get_entry(reference), kind(prefix=f"{name}-")
    return take_step(
        form,
        lambda: step(entry, form),
        onward=url_for(".show_proposal", reference=reference),
        again=lambda: _show(entry, {name: form}, status=422),
    )


def _show(
    entry: DishonestEntry, sent: dict[str, BaseForm] | None = None, status: int = 200
) -> Response:
    forms = {name: kind(prefix=f"{name}-", formdata=None) for name, kind in FORMS.items()}
    return page(
        "penalties/desk/entry.html",
        status=status,
        entry=entry,
        respondent=shown_respondent(entry),
        ground=grounds_by_code().get(entry.ground),
        term=entries.term_for(entry),
        is_listed=entries.is_listed_on(entry, clock.today()),
        removal=entries.removal_of(entry),
        is_own=entry.proposed_by == current_user.username,
        moves=ENTRY_LIFECYCLE.next_stages(entry.stage),
        forms={**forms, **(sent or {})},
        errors=next(iter((sent or {}).values()), None),
        words=WORDS,
    )
