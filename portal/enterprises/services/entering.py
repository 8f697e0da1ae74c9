"""Entering enterprises, their licences and badges."""

from dataclasses import dataclass
from datetime import date

from portal.enterprises import queries, rules
from portal.enterprises.models import Enterprise, Flag, FormerName, Licence
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind
from portal.enterprises.services.noting import note
from portal.enterprises.services.spelling import spell
from portal.enterprises.words import REFUSALS
from portal.kernel import clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places.profile import current_place

HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180
NAME_LENGTH, SCOPE_LENGTH, NUMBER_LENGTH = 200, 300, 80


@dataclass(frozen=True)
class LicenceEntry:
    """A licence as somebody tells it to the register."""

    kind: str
    number: str
    scope: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Entry:
    """What the register is told about an enterprise when it is entered."""

    name: str
    kind: EnterpriseKind
    credit_code: str | None = None
    business: str = ""
    address: str = ""
    region_code: str | None = None
    coordinates: tuple[float, float] | None = None
    status: EnterpriseStatus = EnterpriseStatus.OPERATING
    source: str = ""
    licences: tuple[LicenceEntry, ...] = ()


def add_enterprise(entry: Entry, *, by: Actor, is_noted: bool = True) -> Enterprise:
    """Enter an enterprise; without ``is_noted`` the caller writes one line for many.

    Raises Refused with the field: no name, a credit code with a wrong check digit or already
    entered, a region that is none of this place's, coordinates off the globe.
    """
    name = checked_name(entry.name)
    code = checked_code(entry.credit_code)
    check_region(entry.region_code)
    latitude, longitude = checked_coordinates(entry.coordinates)
    now = clock.now()
    enterprise = Enterprise(
        reference=rules.new_reference(),
        credit_code=code,
        name=name,
        name_key=rules.name_key(name),
        kind=entry.kind,
        business=rules.plain(entry.business)[:NAME_LENGTH],
        address=rules.plain(entry.address)[:SCOPE_LENGTH],
        region_code=entry.region_code,
        status=entry.status,
        latitude=latitude,
        longitude=longitude,
        source=rules.plain(entry.source)[:NAME_LENGTH],
        added_at=now,
        changed_at=now,
    )
    db.session.add(enterprise)
    for told in entry.licences:
        enterprise.licences.append(licence_of(told))
    db.session.flush()
    spell(enterprise, name)
    if is_noted:
        note("enterprise.added", enterprise, by, after={"kind": entry.kind, "code": code})
    signals.published.send(Enterprise, record=enterprise)
    return enterprise


def rename_enterprise(
    enterprise: Enterprise, *, name: str, by: Actor, on: date | None = None
) -> None:
    """Give an enterprise its new name from ``on`` (today); the old one is kept and still found."""
    new = checked_name(name)
    if new == enterprise.name:
        return
    old = FormerName(
        enterprise=enterprise,
        name=enterprise.name,
        name_key=enterprise.name_key,
        until_on=on or clock.today(),
    )
    db.session.add(old)
    enterprise.name, enterprise.name_key = new, rules.name_key(new)
    enterprise.changed_at = clock.now()
    db.session.flush()
    spell(enterprise, new)
    # A trader's name may be a person's; the line names the row that keeps it.
    note("enterprise.renamed", enterprise, by, after={"former_name": old.id})
    signals.published.send(Enterprise, record=enterprise)


def add_former_name(enterprise: Enterprise, *, name: str, by: Actor) -> None:
    """Keep a name an enterprise once bore, nobody says until when; it is found by it again."""
    written = checked_name(name)
    old = FormerName(
        enterprise=enterprise, name=written, name_key=rules.name_key(written), until_on=None
    )
    db.session.add(old)
    enterprise.changed_at = clock.now()
    db.session.flush()
    spell(enterprise, written)
    note("enterprise.former-name-added", enterprise, by, after={"former_name": old.id})


