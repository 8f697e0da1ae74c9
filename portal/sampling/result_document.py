"""One result for programmes: its fields, items, steps, versions, and where each was read."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from portal.kernel.errors import NotFound, Withdrawn
from portal.sampling.addresses import absolute
from portal.sampling.cards import find_card
from portal.sampling.fields import FIELDS, Words
from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.queries import one_result, provenance, versions
from portal.sampling.queries.provenance import Origin
from portal.sampling.queries.rows import read_rows
from portal.sampling.queries.versions import Difference
from portal.sampling.standing_document import answer_standing
from portal.sampling.telling import disclaimer
from portal.web.filters import iso
from portal.web.programmes import as_json, problem

# Told item by item here.
IN_TABLES = frozenset({"failed_items", "values", "limits"})


def answer_document(reference: str, as_of: str | None = None) -> Response:
    """Answer with a result's data; with ``as_of``, with what it said when that day ended.

    404 where there is none, 410 with the reason if it was withdrawn.
    """
    try:
        if as_of is not None:
            return answer_standing(reference, as_of)
        batch = one_result.get_whole_result(reference)
    except Withdrawn as withdrawn:
        return problem(HTTPStatus.GONE, _("这一页已经撤回"), str(withdrawn.reason))
    except NotFound:
        return problem(HTTPStatus.NOT_FOUND, _("没有找到这一页"), _("请检查结果的编号。"))
    return as_json(document_of(batch))


def document_of(batch: SampleBatch) -> dict[str, Any]:
    """Return everything the public may read of a batch, as plain values."""
    return {
        **_fields(batch),
        "details": batch.details_shown,
        "items": [_item(item) for item in batch.items],
        "disposal_steps": _steps(batch.disposal),
        "versions": [_version(one) for one in versions.differences(batch)],
        "sources": _sources(provenance.of(batch)),
        "disclaimer": disclaimer(),
        "fields": absolute(url_for("sampling.read_fields")),
    }


def _fields(batch: SampleBatch) -> dict[str, object]:
    (row,), words = read_rows([batch.id]), Words()
    told = {
        one.name: one.coded(row) if one.coded else one.told(row, words)
        for one in FIELDS
        if one.name not in IN_TABLES
    }
    dates = {one.name for one in FIELDS if one.kind == "date"}
    return {name: iso(one) if one and name in dates else one for name, one in told.items()}  # type: ignore[arg-type]  # kind "date" is told as a day


def _item(item: TestItem) -> dict[str, object]:
    card = find_card(item.name)
    return {
        "name": item.name,
        "value": item.value_text,
        "limit": item.limit_text,
        "unit": item.unit,
        "ratio": item.ratio,
        "is_failed": item.is_failed,
        "basis": item.basis,
        "hazard": card.hazard.code if card else None,
        "card": card and absolute(url_for("sampling.show_item", code=card.code)),
    }


def _steps(disposal: Disposal | None) -> list[dict[str, object]]:
    return [
        {
            "stage": step.stage.value,
            "done_on": iso(step.done_on),
            "document": step.document,
            "note": step.note,
        }
        for step in (disposal.steps if disposal else [])
    ]


def _version(one: Difference) -> dict[str, object]:
    return {
        "version": one.version,
        "recorded_at": iso(one.recorded_at),
        "reason": one.reason,
        "changes": [
            {"field": change.field, "item": change.item, "old": change.old, "new": change.new}
            for change in one.changes
        ],
    }


def _sources(origins: Sequence[Origin]) -> list[dict[str, object]]:
    return [
        {
            "file": origin.file_name,
            "sha256": origin.sha256,
            "sheet": origin.sheet,
            "line": origin.line,
            "cell": origin.cell,
            "column": origin.title,
            "field": origin.field,
            "original": origin.original,
        }
        for origin in origins
    ]
