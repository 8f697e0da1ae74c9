"""The desk of the list: propose, tell, hear, list, remove; two people for each listing."""

from collections.abc import Callable

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

entries_desk = Blueprint("entries_desk", __name__, url_prefix="/desk/dishonest-list")
OPEN = (EntryStage.PROPOSED, EntryStage.NOTIFIED, EntryStage.HEARING)
ENDED = (EntryStage.LISTED, EntryStage.DROPPED, EntryStage.REMOVED)
WORDS = {"stages": ENTRY_STAGES, "marks": ENTRY_MARKS, "removals": REMOVALS}
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
    form = NoticeForm(prefix="notice-")

    def notify(entry: DishonestEntry) -> None:
        services.notify_party(
            entry,
            notified_on=form.notified_on.data,
            defence_until=form.defence_until.data,
            by=current_user.actor,
        )

    return _take(reference, "notice", form, notify)


@entries_desk.post("/<string:reference>/defence")
@requires(Permission.PENALTY_RECORD)
def record_defence(reference: str) -> ResponseReturnValue:
    """Keep what the party answered."""
    form = DefenceForm(prefix="defence-")

    def keep(entry: DishonestEntry) -> None:
        services.record_defence(entry, defence=form.defence.data, by=current_user.actor)

    return _take(reference, "defence", form, keep)


@entries_desk.post("/<string:reference>/hearing")
@requires(Permission.PENALTY_RECORD)
def hold_hearing(reference: str) -> ResponseReturnValue:
    """Fix the hearing."""
    form = HearingForm(prefix="hearing-")

    def fix(entry: DishonestEntry) -> None:
        services.hold_hearing(entry, hearing_on=form.hearing_on.data, by=current_user.actor)

    return _take(reference, "hearing", form, fix)


@entries_desk.post("/<string:reference>/listing")
@requires(Permission.PENALTY_PUBLISH)
def decide_listing(reference: str) -> ResponseReturnValue:
    """List a party by a decision with its number."""
    form = ListingForm(prefix="listing-")

    def decide(entry: DishonestEntry) -> None:
        services.list_party(
            entry,
            decision_number=form.decision_number.data,
            listed_on=form.listed_on.data,
            by=current_user.actor,
        )

    return _take(reference, "listing", form, decide)


@entries_desk.post("/<string:reference>/dismissal")
@requires(Permission.PENALTY_PUBLISH)
def refuse_listing(reference: str) -> ResponseReturnValue:
    """Decide not to list a party."""
    form = ReasonForm(prefix="reason-")

    def drop(entry: DishonestEntry) -> None:
        services.drop_entry(entry, reason=form.reason.data, by=current_user.actor)

    return _take(reference, "reason", form, drop)


@entries_desk.post("/<string:reference>/revocation")
@requires(Permission.PENALTY_PUBLISH)
def revoke_listing(reference: str) -> ResponseReturnValue:
    """Remove a party because its listing was revoked."""
    form = ReasonForm(prefix="reason-")

    def revoke(entry: DishonestEntry) -> None:
        services.revoke_entry(entry, reason=form.reason.data, by=current_user.actor)

    return _take(reference, "reason", form, revoke)


def _take(
    reference: str, name: str, form: BaseForm, step: Callable[[DishonestEntry], None]
) -> ResponseReturnValue:
    """Take one step, or show the page again with what stands in its way."""
    entry = entries.get_entry(reference)
    if form.validate():
        try:
            step(entry)
            return refresh(url_for(".show_proposal", reference=reference))
        except Refused as refusal:
            form.refuse(refusal)
    return _show(entry, {name: form}, status=422)


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
