"""Tables of what belongs to enterprises: licences, certificates, badges."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.enterprises import rules, services
from portal.enterprises.certificates import certificate_code, certificate_kinds
from portal.enterprises.kinds.parties import (
    enterprises_of,
    hold_parties,
    judged_by_party,
    party_fields,
    party_of,
)
from portal.enterprises.kinds.reading import fields_in, flag_in
from portal.enterprises.matching import Party
from portal.enterprises.models import Certificate, Enterprise, Flag
from portal.enterprises.rules import FlagKind
from portal.enterprises.services import CertificateEntry, LicenceEntry
from portal.enterprises.table_words import FAULTS, SHOWN
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.rules import Text
from portal.tables.kinds import Origin, TableKind
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, Difference, Verdict, changed


@dataclass(frozen=True)
class OwnLicence:
    """A licence and whose it is."""

    party: Party
    entry: LicenceEntry


@dataclass(frozen=True)
class OwnCertificate:
    """A certificate and whose it is."""

    party: Party
    entry: CertificateEntry


@dataclass(frozen=True)
class OwnFlag:
    """A badge and whose it is."""

    party: Party
    kind: FlagKind
    from_on: date
    to_on: date | None


Judge = Callable[[Enterprise, Any, Origin], Verdict]


def check_order(first: date | None, last: date | None) -> None:
    """Refuse an end before the start, at the column of the end."""
    if first is not None and last is not None and last < first:
        raise Refused(FAULTS["end_before_start"], field="valid_to")


def read_licence_kind(row: Row, field: str) -> str:
    """Return the code of the kind of licence a cell names; raises Refused with the field."""
    kinds = rules.licence_kinds()
    names = {
        rules.name_key(name): code
        for code, kind in kinds.items()
        for name in (code, kind.name["zh"], kind.name["en"])
    }
    found = names.get(rules.name_key(row.text(field)))
    if found is None:
        raise Refused(FAULTS["licence_unknown"], field=field)
    return found


def read_licence(row: Row) -> OwnLicence:
    """Return the licence of a row; raises Refused with the field."""
    kind, number = read_licence_kind(row, "kind"), row.text("number")
    known = rules.licence_kinds()[kind]
    if known.blocks and rules.doubt_about_licence(known, number) is not None:
        raise Refused(FAULTS["licence_false"], field="number")
    first, last = row.day("valid_from"), row.day("valid_to")
    check_order(first, last)
    return OwnLicence(party_of(row), LicenceEntry(kind, number, row.text("scope"), first, last))


def licence_differences(known: Enterprise, told: LicenceEntry) -> Iterator[Difference]:
    """Yield what a licence would change of an enterprise's licences."""
    title = str(rules.licence_kinds()[told.kind].name["zh"])
    licence = services.licence_like(known, told)
    if licence is None:
        yield Difference(title, "", told.number)
        return
    for field in ("valid_from", "valid_to", "scope"):
        new, old = getattr(told, field), getattr(licence, field)
        if new and new != old:
            yield Difference(f"{told.number} {SHOWN[field]}", str(old or ""), str(new))


def judge_licence(known: Enterprise, told: OwnLicence, _origin: Origin) -> Verdict:
    """Say whether a licence is new, and what it would change."""
    if services.licence_like(known, told.entry) is None:
        return NEW
    return changed(*licence_differences(known, told.entry))


def add_licences(records: Sequence[OwnLicence], origin: Origin) -> None:
    """Enter licences, or change their validity and scope."""
    for enterprise, told in zip(enterprises_of(records), records, strict=True):
        if enterprise is not None:
            services.enter_licence(enterprise, told.entry, source=origin.source, by=origin.by)


def read_certificate(row: Row) -> OwnCertificate:
    """Return the certificate of a row; raises Refused with the field."""
    kind = certificate_code(row.text("kind"))
    if kind is None:
        raise Refused(FAULTS["certificate_unknown"], field="kind")
    first, last = row.day("valid_from"), row.day("valid_to")
    check_order(first, last)
    number, scope, issued_by = row.text("number"), row.text("scope"), row.text("issued_by")
    entry = CertificateEntry(kind, number, scope, issued_by, first, last)
    return OwnCertificate(party_of(row), entry)


def _certificate_like(known: Enterprise, told: CertificateEntry) -> Certificate | None:
    """Return the certificate that is meant: of its kind, with its number or its first day."""
    for one in known.certificates:
        by_number = bool(told.number) and one.number == told.number
        by_day = not told.number and not one.number and one.valid_from == told.valid_from
        if one.kind == told.kind and (by_number or by_day):
            return one
    return None


