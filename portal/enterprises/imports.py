"""The register from a bureau's table: each row one enterprise, perhaps with one licence."""

from collections.abc import Iterator

from portal.enterprises import queries, rules, services
from portal.enterprises.models import Enterprise
from portal.enterprises.services import Entry, LicenceEntry
from portal.enterprises.table_words import COLUMNS, FAULTS, KIND_NAMES, STATUS_NAMES, TITLES
from portal.enterprises.tables import Row, TableReport, read_rows
from portal.kernel import audit
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places.profile import current_place


def import_enterprises(content: bytes, *, source: str, by: Actor) -> TableReport:
    """Enter every good row of a table; the report says what was not taken.

    An enterprise whose code, or whose name and address, is there already is a double and stays
    as it is. Raises Refused for a file as a whole, and without a source.
    """
    if not rules.plain(source):
        raise Refused(FAULTS["source_missing"], field="source")
    report, entered = TableReport(), []
    for row in _rows_of(content):
        report.read += 1
        try:
            with db.session.begin_nested():
                enterprise = _enter(row, source, by)
        except Refused as refusal:
            report.reject(row.line, refusal, TITLES)
            continue
        if enterprise is None:
            report.duplicate += 1
        else:
            report.accepted += 1
            entered.append(enterprise.reference)
    after = {"count": len(entered), "digest": audit.digest_of_rows(entered)}
    audit.record("enterprise.imported", subject="enterprise:many", by=by, after=after)
    return report


def _rows_of(content: bytes) -> Iterator[Row]:
    return read_rows(content, COLUMNS, is_header=lambda found: {"name", "kind"} <= found)


def _enter(row: Row, source: str, by: Actor) -> Enterprise | None:
    entry = _entry_of(row, source)
    if _is_known(entry):
        return None
    return services.add_enterprise(entry, by=by, is_noted=False)


def _licences_of(row: Row) -> tuple[LicenceEntry, ...]:
    number = row.text("licence_number")
    if not number:
        return ()
    kinds = rules.licence_kinds()
    names = {name: code for code, kind in kinds.items() for name in (code, kind.name["zh"])}
    wanted = names.get(row.text("licence_kind"))
    if wanted is None:
        raise Refused(FAULTS["licence_unknown"], field="licence_kind")
    dates = row.day("licence_from"), row.day("licence_to")
    return (LicenceEntry(wanted, number, "", *dates),)


def _is_known(entry: Entry) -> bool:
    code = rules.clean_code(entry.credit_code or "")
    if code is not None:
        return queries.find_enterprise(code) is not None
    namesakes = queries.list_namesakes(entry.name)
    return any(known.address == rules.plain(entry.address) for known in namesakes)


def _entry_of(row: Row, source: str) -> Entry:
    kind = KIND_NAMES.get(row.text("kind"))
    if kind is None:
        raise Refused(FAULTS["kind_unknown"], field="kind")
    status = STATUS_NAMES.get(row.text("status"))
    if status is None:
        raise Refused(FAULTS["status_unknown"], field="status")
    return Entry(
        name=row.text("name"),
        kind=kind,
        credit_code=row.text("credit_code") or None,
        business=row.text("business"),
        address=row.text("address"),
        region_code=_region_of(row),
        coordinates=_coordinates_of(row),
        status=status,
        source=source,
        licences=_licences_of(row),
    )


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
    latitude, longitude = row.text("latitude"), row.text("longitude")
    if not latitude and not longitude:
        return None
    try:
        return float(latitude), float(longitude)
    except ValueError:
        raise Refused(FAULTS["not_a_number"], field="latitude") from None
