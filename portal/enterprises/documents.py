"""The register for programmes: pages of JSON, one enterprise, the dictionary, manifests, feeds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.enterprises.fields import fields, page_of
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import DOCUMENT_PARTS
from portal.enterprises.records import Record, read_records
from portal.enterprises.search import EnterpriseSearch
from portal.enterprises.words import KINDS, STATUSES
from portal.kernel.paging import Page
from portal.places.profile import current_place
from portal.tables.writing import Tally
from portal.web.addresses import absolute
from portal.web.feeds import Feed, FeedEntry
from portal.web.locale import language
from portal.web.reading import keepable

SCHEMA = "https://specs.frictionlessdata.io/schemas/table-schema.json"
Codes = dict[str, Any]


def rows_of(records: Iterable[Record]) -> Iterator[list[Any]]:
    """Yield the rows of a table of enterprises."""
    shown = fields()
    return ([one.told(record) for one in shown] for record in records)


def page_document(search: EnterpriseSearch, found: Page[Enterprise]) -> Codes:
    """Return one page of enterprises with the addresses of the pages beside it."""
    again = search.address_parts()

    def beside(name: str, cursor: str | None) -> str | None:
        parts = {**again, name: cursor}
        return absolute(url_for("enterprises.read_enterprises", **parts)) if cursor else None

    return {
        "title": _("企业"),
        "total": found.total,
        "page_size": len(found.items),
        "next": beside("after", found.earlier),
        "previous": beside("before", found.later),
        "fields": absolute(url_for("enterprises.read_fields")),
        "enterprises": [coded(record) for record in read_records(found.items)],
    }


def coded(record: Record) -> Codes:
    """Return one enterprise as programmes are told it."""
    return {one.name: one.code(record) for one in fields()}


def enterprise_document(enterprise: Enterprise) -> Codes:
    """Return one enterprise's page for programmes, with what the other rooms say of it."""
    (record,) = read_records([enterprise])
    parts = {name: make(enterprise) for name, make in DOCUMENT_PARTS.items()}
    return {**coded(record), **parts, "fields": absolute(url_for("enterprises.read_fields"))}


def fields_document() -> Codes:
    """Return the dictionary of fields as a Table Schema, titles in the reader's language."""
    return {
        "$schema": SCHEMA,
        "language": language(),
        "fields": [
            {
                "name": one.name,
                "title": str(one.title),
                "type": "string" if one.kind == "uri" else one.kind,
                "format": "uri" if one.kind == "uri" else "default",
                "description": str(one.note),
                "codes": {code.value: str(label) for code, label in (one.codes or {}).items()},
            }
            for one in fields()
        ],
        "primaryKey": "reference",
        "missingValues": [""],
    }


def manifest_document(address: str, media_type: str, tally: Tally, etag: str | None) -> Codes:
    """Return what a file fetched from ``address`` holds, for checking that it came whole."""
    return {
        "url": absolute(address),
        "etag": etag,
        "media_type": media_type,
        "row_count": tally.row_count,
        "byte_count": tally.byte_count,
        "sha256": tally.sha256,
        "fields": absolute(url_for("enterprises.read_fields")),
    }


def checking_commands() -> str:
    """Return the commands that fetch a file, its manifest and its digest, as typed in a shell."""
    table = absolute(url_for("enterprises.download_csv", kind="caterer"))
    manifest = absolute(url_for("enterprises.read_csv_manifest", kind="caterer"))
    fetched = f"curl -o enterprises.csv '{table}'"
    return f"{fetched}\ncurl '{manifest}'\nsha256sum enterprises.csv"


def feed_of(search: EnterpriseSearch, found: Page[Enterprise]) -> Feed:
    """Return one page of a search as a feed: what changed last comes first."""
    place, again = current_place().place, search.address_parts()
    asked = "、".join(part for part in (search.text, *search.labels) if part) or _("全部企业")
    entries = _entries(read_records(found.items))
    name = f"{place.site_name.in_(language())} · {place.name.in_(language())}"
    return Feed(
        title=keepable(f"{_('企业')}：{asked} · {name}"),
        home=absolute(url_for("enterprises.list_enterprises", **again)),
        author=place.bureau.in_(language()),
        entries=entries,
        told_at=max((entry.told_at for entry in entries), default=None),
        next_parts={**again, "after": found.earlier} if found.earlier else None,
    )


def _entries(records: Sequence[Record]) -> list[FeedEntry]:
    shown = [one for one in fields() if one.name not in {"name", "page", "source"}]
    return [
        FeedEntry(
            address=page_of(record),
            title=keepable(record.enterprise.shown_name),
            text=keepable(
                "\n".join(f"{one.title}：{told}" for one in shown if (told := one.told(record)))
            ),
            tags=[str(KINDS[record.enterprise.kind]), str(STATUSES[record.enterprise.status])],
            published_at=record.enterprise.added_at,
            told_at=record.enterprise.changed_at,
        )
        for record in records
    ]