def judge_certificate(known: Enterprise, told: OwnCertificate, _origin: Origin) -> Verdict:
    """Say whether a certificate is new, and what it would change."""
    certificate = _certificate_like(known, told.entry)
    if certificate is None:
        return NEW
    title = certificate_kinds()[told.entry.kind].zh
    fields = ("valid_from", "valid_to", "scope", "issued_by")
    pairs = ((one, getattr(certificate, one), getattr(told.entry, one)) for one in fields)
    return changed(
        *(
            Difference(f"{title} {SHOWN[field]}", str(old or ""), str(new))
            for field, old, new in pairs
            if new
        )
    )


def add_certificates(records: Sequence[OwnCertificate], origin: Origin) -> None:
    """Enter certificates, or change their validity and scope."""
    for enterprise, told in zip(enterprises_of(records), records, strict=True):
        if enterprise is None:
            continue
        known = _certificate_like(enterprise, told.entry)
        source, by = origin.source, origin.by
        if known is None:
            services.add_certificate(enterprise, told.entry, source=source, by=by)
        else:
            services.amend_certificate(known, told.entry, source=source, by=by)


def read_flag(row: Row) -> OwnFlag:
    """Return the badge of a row; raises Refused with the field."""
    kind = flag_in(row.text("kind"))
    if kind is None:
        raise Refused(FAULTS["flag_unknown"], field="kind")
    first, last = row.day("valid_from"), row.day("valid_to")
    if first is None:
        raise Refused(FAULTS["day_missing"], field="valid_from")
    check_order(first, last)
    return OwnFlag(party_of(row), kind, first, last)


def _flag_like(known: Enterprise, told: OwnFlag) -> Flag | None:
    return next(
        (one for one in known.flags if one.kind is told.kind and one.from_on == told.from_on),
        None,
    )


def judge_flag(known: Enterprise, told: OwnFlag, _origin: Origin) -> Verdict:
    """Say whether a badge is new, and whether its last day changes."""
    flag = _flag_like(known, told)
    if flag is None:
        return NEW
    if told.to_on is None:
        return changed()
    return changed(Difference(str(SHOWN["valid_to"]), str(flag.to_on or ""), str(told.to_on)))


def add_flags(records: Sequence[OwnFlag], origin: Origin) -> None:
    """Give badges, or say until which day they are carried."""
    for enterprise, told in zip(enterprises_of(records), records, strict=True):
        if enterprise is None:
            continue
        known = _flag_like(enterprise, told)
        if known is not None and told.to_on is not None:
            services.end_flag(known, to_on=told.to_on, source=origin.source, by=origin.by)
        elif known is None:
            services.add_flag(
                enterprise,
                kind=told.kind,
                from_on=told.from_on,
                to_on=told.to_on,
                source=origin.source,
                by=origin.by,
            )


def _key(told: OwnLicence | OwnCertificate | OwnFlag) -> str:
    whose = told.party[1] or rules.name_key(told.party[0])
    if isinstance(told, OwnFlag):
        return f"{whose}|{told.kind}|{told.from_on}"
    number = told.entry.number or str(told.entry.valid_from)
    return f"{whose}|{told.entry.kind}|{number}"


def _belongings(code: str, title: Text, short: str, judge: Judge, **does: Any) -> TableKind:
    """Return a table of what belongs to enterprises: its rows name whose each is."""
    return TableKind(
        code=code,
        title=title,
        fields=(*party_fields(), *fields_in("belongings.yaml", code)),
        permission=Permission.ENTERPRISE_EDIT,
        judge=judged_by_party(judge),
        key=_key,
        hold=hold_parties(short),
        **does,
    )


LICENCES = _belongings(
    "licences",
    Text("许可与备案", "Licences and filings"),
    "许可与备案",
    judge_licence,
    read=read_licence,
    add=add_licences,
)
CERTIFICATES = _belongings(
    "certificates",
    Text("认证证书", "Certificates"),
    "认证证书",
    judge_certificate,
    read=read_certificate,
    add=add_certificates,
)
FLAGS = _belongings(
    "flags",
    Text("标识（阳光厨房、5S、食责险等）", "Badges (sunshine kitchen, 5S, insurance …)"),
    "标识",
    judge_flag,
    read=read_flag,
    add=add_flags,
)
