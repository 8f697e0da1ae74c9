"""A difference written down, part by part, past the mapper: a register may hold many thousands.

Only what the other authority published is kept: there is no proposal to check and no window to
object in here, both were its own. The grades say so: each names its source and the day.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select, update

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.identifiers import EnterpriseIdentifier
from portal.enterprises.models import Enterprise, FormerName
from portal.enterprises.rules import EnterpriseStatus
from portal.kernel import clock, signals
from portal.kernel.audit import Actor
from portal.kernel.bulk import insert_rows, measure_anew, reserve_ids, update_rows
from portal.kernel.db import db
from portal.ratings.models import Rating
from portal.ratings.registers.comparing import Change, Entry
from portal.ratings.registers.establishments import Establishment, ToldGrade
from portal.ratings.registers.shape import SourceFile
from portal.ratings.registers.timeline import (
    Held,
    Placed,
    Timeline,
    follow_history,
    follow_newest,
)
from portal.ratings.registers.words import BASIS, WITHDRAWN
from portal.ratings.rules import HUNDREDTHS, PUBLIC_STAGES, Origin, Scheme, Stage

ONE_DAY = timedelta(days=1)
ENTERPRISE_COLUMNS = ("name", "name_key", "kind", "address", "status", "latitude", "longitude")
IDENTIFIER_COLUMNS = ("enterprise_id", "source", "identifier", "told", "listed_on")
RATING_COLUMNS = (
    "id",
    "reference",
    "enterprise_id",
    "scheme",
    "scheme_version",
    "level",
    "score_hundredths",
    "factor_rows",
    "origin",
    "basis",
    "document",
    "effective_on",
    "ended_on",
    "stage",
    "proposed_by",
    "proposed_at",
    "published_by",
    "published_at",
)


@dataclass
class Writing:
    """What every row of one extract shares, and how many enterprises it has added so far."""

    source: SourceFile
    scheme: Scheme
    on: date
    by: Actor
    added_count: int = 0
    measured_count: int = 0

    @property
    def basis(self) -> str:
        """What a grade rests on, in words."""
        return str(BASIS % {"source": self.source.name.zh, "day": self.on.isoformat()})

    @property
    def document(self) -> str:
        """The register and its day, as grades name their document."""
        return f"{self.source.name.zh} {self.on.isoformat()}"

    def write(self, entries: Sequence[Entry]) -> None:
        """Write one part of a difference; the caller commits."""
        added = [one for one in entries if one.change is Change.ADDED and one.kept_id is None]
        known = [one for one in entries if one.kept_id is not None]
        moved = [one for one in known if one.now is not None and one.change is not Change.SAME]
        gone = [one for one in known if one.now is None]
        ids = self._add(added)
        self._change(moved)
        self._close(gone)
        self._keep(moved, gone)
        self._grade(dict(zip(ids, added, strict=True)), moved)
        touched = [*ids, *(one.enterprise_id for one in (*moved, *gone))]
        if touched:
            signals.published.send(Enterprise, records=touched)

    def conclude(self) -> None:
        """Say of every number still listed that this extract lists it."""
        kept = EnterpriseIdentifier
        listed = (kept.source == self.source.code, kept.gone_on.is_(None))
        db.session.execute(update(kept).where(*listed).values(listed_on=self.on))

    def _add(self, added: Sequence[Entry]) -> list[int]:
        ids, now = reserve_ids(_table(Enterprise), len(added)), clock.now()
        columns = ("id", "reference", *ENTERPRISE_COLUMNS, "source", "added_at", "changed_at")
        rows = [
            (row_id, enterprise_rules.new_reference(), *_facts(one.now), self.document, now, now)
            for row_id, one in zip(ids, added, strict=True)
            if one.now is not None
        ]
        insert_rows(_table(Enterprise), columns, rows)
        self._measure(len(rows))
        kept = [
            (row_id, self.source.code, one.identifier, one.now.as_json(), self.on)
            for row_id, one in zip(ids, added, strict=True)
            if one.now is not None
        ]
        insert_rows(_table(EnterpriseIdentifier), IDENTIFIER_COLUMNS, kept)
        return ids

    def _measure(self, count: int) -> None:
        # Numbers and grades refer to the enterprise: PostgreSQL must know how many there are now.
        self.added_count += count
        if self.added_count > 2 * self.measured_count:
            measure_anew(_table(Enterprise))
            self.measured_count = self.added_count

    def _change(self, moved: Sequence[Entry]) -> None:
        now = clock.now()
        rows = [(one.enterprise_id, *_facts(one.now), now) for one in moved if one.now is not None]
        update_rows(_table(Enterprise), (*ENTERPRISE_COLUMNS, "changed_at"), rows)
        renamed = [(one, str(one.fields["name"][0])) for one in moved if "name" in one.fields]
        columns = ("enterprise_id", "name", "name_key", "until_on")
        former = [
            (one.enterprise_id, name, enterprise_rules.name_key(name), self.on)
            for one, name in renamed
        ]
        insert_rows(_table(FormerName), columns, former)

    def _close(self, gone: Sequence[Entry]) -> None:
        ids, last = [one.enterprise_id for one in gone], self.on - ONE_DAY
        if not ids:
            return
        closed = {"status": EnterpriseStatus.CLOSED, "changed_at": clock.now()}
        db.session.execute(update(Enterprise).where(Enterprise.id.in_(ids)).values(**closed))
        standing = (
            Rating.enterprise_id.in_(ids),
            Rating.scheme == self.scheme.code,
            Rating.stage == Stage.IN_FORCE,
        )
        over = {"stage": Stage.EXPIRED, "expires_on": last}
        db.session.execute(update(Rating).where(*standing).values(**over))

    def _keep(self, moved: Sequence[Entry], gone: Sequence[Entry]) -> None:
        kept = _table(EnterpriseIdentifier)
        told = [
            (one.kept_id, one.now.as_json(), self.on, None) for one in moved if one.now is not None
        ]
        update_rows(kept, ("told", "listed_on", "gone_on"), told)
        update_rows(kept, ("gone_on",), [(one.kept_id, self.on) for one in gone])

    def _grade(self, added: dict[int, Entry], moved: Sequence[Entry]) -> None:
        graded = [one for one in moved if one.change is Change.ADDED or "grades" in one.fields]
        wanted = {row_id: one.now for row_id, one in added.items() if one.now is not None}
        wanted |= {one.enterprise_id or 0: one.now for one in graded if one.now is not None}
        held = self._held(one.enterprise_id or 0 for one in graded)
        lines = {
            row_id: line
            for row_id, told in wanted.items()
            if (line := self._line(held.get(row_id, []), told)) is not None
        }
        self._withdraw([one for line in lines.values() for one in line.withdrawn])
        placed = [(row_id, one) for row_id, line in lines.items() for one in line.placed]
        # What ends must end before another may stand as in force.
        ended = [
            (one.rating_id, one.ended_on, None, one.stage)
            for _row_id, one in placed
            if one.rating_id is not None
        ]
        ended.sort(key=lambda row: row[1] is None)
        update_rows(_table(Rating), ("ended_on", "expires_on", "stage"), ended)
        self._insert([(row_id, one) for row_id, one in placed if one.rating_id is None])

    def _line(self, held: list[Held], told: Establishment) -> Timeline | None:
        if self.source.tells_history:
            return follow_history(held, told.grades, on=self.on)
        return follow_newest(held, told.grades[-1], on=self.on) if told.grades else None

    def _held(self, ids: Any) -> dict[int, list[Held]]:
        asked = (
            select(
                Rating.enterprise_id,
                Rating.id,
                Rating.level,
                Rating.score_hundredths,
                Rating.effective_on,
            )
            .where(
                Rating.enterprise_id.in_(list(ids)),
                Rating.scheme == self.scheme.code,
                Rating.stage.in_(PUBLIC_STAGES),
            )
            .order_by(Rating.effective_on, Rating.id)
        )
        found: dict[int, list[Held]] = {}
        for enterprise_id, rating_id, level, hundredths, effective_on in db.session.execute(asked):
            score = None if hundredths is None else hundredths / HUNDREDTHS
            held = Held(rating_id, ToldGrade(level, effective_on, score), effective_on)
            found.setdefault(enterprise_id, []).append(held)
        return found

    def _withdraw(self, ids: Sequence[int]) -> None:
        if ids:
            told = {"stage": Stage.SUSPENDED, "suspension_reason": str(WITHDRAWN)}
            db.session.execute(update(Rating).where(Rating.id.in_(ids)).values(**told))

    def _insert(self, placed: Sequence[tuple[int, Placed]]) -> None:
        ids = reserve_ids(_table(Rating), len(placed))
        rows = [
            self._row(rating_id, row_id, one)
            for rating_id, (row_id, one) in zip(ids, placed, strict=True)
        ]
        insert_rows(_table(Rating), RATING_COLUMNS, rows)

    def _row(self, rating_id: int, enterprise_id: int, one: Placed) -> tuple[Any, ...]:
        score, now = one.grade.score, clock.now()
        return (
            rating_id,
            f"R-{secrets.token_hex(5)}",
            enterprise_id,
            self.scheme.code,
            self.scheme.version,
            one.grade.level,
            None if score is None else int(score * HUNDREDTHS),
            [],
            Origin.IMPORTED,
            self.basis,
            self.document,
            one.effective_on,
            one.ended_on,
            one.stage,
            self.by.name,
            now,
            self.by.name,
            now,
        )


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def _facts(told: Establishment | None) -> tuple[Any, ...]:
    if told is None:
        return ()
    latitude, longitude = told.coordinates or (None, None)
    key = enterprise_rules.name_key(told.name)
    status = EnterpriseStatus.OPERATING
    return told.name, key, told.kind, told.address, status, latitude, longitude
