"""Changing what the register says of an enterprise, with what it said before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.enterprises import rules
from portal.enterprises.certificates import certificate_kinds
from portal.enterprises.models import Certificate, Enterprise, Flag, Licence, RegisterChange
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus
from portal.enterprises.services.entering import (
    NAME_LENGTH,
    NUMBER_LENGTH,
    SCOPE_LENGTH,
    LicenceEntry,
    add_licence,
    check_period,
    check_region,
    checked_code,
    checked_coordinates,
    licence_of,
    rename_enterprise,
)
from portal.enterprises.services.noting import note
from portal.enterprises.words import REFUSALS
from portal.kernel import clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused

LONGEST_TOLD = 300


@dataclass(frozen=True)
class Amendment:
    """What the register should say; None leaves a thing as it is."""

    name: str | None = None
    credit_code: str | None = None
    kind: EnterpriseKind | None = None
    business: str | None = None
    address: str | None = None
    region_code: str | None = None
    coordinates: tuple[float, float] | None = None
    status: EnterpriseStatus | None = None


@dataclass(frozen=True)
class Told:
    """One field as it was and as it is to be, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class CertificateEntry:
    """A certificate as somebody tells it to the register."""

    kind: str
    number: str = ""
    scope: str = ""
    issued_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def differences(enterprise: Enterprise, amendment: Amendment) -> list[Told]:
    """Return what an amendment would change, field by field; nothing where all is the same."""
    told = [
        _told("name", enterprise.name, _plain(amendment.name, NAME_LENGTH)),
        _told("credit_code", enterprise.credit_code, rules.clean_code(amendment.credit_code or "")),
        _told("kind", enterprise.kind, amendment.kind),
        _told("business", enterprise.business, _plain(amendment.business, NAME_LENGTH)),
        _told("address", enterprise.address, _plain(amendment.address, SCOPE_LENGTH)),
        _told("region_code", enterprise.region_code, amendment.region_code),
        _told("status", enterprise.status, amendment.status),
        _told("coordinates", _pair(coordinates_of(enterprise)), _pair(amendment.coordinates)),
    ]
    return [one for one in told if one is not None]


def coordinates_of(enterprise: Enterprise) -> tuple[float, float] | None:
    """Return where an enterprise is, or None where nobody said."""
    if enterprise.latitude is None or enterprise.longitude is None:
        return None
    return enterprise.latitude, enterprise.longitude


def _plain(text: str | None, length: int) -> str | None:
    return rules.plain(text)[:length] if text is not None else None


def _pair(coordinates: tuple[float, float] | None) -> str | None:
    return "{:.6f}, {:.6f}".format(*coordinates) if coordinates is not None else None


def _told(field: str, before: str | None, after: str | None) -> Told | None:
    if after is None or (before or "") == after:
        return None
    return Told(field, before or "", after)


def amend_enterprise(
    enterprise: Enterprise, amendment: Amendment, *, source: str, by: Actor
) -> Sequence[Told]:
    """Change what the register says; what it said before is kept with the source of the change.

    Raises Refused with the field, as ``add_enterprise`` does. Returns what was changed.
    """
    told = differences(enterprise, amendment)
    if not told:
        return told
    fields = {one.field for one in told}
    if "credit_code" in fields:
        enterprise.credit_code = checked_code(amendment.credit_code)
    if "region_code" in fields:
        check_region(amendment.region_code)
    if "coordinates" in fields:
        enterprise.latitude, enterprise.longitude = checked_coordinates(amendment.coordinates)
    if "name" in fields:
        rename_enterprise(enterprise, name=str(amendment.name), by=by)
    for field in fields & {"kind", "business", "address", "region_code", "status"}:
        setattr(enterprise, field, getattr(amendment, field))
    keep_changes(enterprise, told, source=source)
    note("enterprise.amended", enterprise, by, after={"fields": sorted(fields)})
    signals.published.send(Enterprise, record=enterprise)
    return told


def keep_changes(enterprise: Enterprise, told: Iterable[Told], *, source: str) -> None:
    """Keep what the register said before, for good."""
    now = clock.now()
    db.session.add_all(
        RegisterChange(
            enterprise_id=enterprise.id,
            changed_at=now,
            field=one.field,
            before=one.before[:LONGEST_TOLD],
            after=one.after[:LONGEST_TOLD],
            source=rules.plain(source)[:NAME_LENGTH],
        )
        for one in told
    )
    enterprise.changed_at = now
    db.session.flush()


