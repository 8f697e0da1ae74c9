"""Reads of the roll."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import Account
from portal.accounts.queries import list_accounts
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.members.models import Member
from portal.members.rules import ROLES, Kind, Standing, standing
from portal.places.profile import current_place

SMALLEST_WHERE_NOT_SET = 10


@dataclass(frozen=True)
class RollCount:
    """How many are on the roll as one kind; None where there are too few to say (1 to k - 1).

    ``unnamed`` is how many of them have not agreed to be named.
    """

    kind: Kind
    total: int | None
    named: int
    unnamed: int | None


def small_cell() -> int:
    """Return the smallest number of people that the public is told."""
    found = current_place().parameters.whole("privacy.small_cell", clock.today())
    return SMALLEST_WHERE_NOT_SET if found is None else found


def _whole(wanted: Select[Member]) -> Select[Member]:
    return wanted.options(selectinload(Member.rows), joinedload(Member.account))


def find_member(card: str) -> Member | None:
    """Return whoever has this card, if there is one; capitals and blanks do not matter."""
    number = "".join(card.split()).upper()[:20]
    return db.session.scalar(_whole(select(Member)).filter_by(card=number))


def get_member(card: str) -> Member:
    """Return whoever has this card; raises NotFound."""
    member = find_member(card)
    if member is None:
        raise NotFound(card)
    return member


def get_own_member(account: Account, card: str) -> Member:
    """Return a person's own entry on the roll; raises NotFound for somebody else's."""
    member = get_member(card)
    if member.account_id != account.id:
        raise NotFound(card)
    return member


def members_of(account: Account) -> Sequence[Member]:
    """Return a person's entries on the roll, the newest first."""
    own = _whole(select(Member)).filter_by(account_id=account.id)
    return db.session.scalars(own.order_by(Member.id.desc())).all()


def is_on_roll(account: Account, kind: Kind) -> bool:
    """Whether a person is on the roll as this kind and has not left, whatever the term says."""
    own = select(Member.id).filter_by(account_id=account.id, kind=kind, left_on=None)
    return db.session.scalar(own.limit(1)) is not None


def list_unlisted() -> Sequence[Account]:
    """Return whoever has the desk of a volunteer, supervisor or helper and no card on the roll.

    Accounts were opened before there was a roll, and an administrator may open one without it.
    """
    carded = set(db.session.scalars(select(Member.account_id)))
    roles = set(ROLES.values())
    return [
        one
        for one in list_accounts()
        if one.is_active and one.id not in carded and roles.intersection(one.roles)
    ]


def list_members(kind: Kind | None = None) -> Sequence[Member]:
    """Return everybody who is or was on the roll, those who joined last first."""
    wanted = _whole(select(Member)).order_by(Member.id.desc())
    return db.session.scalars(wanted if kind is None else wanted.filter_by(kind=kind)).all()


def _on_roll() -> Sequence[Member]:
    staying = _whole(select(Member)).where(Member.left_on.is_(None)).order_by(Member.id)
    today = clock.today()
    return [
        one
        for one in db.session.scalars(staying)
        if standing(one.terms, one.left_on, today) is Standing.ON_ROLL
    ]


def list_listed() -> Sequence[Member]:
    """Return those on the roll today who have agreed to be named."""
    return [one for one in _on_roll() if one.listed_at is not None and one.public_name]


def count_roll() -> Sequence[RollCount]:
    """Return how many are on the roll today, by kind, with small numbers kept back.

    Who is named shows anyway; how many are not is kept back where few are, and with it the sum.
    """
    people, smallest = _on_roll(), small_cell()
    found = []
    for kind in Kind:
        own = [one for one in people if one.kind is kind]
        named = sum(1 for one in own if one.listed_at is not None and one.public_name)
        rest = len(own) - named
        is_small = 0 < rest < smallest
        found.append(
            RollCount(kind, None if is_small else len(own), named, None if is_small else rest)
        )
    return found