def change_status(enterprise: Enterprise, *, status: EnterpriseStatus, by: Actor) -> None:
    """Say that an enterprise is open, has paused or has closed."""
    before = {"status": enterprise.status}
    enterprise.status, enterprise.changed_at = status, clock.now()
    db.session.flush()
    note("enterprise.status-changed", enterprise, by, before=before, after={"status": status})


def add_licence(
    enterprise: Enterprise,
    *,
    kind: str,
    number: str,
    by: Actor,
    scope: str = "",
    validity: tuple[date | None, date | None] = (None, None),
) -> Licence:
    """Enter a licence. A number that only looks odd is kept and marked (regulations.md 8).

    Raises Refused with the field: unknown kind, a number that cannot be, an end before the start.
    """
    licence = licence_of(LicenceEntry(kind, number, scope, *validity))
    enterprise.licences.append(licence)
    enterprise.changed_at = clock.now()
    after = {"kind": kind, "number": licence.number}
    note("enterprise.licence-added", enterprise, by, after=after)
    return licence


def add_flag(
    enterprise: Enterprise,
    *,
    kind: FlagKind,
    from_on: date,
    source: str,
    by: Actor,
    to_on: date | None = None,
) -> Flag:
    """Give an enterprise a badge from a day, perhaps to a day; ``source`` says who says so."""
    check_period(from_on, to_on)
    flag = Flag(
        enterprise=enterprise,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        source=rules.plain(source)[:NAME_LENGTH],
    )
    db.session.add(flag)
    note("enterprise.flag-added", enterprise, by, after={"kind": kind})
    return flag


def licence_of(told: LicenceEntry) -> Licence:
    """Return a licence as it is stored; raises Refused as ``add_licence`` does."""
    known = rules.licence_kinds().get(told.kind)
    if known is None:
        raise Refused(REFUSALS["licence_kind"], field="kind")
    written = rules.plain(told.number)
    doubt = rules.doubt_about_licence(known, written)
    if not written or (doubt is not None and known.blocks):
        raise Refused(REFUSALS["licence_number"], field="number")
    check_period(told.valid_from, told.valid_to)
    return Licence(
        kind=told.kind,
        number=written[:NUMBER_LENGTH],
        scope=rules.plain(told.scope)[:SCOPE_LENGTH],
        valid_from=told.valid_from,
        valid_to=told.valid_to,
        doubt=doubt,
    )


def checked_name(name: str) -> str:
    """Return a name as it is stored; raises Refused where there is none."""
    written = rules.plain(name)[:NAME_LENGTH]
    if not written:
        raise Refused(REFUSALS["name_missing"], field="name")
    return written


def checked_code(text: str | None) -> str | None:
    """Return a credit code as it is stored; raises Refused where it is false or taken."""
    if not text or not rules.plain(text):
        return None
    code = rules.clean_code(text)
    if code is None:
        raise Refused(REFUSALS["code_wrong"], field="credit_code")
    if queries.find_enterprise(code) is not None:
        raise Refused(REFUSALS["code_taken"], field="credit_code")
    return code


def check_region(code: str | None) -> None:
    """Refuse a region that is none of this place."""
    if code is not None and current_place().regions.find(code) is None:
        raise Refused(REFUSALS["region_unknown"], field="region_code")


def checked_coordinates(
    pair: tuple[float, float] | None,
) -> tuple[float | None, float | None]:
    """Return latitude and longitude; raises Refused where they are off the globe."""
    if pair is None:
        return None, None
    latitude, longitude = pair
    # Written so that "not a number" fails too.
    if not (abs(latitude) <= HIGHEST_LATITUDE and abs(longitude) <= HIGHEST_LONGITUDE):
        raise Refused(REFUSALS["coordinates"], field="coordinates")
    return latitude, longitude


def check_period(first: date | None, last: date | None) -> None:
    """Refuse an end before the start."""
    if first is not None and last is not None and last < first:
        raise Refused(REFUSALS["end_before_start"], field="valid_to")
