"""Keeping what a file says otherwise as proposals, one for each batch; a reviewer decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from portal.kernel import bulk
from portal.kernel.db import db
from portal.sampling.comparing import Change
from portal.sampling.models import Amendment


def propose(
    amendments: Mapping[int, Sequence[Change]], *, import_id: int, sheet_id: int | None
) -> None:
    """Keep the differences of each batch; more rows of one file about a batch are one proposal."""
    if not amendments:
        return
    asked = select(Amendment).where(
        Amendment.import_id == import_id, Amendment.batch_id.in_(list(amendments))
    )
    begun = {amendment.batch_id: amendment for amendment in db.session.scalars(asked)}
    for batch_id, amendment in begun.items():
        amendment.changes = _joined(amendment.changes, _as_json(amendments[batch_id]))
    rows = [
        (import_id, sheet_id, batch_id, changes[0].line, _joined([], _as_json(changes)))
        for batch_id, changes in amendments.items()
        if batch_id not in begun
    ]
    table: Any = Amendment.__table__
    bulk.insert_rows(table, ("import_id", "sheet_id", "batch_id", "line", "changes"), rows)


def _as_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [change.as_json() for change in changes]


def _joined(told: list[Any], more: list[dict[str, Any]]) -> list[Any]:
    # The rows of one sample repeat what they say of it: each difference is told once.
    seen = {(one["field"], one["item"], one["new"]) for one in told}
    joined = list(told)
    for one in more:
        key = (one["field"], one["item"], one["new"])
        if key not in seen:
            seen.add(key)
            joined.append(one)
    return joined
