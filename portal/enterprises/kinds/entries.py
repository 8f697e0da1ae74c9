"""The register's own table: one row for an enterprise, or several that tell several licences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from portal.enterprises import rules, services
from portal.enterprises.kinds.belongings import licence_differences, read_licence_kind
from portal.enterprises.kinds.reading import fields_in, kind_in, status_in
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseStatus
from portal.enterprises.services import Amendment, Entry, LicenceEntry
from portal.enterprises.services.entering import checked_coordinates, licence_of
from portal.enterprises.table_words import FAULTS, SHOWN
from portal.enterprises.words import KINDS, STATUSES
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.places.rules import Text
from portal.tables.kinds import Origin, TableKind
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, Difference, Verdict, changed

MAY_BE_LEFT_OUT = (
    "credit_code",
    "business",
    "address",
    "region_code",
    "coordinates",
    "status",
)


@dataclass(frozen=True)
class Told:
    """An enterprise as a table tells it; ``fields`` are those that its row says something of."""

    entry: Entry
    fields: frozenset[str]
    former_names: tuple[str, ...] = ()

    @property
    def amendment(self) -> Amendment:
        """What the register should say now; what the row leaves out stays as it is."""
        told = {name: getattr(self.entry, name) for name in self.fields}
        return Amendment(name=self.entry.name, kind=self.entry.kind, **told)


def read_entry(row: Row) -> Told:
    """Return the enterprise of a row, with the licences of the rows that tell more of them.

    Raises Refused with the field, also where two rows tell different things of one enterprise.
    """
    first = _read_one(row)
    licences = list(first.entry.licences)
    for other in map(_read_one, row.more):
        if replace(other.entry, licences=()) != replace(first.entry, licences=()):
            raise Refused(FAULTS["rows_differ"], field="name")
        licences += [one for one in other.entry.licences if one not in licences]
    return replace(first, entry=replace(first.entry, licences=tuple(licences)))


def _read_one(row: Row) -> Told:
    kind = kind_in(row.text("kind"))
    if kind is None:
        raise Refused(FAULTS["kind_unknown"], field="kind")
    status = status_in(row.text("status")) if row.text("status") else None
    if row.text("status") and status is None:
        raise Refused(FAULTS["status_unknown"], field="status")
    code = row.text("credit_code")
    if code and rules.clean_code(code) is None:
        raise Refused(FAULTS["code_wrong"], field="credit_code")
    entry = Entry(
        name=row.text("name"),
        kind=kind,
        credit_code=rules.clean_code(code),
        business=row.text("business"),
        address=row.text("address"),
        region_code=_region_of(row),
        coordinates=_coordinates_of(row),
        status=status or EnterpriseStatus.OPERATING,
        licences=_licences_of(row),
    )
    said = {name for name in MAY_BE_LEFT_OUT if getattr(entry, name)}
    said -= set() if status else {"status"}
    former = row.text("former_name")
    return Told(entry, frozenset(said), (former,) if former else ())


def _region_of(row: Row) -> str | None:
    wanted = row.text("region")
    if not wanted:
        return None
    regions = current_place().regions
    known = {name: region.code for region in regions for name in (region.code, region.name.zh)}
    if wanted not in known:
        raise Refused(FAULTS["region_unknown"], field="region")
    return known[wanted]


def _coordinates_of(row: Row) -> tuple[float, float] | None:
    latitude, longitude = row.number("latitude"), row.number("longitude")
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        field = "latitude" if latitude is None else "longitude"
        raise Refused(FAULTS["half_a_place"], field=field)
    pair = float(latitude), float(longitude)
    checked_coordinates(pair)
    return pair


def _licences_of(row: Row) -> tuple[LicenceEntry, ...]:
    number = row.text("licence_number")
    if not number:
        return ()
    told = LicenceEntry(
        read_licence_kind(row, "licence_kind"),
        number,
        row.text("licence_scope"),
        row.day("licence_from"),
        row.day("licence_to"),
    )
    licence_of(told)
    return (told,)


def group_of(row: Row) -> str:
    """Return what the rows of one enterprise share: its code, or else its name and address."""
    code = rules.clean_code(row.text("credit_code"))
    return code or f"{rules.name_key(row.text('name'))}|{rules.name_key(row.text('address'))}"


def key_of(told: Told) -> str:
    """Return what tells one enterprise of a file from the next."""
    entry = told.entry
    return entry.credit_code or f"{rules.name_key(entry.name)}|{rules.name_key(entry.address)}"


def known_of(records: Sequence[Told]) -> list[Enterprise | None]:
    """Return the entry of each record that the register has, by code, else by name and address."""
    codes = {one.entry.credit_code for one in records if one.entry.credit_code}
    names = {rules.name_key(one.entry.name) for one in records}
    asked = (
        select(Enterprise)
        .where(
            or_(Enterprise.credit_code.in_(codes), Enterprise.name_key.in_(names)),
            Enterprise.merged_into_id.is_(None),
        )
        .options(selectinload(Enterprise.licences), selectinload(Enterprise.former_names))
    )
    found = db.session.scalars(asked.order_by(Enterprise.id)).all()
    by_code = {one.credit_code: one for one in found if one.credit_code}
    return [_known(one.entry, by_code, found) for one in records]


def _known(
    entry: Entry, by_code: dict[str, Enterprise], found: Sequence[Enterprise]
) -> Enterprise | None:
    if entry.credit_code and entry.credit_code in by_code:
        return by_code[entry.credit_code]
    key, address = rules.name_key(entry.name), rules.name_key(entry.address)
    namesakes = [
        one
        for one in found
        if one.name_key == key
        and not (one.credit_code and entry.credit_code)
        and (not address or rules.name_key(one.address) in {"", address})
    ]
    return namesakes[0] if len(namesakes) == 1 else None


def judge_entries(records: Sequence[Told], _origin: Origin) -> list[Verdict]:
    """Say of each enterprise whether it is new, and what its row would change."""
    return [
        NEW if known is None else changed(*_differences(known, told))
        for known, told in zip(known_of(records), records, strict=True)
    ]


def _differences(known: Enterprise, told: Told) -> Iterator[Difference]:
    for one in services.differences(known, told.amendment):
        before, after = _shown(one.field, one.before), _shown(one.field, one.after)
        yield Difference(str(SHOWN[one.field]), before, after)
    for name in _new_former_names(known, told):
        yield Difference(str(SHOWN["former_name"]), "", name)
    for licence in told.entry.licences:
        yield from licence_differences(known, licence)


def _shown(field: str, value: str) -> str:
    words: dict[str, dict[str, str]] = {
        "kind": {kind.value: str(name) for kind, name in KINDS.items()},
        "status": {status.value: str(name) for status, name in STATUSES.items()},
        "region_code": {one.code: one.name.zh for one in current_place().regions},
    }
    return words.get(field, {}).get(value, value)


def _new_former_names(known: Enterprise, told: Told) -> Iterator[str]:
    borne = {known.name_key, *(one.name_key for one in known.former_names)}
    return (name for name in told.former_names if rules.name_key(name) not in borne)


def add_entries(records: Sequence[Told], origin: Origin) -> None:
    """Enter the new enterprises and change the known ones; what was said before is kept."""
    for known, told in zip(known_of(records), records, strict=True):
        enterprise = known
        if enterprise is None:
            entry = replace(told.entry, source=origin.source)
            enterprise = services.add_enterprise(entry, by=origin.by, is_noted=False)
        else:
            amendment = told.amendment
            services.amend_enterprise(enterprise, amendment, source=origin.source, by=origin.by)
            for licence in told.entry.licences:
                services.enter_licence(enterprise, licence, source=origin.source, by=origin.by)
        for name in tuple(_new_former_names(enterprise, told)):
            services.add_former_name(enterprise, name=name, by=origin.by)


ENTRIES = TableKind(
    code="enterprises",
    title=Text("经营主体名录", "Register of enterprises"),
    fields=fields_in("enterprises.yaml", "row"),
    permission=Permission.ENTERPRISE_EDIT,
    read=read_entry,
    judge=judge_entries,
    add=add_entries,
    key=key_of,
    group=group_of,
    refers={
        "number": "licence_number",
        "valid_to": "licence_to",
        "coordinates": "latitude",
        "region_code": "region",
    },
)