def licence_like(enterprise: Enterprise, told: LicenceEntry) -> Licence | None:
    """Return the licence of this kind and number that an enterprise has, or None."""
    number = rules.plain(told.number)
    same = (one for one in enterprise.licences if one.kind == told.kind and one.number == number)
    return next(same, None)


def enter_licence(enterprise: Enterprise, told: LicenceEntry, *, source: str, by: Actor) -> None:
    """Enter a licence or, where it is there, change its scope and validity to what is told now.

    Raises Refused with the field, as ``add_licence`` does.
    """
    known = licence_like(enterprise, told)
    if known is not None:
        amend_licence(known, told, source=source, by=by)
        return
    validity = (told.valid_from, told.valid_to)
    add_licence(
        enterprise,
        kind=told.kind,
        number=told.number,
        by=by,
        scope=told.scope,
        validity=validity,
    )


def amend_licence(licence: Licence, told: LicenceEntry, *, source: str, by: Actor) -> None:
    """Change the scope or the validity of a licence; raises Refused as ``add_licence`` does."""
    new = licence_of(told)
    before = _period(licence.valid_from, licence.valid_to, licence.scope)
    licence.scope = new.scope or licence.scope
    licence.valid_from = told.valid_from or licence.valid_from
    licence.valid_to = told.valid_to or licence.valid_to
    check_period(licence.valid_from, licence.valid_to)
    after = _period(licence.valid_from, licence.valid_to, licence.scope)
    enterprise = licence.enterprise
    if after == before:
        return
    keep_changes(enterprise, [Told(f"licence:{licence.number}", before, after)], source=source)
    note("enterprise.licence-amended", enterprise, by, after={"number": licence.number})


def _period(first: date | None, last: date | None, scope: str) -> str:
    return f"{first or '…'} – {last or '…'} {scope}".strip()


def add_certificate(
    enterprise: Enterprise, told: CertificateEntry, *, source: str, by: Actor
) -> Certificate:
    """Enter a certificate; raises Refused with the field: unknown kind, an end before the start."""
    if told.kind not in certificate_kinds():
        raise Refused(REFUSALS["certificate_kind"], field="kind")
    check_period(told.valid_from, told.valid_to)
    certificate = Certificate(
        kind=told.kind,
        number=rules.plain(told.number)[:NUMBER_LENGTH],
        scope=rules.plain(told.scope)[:SCOPE_LENGTH],
        issued_by=rules.plain(told.issued_by)[:NAME_LENGTH],
        valid_from=told.valid_from,
        valid_to=told.valid_to,
        source=rules.plain(source)[:NAME_LENGTH],
    )
    enterprise.certificates.append(certificate)
    enterprise.changed_at = clock.now()
    db.session.flush()
    note("enterprise.certificate-added", enterprise, by, after={"kind": told.kind})
    return certificate


def amend_certificate(
    certificate: Certificate, told: CertificateEntry, *, source: str, by: Actor
) -> None:
    """Change the validity or scope of a certificate; raises Refused for an end before the start."""
    before = _period(certificate.valid_from, certificate.valid_to, certificate.scope)
    certificate.scope = rules.plain(told.scope)[:SCOPE_LENGTH] or certificate.scope
    certificate.issued_by = rules.plain(told.issued_by)[:NAME_LENGTH] or certificate.issued_by
    certificate.valid_from = told.valid_from or certificate.valid_from
    certificate.valid_to = told.valid_to or certificate.valid_to
    check_period(certificate.valid_from, certificate.valid_to)
    after = _period(certificate.valid_from, certificate.valid_to, certificate.scope)
    field = f"certificate:{certificate.kind}"
    keep_changes(certificate.enterprise, [Told(field, before, after)], source=source)
    note("enterprise.certificate-amended", certificate.enterprise, by, after={"kind": told.kind})


def end_flag(flag: Flag, *, to_on: date, source: str, by: Actor) -> None:
    """Say until which day a badge is carried; raises Refused for an end before the start."""
    check_period(flag.from_on, to_on)
    told = Told(f"flag:{flag.kind}", str(flag.to_on or ""), str(to_on))
    flag.to_on = to_on
    keep_changes(flag.enterprise, [told], source=source)
    note("enterprise.flag-ended", flag.enterprise, by, after={"kind": flag.kind})
