"""Results for programmes: pages of JSON, the dictionary of fields, the manifest of a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.kernel.paging import Page
from portal.sampling.addresses import absolute
from portal.sampling.fields import FIELDS, ResultField, Words
from portal.sampling.models import SampleBatch
from portal.sampling.queries.rows import ResultRow, read_rows
from portal.tables.writing import Tally
from portal.web.locale import language

SCHEMA = "https://specs.frictionlessdata.io/schemas/table-schema.json"
IN_TABLE = frozenset({"failed_items", "values", "limits"})


def page_document(again: Mapping[str, Any], found: Page[SampleBatch], total: int) -> dict[str, Any]:
    """Return one page of results with the addresses of the pages beside it.

    ``again`` is what an address needs to ask for pages like this one.
    """
    words = Words()

    def beside(name: str, cursor: str | None) -> str | None:
        parts = {**again, name: cursor}
        return absolute(url_for("sampling.read_results", **parts)) if cursor else None

    return {
        "title": _("抽检结果"),
        "total": total,
        "page_size": len(found.items),
        "next": beside("after", found.earlier),
        "previous": beside("before", found.later),
        "fields": absolute(url_for("sampling.read_fields")),
        "results": [_document(row, words) for row in read_rows([one.id for one in found.items])],
    }


def _document(batch: ResultRow, words: Words) -> dict[str, Any]:
    told = {one.name: _coded(one, batch, words) for one in FIELDS if one.name not in IN_TABLE}
    items = [
        {
            "name": item.name,
            "value": item.value_text,
            "limit": item.limit_text,
            "ratio": item.ratio,
        }
        for item in batch.failed_items
    ]
    return {**told, "failed_items": items}


def _coded(one: ResultField, batch: ResultRow, words: Words) -> object:
    told = one.coded(batch) if one.coded else one.told(batch, words)
    return told.isoformat() if isinstance(told, date) else told


def fields_document() -> dict[str, Any]:
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
            for one in FIELDS
        ],
        "primaryKey": "reference",
        "missingValues": [""],
    }


def manifest_document(
    address: str, media_type: str, tally: Tally, etag: str | None
) -> dict[str, Any]:
    """Return what a file fetched from ``address`` holds, for checking that it came whole.

    ``etag`` is the one the file is sent with while the data stands as it stood here.
    """
    return {
        "url": absolute(address),
        "etag": etag,
        "media_type": media_type,
        "row_count": tally.row_count,
        "byte_count": tally.byte_count,
        "sha256": tally.sha256,
        "fields": absolute(url_for("sampling.read_fields")),
    }


def checking_commands() -> str:
    """Return the commands that fetch a file, its manifest and its digest, as typed in a shell."""
    table = absolute(url_for("sampling.download_csv", result="failed"))
    manifest = absolute(url_for("sampling.read_csv_manifest", result="failed"))
    return f"curl -o results.csv '{table}'\ncurl '{manifest}'\nsha256sum results.csv"
