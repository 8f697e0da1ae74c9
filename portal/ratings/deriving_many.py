"""Grades of many enterprises at once: facts read in bulk, derived, proposed in a few statements."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from portal.enterprises import facts
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseStatus
from portal.enterprises.standing import parts_of  # which also tells what the register knows
from portal.kernel import audit, bulk, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.places.rules import add_months
from portal.ratings.deriving import Derivation, NoGrade, derive
from portal.ratings.explaining import adjustment_of, factor_rows_of
from portal.ratings.models import Rating
from portal.ratings.queries import is_in_force
from portal.ratings.rules import HUNDREDTHS, Origin, Scheme, Stage

ONE_DAY = timedelta(days=1)
WRITTEN_AT_ONCE = 5000
# On its way to the public, or sent back on that way.
PENDING = (
    Stage.PROPOSED,
    Stage.REVIEWED,
    Stage.NOTIFIED,
    Stage.CONTESTABLE,
    Stage.SCHEDULED,
)
BASIS = "由本站按{name}（版本 {version}）计算，事实截至 {on}。"
COLUMNS = (
    "reference",
    "enterprise_id",
    "import_id",
    "scheme",
    "scheme_version",
    "level",
    "score_hundredths",
    "factor_rows",
    "origin",
    "basis",
    "adjustment",
    "assessed_on",
    "effective_on",
    "expires_on",
    "stage",
    "proposed_by",
    "proposed_at",
)


@dataclass
class Derived:
    """What a round of deriving came to: how many of each kind, and what was proposed."""

    proposed: list[str] = field(default_factory=list)
    unchanged: int = 0
    waiting: int = 0
    not_graded: Counter[NoGrade] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """Return the figures for programs."""
        return {
            "proposed": len(self.proposed),
            "unchanged": self.unchanged,
            "waiting": self.waiting,
            "not_graded": {reason.value: count for reason, count in self.not_graded.items()},
            "levels": dict(self.levels),
        }


@dataclass(frozen=True)
class Stands:
    """What an enterprise has by a scheme: the grade of the day, and whether one is on its way."""

    level: str | None = None
    version: str | None = None
    expires_on: date | None = None
    is_pending: bool = False


def derive_many(
    scheme: Scheme, enterprise_ids: Sequence[int], on: date
) -> Iterator[tuple[int, Derivation]]:
    """Yield the derivation of every enterprise; facts are read in parts, never one by one."""
    for some in parts_of(enterprise_ids):
        for number, known in facts.facts_of(some, on).items():
            yield number, derive(scheme, known, on, is_ordered=True)


def ids_under(scheme: Scheme) -> Sequence[int]:
    """Return the enterprises that a scheme grades and that are open for business."""
    return db.session.scalars(
        select(Enterprise.id)
        .where(
            Enterprise.kind.in_(sorted(scheme.kinds)),
            Enterprise.status == EnterpriseStatus.OPERATING,
            Enterprise.merged_into_id.is_(None),
        )
        .order_by(Enterprise.id)
    ).all()


def propose_derived(
    scheme: Scheme,
    on: date,
    *,
    by: Actor,
    keep: bool = True,
    only: Sequence[int] | None = None,
) -> Derived:
    """Derive the grade of everybody under a scheme and propose those that a new one is due to.

    A new grade is due where none stands, where its level or the version of the scheme differs,
    and in the last months of its time as the scheme says. What is already on its way waits.
    ``only`` narrows it to some enterprises; without ``keep`` nothing is written.
    """
    ids = ids_under(scheme)
    if only is not None:
        ids = sorted(set(ids) & set(only))
    done, new = Derived(), Proposals(by, is_kept=keep)
    stands = _standing(scheme, on)
    with bulk.old_things_aside():
        _propose(derive_many(scheme, ids, on), stands, done, new)
    done.proposed = new.close()
    return done


def _propose(
    derived: Iterable[tuple[int, Derivation]],
    stands: Mapping[int, Stands],
    done: Derived,
    new: "Proposals",
) -> None:
    for number, derivation in derived:
        if derivation.level is None:
            done.not_graded[derivation.reason or NoGrade.UNKNOWN] += 1
            continue
        done.levels[derivation.level.code] += 1
        now = stands.get(number, Stands())
        if now.is_pending:
            done.waiting += 1
        elif not _is_due(derivation, now):
            done.unchanged += 1
        else:
            new.add(row_of(number, derivation, by=new.by))


def row_of(enterprise_id: int, derivation: Derivation, *, by: Actor, because: str = "") -> Any:
    """Return the row of a proposal, in the order of ``COLUMNS``."""
    scheme, on, level = derivation.scheme, derivation.on, derivation.level
    if level is None or derivation.score is None:
        raise ValueError("no grade follows, so that none can be proposed")
    basis = _basis(scheme.name.zh, scheme.version, on)
    cycle = scheme.cycle_months
    return (
        f"R-{secrets.token_hex(5)}",
        enterprise_id,
        None,
        scheme.code,
        scheme.version,
        level.code,
        int(derivation.score * HUNDREDTHS),
        factor_rows_of(derivation),
        Origin.DERIVED,
        f"{basis}{because}",
        adjustment_of(derivation),
        on,
        on,
        add_months(on, cycle) - ONE_DAY if cycle else None,
        Stage.PROPOSED,
        by.name,
        clock.now(),
    )


@lru_cache(maxsize=8)
def _basis(name: str, version: str, on: date) -> str:
    return BASIS.format(name=name, version=version, on=on)


def keep_rows(rows: Sequence[Any], *, by: Actor) -> None:
    """Write proposals; one line of the audit trail tells of all of them."""
    new = Proposals(by)
    for row in rows:
        new.add(row)
    new.close()


class Proposals:
    """Proposals on their way into the table, written some thousands at a time."""

    def __init__(self, by: Actor, *, is_kept: bool = True) -> None:
        """Begin; without ``is_kept`` nothing is written."""
        self.by, self._is_kept = by, is_kept
        self._rows: list[Any] = []
        self._told: list[str] = []
        self._references: list[str] = []
        self._scheme = ("", "")

    def add(self, row: Any) -> None:
        """Take one row, in the order of ``COLUMNS``."""
        self._references.append(row[0])
        if not self._is_kept:
            return
        self._rows.append(row)
        self._told.append(f"{row[0]} {row[1]} {row[5]}")
        self._scheme = row[3], row[4]
        if len(self._rows) >= WRITTEN_AT_ONCE:
            self._write()

    def close(self) -> list[str]:
        """Write what is left, and the line of the log; return the references of all."""
        self._write()
        if self._told:
            code, version = self._scheme
            digest = audit.digest_of_rows(self._told)
            after = {"count": len(self._told), "digest": digest, "scheme": code, "version": version}
            audit.record("rating.derived", subject="rating:many", by=self.by, after=after)
        return self._references

    def _write(self) -> None:
        if self._rows:
            bulk.insert_rows(Rating.__table__, COLUMNS, self._rows)  # type: ignore[arg-type]
            db.session.info["has_written"] = True
            self._rows = []


def _is_due(derivation: Derivation, now: Stands) -> bool:
    scheme, level = derivation.scheme, derivation.level
    if level is None or now.level != level.code or now.version != scheme.version:
        return True
    if now.expires_on is None or scheme.renew_months is None:
        return False
    return now.expires_on <= add_months(derivation.on, scheme.renew_months)


def _standing(scheme: Scheme, on: date) -> Mapping[int, Stands]:
    columns = (Rating.enterprise_id, Rating.level, Rating.scheme_version, Rating.expires_on)
    asked = select(*columns).where(Rating.scheme == scheme.code, is_in_force(on))
    found = {
        number: Stands(level, version, last)
        for number, level, version, last in db.session.execute(asked)
    }
    for number in _pending(scheme):
        found[number] = Stands(is_pending=True)
    return found


def _pending(scheme: Scheme) -> Iterable[int]:
    asked = select(Rating.enterprise_id)
    return db.session.scalars(asked.where(Rating.scheme == scheme.code, Rating.stage.in_(PENDING)))
