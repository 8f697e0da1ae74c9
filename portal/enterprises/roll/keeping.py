"""The roll this process keeps, for as long as nothing it is made of has changed."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.enterprises.panels import NARROWINGS, Narrowing
from portal.enterprises.roll.columns import TABLES, Roll, read_roll
from portal.enterprises.roll.letters import Numbers
from portal.kernel import clock, generation
from portal.kernel.db import db

generation.watch(*TABLES)
Members = Mapping[str, Numbers]


@dataclass(frozen=True, eq=False)
class _Kept:
    """Something that was made of tables, and what it was made at."""

    made_at: Any
    what: Any


_kept: dict[str, _Kept] = {}
_making = threading.Lock()


def current_roll() -> Roll:
    """Return the register as this transaction sees it.

    It is read anew where the register has changed since, and kept unless this very transaction
    has changed it.
    """
    marks = _marks(TABLES)
    if marks is None:
        return read_roll()
    roll: Roll = _unless_kept("", (db.engine.url, marks), read_roll)
    return roll


def members_of(roll: Roll, name: str, on: date) -> Members:
    """Return the rows that give each answer to a filter of a room above, on a day."""
    narrowing = NARROWINGS[name]
    marks = _marks(narrowing.tables)
    if marks is None:
        return _members(roll, narrowing, on)
    made_at = (id(roll), db.engine.url, on, marks)
    members: Members = _unless_kept(name, made_at, lambda: _members(roll, narrowing, on), roll)
    return members


def kept_beside(roll: Roll, name: str, tables: Sequence[str], make: Callable[[], Any]) -> Any:
    """Return what a room above makes of its own tables beside the roll, kept until they change."""
    marks = _marks(tables)
    if marks is None:
        return make()
    made_at = (id(roll), db.engine.url, clock.today(), marks)
    return _unless_kept(f"beside {name}", made_at, make, roll)


def _members(roll: Roll, narrowing: Narrowing, on: date) -> Members:
    return {answer: roll.rows_of(ids) for answer, ids in narrowing.members(on).items()}


def _marks(tables: Iterable[str]) -> Mapping[str, int] | None:
    return generation.marks_of(db.session, tables)


def _unless_kept(name: str, made_at: Any, make: Any, beside: Any = None) -> Any:
    kept = _kept.get(name)
    if kept is None or kept.made_at != made_at:
        # One thread reads; the others that want the same wait for it.
        with _making:
            kept = _kept.get(name)
            if kept is None or kept.made_at != made_at:
                kept = _kept[name] = _Kept(made_at, (make(), beside))
    return kept.what[0]
