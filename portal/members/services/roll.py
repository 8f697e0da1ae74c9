"""The roll: entering, renewing, consenting, leaving. Callers commit."""

from collections.abc import Collection
from datetime import date, timedelta

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.members.models import Member, MemberApplication, MemberTerm
from portal.members.policy import level_of_area, months_of_term
from portal.members.rules import (
    STANDING_LIFECYCLE,
    Consent,
    Kind,
    Standing,
    Term,
    TermFault,
    TermWish,
    fault_of_term,
    is_fit_area,
    last_day_of,
    new_card,
    standing,
)
from portal.members.words import AREA_LEVELS, TERM_FAULTS, WORDS
from portal.places.profile import current_place

FAULT_FIELDS = {TermFault.OVERLAPS: "begins_on"}


def enter(application: MemberApplication, account: Account, wish: TermWish, by: Account) -> Member:
    """Enter somebody admitted on the roll, with a card and a first term."""
    member = Member(
        card=new_card(application.kind),
        kind=application.kind,
        account=account,
        application=application,
        joined_at=clock.now(),
    )
    db.session.add(member)
    _set_term(member, wish, by)
    if application.may_list:
        member.listed_at, member.public_name = application.consented_at, account.display_name[:60]
    return member


def check_area(kind: Kind, code: str) -> None:
    """Refuse a division that lies elsewhere, or is no area of a supervisor by the place's rule."""
    region = current_place().regions.find(code)
    if region is None:
        raise Refused(WORDS["region_unknown"], field="region")
    level = level_of_area(kind)
    if level is not None and not is_fit_area(region.kind, level):
        raise Refused(str(WORDS["area_level"]) % {"level": AREA_LEVELS[level]}, field="region")


def next_day(member: Member) -> date:
    """Return the first day a further term may begin: after the last one, today at the earliest."""
    ends_on = member.terms[-1].ends_on
    today = clock.today()
    return today if ends_on is None or ends_on < today else ends_on + timedelta(days=1)


def renew_term(member: Member, wish: TermWish, *, by: Account) -> None:
    """Give somebody on the roll, or whose term has ended, a further term.

    Raises Refused with the field; whoever left applies again.
    """
    hold(member, "left_on")
    if standing(member.terms, member.left_on, clock.today()) is Standing.LEFT:
        raise Refused(WORDS["left_already"])
    _set_term(member, wish, by)


def _set_term(member: Member, wish: TermWish, by: Account) -> None:
    check_area(member.kind, wish.region)
    months = months_of_term(member.kind)
    ends_on = last_day_of(wish.begins_on, months) if months else wish.ends_on
    term = Term(wish.region, wish.begins_on, ends_on)
    needs_end = member.kind is Kind.SUPERVISOR
    fault = fault_of_term(term, member.terms, today=clock.today(), needs_end=needs_end)
    if fault is not None:
        raise Refused(TERM_FAULTS[fault], field=FAULT_FIELDS.get(fault, "ends_on"))
    member.rows.append(
        MemberTerm(
            region=term.region,
            begins_on=term.begins_on,
            ends_on=term.ends_on,
            set_at=clock.now(),
            set_by=by.username,
        )
    )
    after = {
        "region": term.region,
        "begins_on": term.begins_on.isoformat(),
        "ends_on": term.ends_on and term.ends_on.isoformat(),
    }
    audit.record("member.term-set", subject=member.subject, by=by.actor, after=after)


def change_consents(member: Member, given: Collection[Consent], *, by: Account) -> None:
    """Take what somebody agrees to from now on; what is not among it is taken back."""
    hold(member, "left_on")
    if member.left_on is not None:
        raise Refused(WORDS["left"])
    before = _consents_of(member)
    now = clock.now()
    for consent in Consent:
        if (consent in given) != member.agrees(consent):
            setattr(member, f"{consent.value}_at", now if consent in given else None)
    member.public_name = member.account.display_name[:60] if given else ""
    after = _consents_of(member)
    if before != after:
        audit.record(
            "member.consents-changed",
            subject=member.subject,
            by=by.actor,
            before={"given": before},
            after={"given": after},
        )


def _consents_of(member: Member) -> list[str]:
    return [consent.value for consent in Consent if member.agrees(consent)]


def leave_roll(member: Member, *, by: Account) -> None:
    """Leave the roll, from today on; the name is taken off every public page at once."""
    hold(member, "left_on")
    today = clock.today()
    now = standing(member.terms, member.left_on, today)
    if not STANDING_LIFECYCLE.allows(now, Standing.LEFT):
        raise MoveRefused(now, Standing.LEFT)
    member.left_on, member.public_name = today, ""
    member.listed_at = member.signed_at = member.thanked_at = member.hours_at = None
    before, after = {"standing": now.value}, {"standing": Standing.LEFT.value}
    audit.record("member.left", subject=member.subject, by=by.actor, before=before, after=after)
