"""Two entries that are one enterprise made one, and made two again where that was wrong.

Whatever names an enterprise anywhere names the one that is kept: every column of every table that
points to the register is moved, and which rows moved is kept, so that a split gives each its own
back. Nothing is deleted; the address of the entry that is gone leads to the other.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Table, select, update
from sqlalchemy.exc import IntegrityError

from portal.enterprises import facts
from portal.enterprises.models import Enterprise, Merger
from portal.enterprises.services.noting import note
from portal.enterprises.weights import weights_of
from portal.enterprises.words import REFUSALS
from portal.kernel import clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import Base, db, hold
from portal.kernel.errors import Refused

# What tells the story of entries stays with them.
STAYS = frozenset(
    {"enterprise_merger", "enterprise_merger_proposal", "register_change", "spelled_name"}
)
AT_ONCE = 500
LONGEST_REASON = 300


def merge_enterprises(*, kept: Enterprise, gone: Enterprise, reason: str, by: Actor) -> Merger:
    """Make ``gone`` one with ``kept``: its records, names and address lead to the other.

    Raises Refused without a reason, for one and the same entry, for one merged already, where
    both have a record of which only one may be, and where something weighs too much for one
    person (``propose_merger``).
    """
    check_pair(kept, gone, reason)
    if weights_of([kept.id, gone.id]):
        raise Refused(REFUSALS["merge_alone"], field="kept")
    return join(kept, gone, reason=reason, by=by)


def join(kept: Enterprise, gone: Enterprise, *, reason: str, by: Actor) -> Merger:
    """Make two checked entries one, whatever weighs; raises Refused as ``merge_enterprises``."""
    try:
        with db.session.begin_nested():
            moved = {str(column): _move(column, gone.id, kept.id) for column in _pointing()}
            gone.merged_into_id = kept.id
            db.session.flush()
    except IntegrityError:
        raise Refused(REFUSALS["merge_clash"], field="kept") from None
    merger = Merger(
        kept_id=kept.id,
        gone_id=gone.id,
        reason=reason.strip()[:LONGEST_REASON],
        moved={column: ids for column, ids in moved.items() if ids},
        merged_at=clock.now(),
        merged_by=by.name,
    )
    db.session.add(merger)
    _settle(kept, gone, because=f"企业登记合并：{gone.reference} → {kept.reference}")
    after = {"kept": kept.reference, "rows": sum(map(len, moved.values()))}
    note("enterprise.merged", gone, by, after=after)
    return merger


def split_enterprise(merger: Merger, *, reason: str, by: Actor) -> None:
    """Undo a merger: every row that moved goes back; later ones stay where they were entered.

    Raises Refused without a reason and for one that was split already.
    """
    hold(merger, "split_at")
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    if merger.split_at is not None:
        raise Refused(REFUSALS["split_already"])
    kept, gone = merger.kept, merger.gone
    columns = {str(column): column for column in _pointing()}
    for name, ids in merger.moved.items():
        _give_back(columns[name], ids, kept.id, gone.id)
    gone.merged_into_id = None
    merger.split_at, merger.split_by = clock.now(), by.name
    merger.split_reason = reason.strip()[:LONGEST_REASON]
    _settle(kept, gone, because=f"企业登记拆分：{kept.reference}、{gone.reference}")
    note("enterprise.split", gone, by, after={"kept": kept.reference})


def check_pair(kept: Enterprise, gone: Enterprise, reason: str) -> None:
    """Refuse two entries that cannot be made one as they stand now; both are held."""
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    for one in sorted((kept, gone), key=lambda entry: entry.id):
        hold(one, "merged_into_id")
    if kept.id == gone.id or kept.merged_into_id or gone.merged_into_id:
        raise Refused(REFUSALS["merge_same"], field="kept")


def _pointing() -> Iterator[Column[int]]:
    """Yield every column of the database that points to an enterprise."""
    for table in Base.metadata.sorted_tables:
        if table.name in STAYS:
            continue
        for column in table.columns:
            if any(key.target_fullname == "enterprise.id" for key in column.foreign_keys):
                yield column


def _key(table: Table) -> Column[int]:
    (key,) = table.primary_key.columns
    return key


def _move(column: Column[int], gone_id: int, kept_id: int) -> list[int]:
    key = _key(column.table)
    ids = list(db.session.scalars(select(key).where(column == gone_id).order_by(key)))
    if ids:
        db.session.execute(update(column.table).where(column == gone_id).values({column: kept_id}))
    return ids


def _give_back(column: Column[int], ids: list[int], kept_id: int, gone_id: int) -> None:
    key = _key(column.table)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        back = update(column.table).where(key.in_(part), column == kept_id)
        db.session.execute(back.values({column: gone_id}))


def _settle(kept: Enterprise, gone: Enterprise, *, because: str) -> None:
    """Let everything that was read or worked out of the two be so anew."""
    now = clock.now()
    kept.changed_at = gone.changed_at = now
    db.session.flush()
    db.session.expire_all()
    facts.changed([kept.id, gone.id], because=because)
    for one in (kept, gone):
        told = signals.withdrawn if one.merged_into_id else signals.published
        told.send(Enterprise, record=one)
