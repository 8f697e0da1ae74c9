"""Whether the grades in force still follow from the facts, and what to do where one does not.

Each derived grade is worked out anew from what is known today of the facts up to the day it was
assessed on: a fact that was overturned since then no longer counts, and the difference shows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, select

from portal.enterprises import facts
from portal.enterprises.facts import Fact
from portal.enterprises.standing import parts_of
from portal.kernel import clock
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.db import db
from portal.ratings import services
from portal.ratings.deriving import Derivation, derive
from portal.ratings.deriving_many import PENDING, derive_many, keep_rows, row_of
from portal.ratings.explaining import adjustment_of, factors_of
from portal.ratings.models import Rating
from portal.ratings.queries import is_in_force
from portal.ratings.rules import HUNDREDTHS, Origin, Scheme, Stage
from portal.ratings.scheme_files import find_scheme, scheme_on
from portal.ratings.services.moves import note_change

SENT_BACK = "依据的事实已改变：{because}"
# What stands in the table of a grade in force for a fact that may no longer be read.
TAKEN_BACK = "原先依据的事实有变动，正在重新评定"
# The same where only its time to be public is over: the grade stands as it was worked out.
NO_LONGER_PUBLIC = "原先依据的事实已不再公示"
GONE = frozenset({TAKEN_BACK, NO_LONGER_PUBLIC})


@dataclass(frozen=True)
class Difference:
    """A grade that no longer follows from its facts."""

    reference: str
    enterprise_id: int
    level: str
    score_hundredths: int | None
    derivation: Derivation | None

    def as_json(self) -> dict[str, Any]:
        """Return what stands and what follows, for programs."""
        found = self.derivation
        return {
            "rating": self.reference,
            "level": self.level,
            "score_hundredths": self.score_hundredths,
            "derived_level": found.level.code if found and found.level else None,
            "derived_score": str(found.score) if found and found.score is not None else None,
        }


@dataclass
class Verified:
    """What a recomputation found: how many derived and imported, and what differs."""

    derived: int = 0
    imported: int = 0
    differences: list[Difference] = field(default_factory=list)


def verify_ratings(on: date | None = None) -> Verified:
    """Recompute every grade in force on a day (today); imported ones are only counted."""
    asked = select(
        Rating.reference,
        Rating.enterprise_id,
        Rating.scheme,
        Rating.scheme_version,
        Rating.level,
        Rating.score_hundredths,
        Rating.factor_rows,
        Rating.assessed_on,
    )
    in_force = is_in_force(on or clock.today())
    ours = and_(Rating.origin == Origin.DERIVED, Rating.assessed_on.is_not(None))
    whole = db.session.scalar(select(func.count(Rating.id)).where(in_force)) or 0
    found = Verified()
    groups: dict[tuple[str, str, date], list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(asked.where(in_force, ours)):
        found.derived += 1
        groups[row.scheme, row.scheme_version, row.assessed_on].append(row)
    found.imported = whole - found.derived
    for (code, version, assessed_on), rows in groups.items():
        found.differences += _differences(find_scheme(code, version), rows, assessed_on)
    return found


def _differences(scheme: Scheme | None, rows: Sequence[Row[Any]], on: date) -> Iterator[Difference]:
    # No derivation is kept once it was compared: there are hundreds of thousands of them.
    left = {row.enterprise_id: row for row in rows}
    for number, now in derive_many(scheme, list(left), on) if scheme else ():
        row = left.pop(number)
        if not follows(row, now):
            yield _difference(row, now)
    yield from (_difference(row, None) for row in left.values())


def _difference(row: Row[Any], now: Derivation | None) -> Difference:
    return Difference(row.reference, row.enterprise_id, row.level, row.score_hundredths, now)


def follows(rating: Any, derivation: Derivation) -> bool:
    """Whether a grade says what its facts say: the level, the score and every factor's points."""
    if derivation.level is None or derivation.score is None:
        return False
    if rating.level != derivation.level.code:
        return False
    if rating.score_hundredths != int(derivation.score * HUNDREDTHS):
        return False
    told = [(row["name"], row["points"]) for row in rating.factor_rows]
    if derivation.is_scaled:
        return told == [(factor.name, str(factor.points)) for factor in factors_of(derivation)]
    return told == [(line.rule.name.zh, str(line.points)) for line in derivation.lines]


def rederive(enterprise_ids: Sequence[int], *, because: str) -> list[str]:
    """Derive anew what a changed fact touched; return the references of the new proposals.

    A proposal that no longer follows is sent back, a grade in force stands until the new one has
    gone the whole way. A grade that still follows from its facts is left alone; no table goes on
    telling a fact that was taken back.
    """
    found = [(rating, _derived_again(rating)) for rating in _derived_of(enterprise_ids)]
    told = [rating for rating, now in found if _retell(rating, now)]
    if told:
        note_change("rating.retold", told, SYSTEM)
    touched = [rating for rating, now in found if now is None or not follows(rating, now)]
    for rating in touched:
        if rating.stage is not Stage.IN_FORCE:
            reason = SENT_BACK.format(because=because)
            services.suspend_rating(rating, reason=reason, by=SYSTEM)
    rows = []
    for code, owner in sorted({(rating.scheme, rating.enterprise_id) for rating in touched}):
        scheme = scheme_on(code, clock.today())
        anew = _anew(scheme, [owner], clock.today()).get(owner)
        if anew is not None and anew.level is not None:
            rows.append(row_of(owner, anew, by=SYSTEM, because=because))
    db.session.flush()
    for row in rows:
        keep_rows([row], by=SYSTEM)
    return [row[0] for row in rows]


def retell_ended(*, by: Actor) -> int:
    """Let no grade's table tell a fact whose time to be public is over; return how many did.

    Nothing is derived anew: the grade followed from what was so on its day, and stands.
    """
    today = clock.today()
    kinds, ids = facts.ended_by(today)
    told: list[Rating] = []
    for some in parts_of(ids):
        ratings = _derived_of(some)
        owners = {rating.enterprise_id for rating in ratings}
        now = facts.facts_of(owners, today)
        days = {rating.assessed_on for rating in ratings if rating.assessed_on is not None}
        then = {day: facts.facts_of(owners, day) for day in sorted(days)}
        for rating in ratings:
            day, scheme = rating.assessed_on, find_scheme(rating.scheme, rating.scheme_version)
            if day is None or scheme is None:
                continue
            known, marks = then[day][rating.enterprise_id], _marks(now[rating.enterprise_id])
            left = [one for one in known if one.kind not in kinds or _mark(one) in marks]
            if len(left) < len(known) and _retell(
                rating, derive(scheme, left, day), NO_LONGER_PUBLIC
            ):
                told.append(rating)
    if told:
        note_change("rating.retold", told, by)
    return len(told)


def _derived_of(enterprise_ids: Sequence[int]) -> Sequence[Rating]:
    return db.session.scalars(
        select(Rating)
        .where(
            Rating.enterprise_id.in_(enterprise_ids),
            Rating.origin == Origin.DERIVED,
            Rating.assessed_on.is_not(None),
            Rating.stage.in_([*PENDING, Stage.IN_FORCE]),
        )
        .order_by(Rating.id)
    ).all()


def _derived_again(rating: Rating) -> Derivation | None:
    scheme = find_scheme(rating.scheme, rating.scheme_version)
    day = rating.assessed_on or rating.effective_on
    return None if scheme is None else derive(scheme, _still_told(rating.enterprise_id, day), day)


def _still_told(enterprise_id: int, day: date) -> Sequence[Fact]:
    """Return what was known on a day and may be told today: no penalty that was repaired since."""
    then, now = (facts.facts_of([enterprise_id], on)[enterprise_id] for on in (day, clock.today()))
    told = _marks(now)
    return [fact for fact in then if _mark(fact) in told]


def _marks(known: Sequence[Fact]) -> set[tuple[str, date, str, str]]:
    return {_mark(fact) for fact in known}


def _mark(fact: Fact) -> tuple[str, date, str, str]:
    return fact.kind, fact.on, fact.source.document, fact.source.reference


def _retell(rating: Rating, now: Derivation | None, gone: str = TAKEN_BACK) -> bool:
    """Let a grade's table and the reason that moved it tell only facts that hold, not new points.

    Where nothing can be worked out any more, nobody knows which do: the table tells none.
    """
    holding = {factor.name: factor.as_json() for factor in factors_of(now)} if now else {}
    rows = [_retold(row, holding.get(row["name"]), gone) for row in rating.factor_rows]
    # The reason that moved a grade tells a fact as well: "while listed as seriously dishonest".
    moved = rating.adjustment
    if moved and moved not in GONE and (now is None or moved != adjustment_of(now)):
        moved = gone
    if (rows, moved) == (rating.factor_rows, rating.adjustment):
        return False
    rating.factor_rows, rating.adjustment = rows, moved
    return True


def _retold(row: dict[str, Any], now: dict[str, Any] | None, gone: str) -> dict[str, Any]:
    if now is not None and (row["fact"], row["source"]) == (now["fact"], now["source"]):
        return row
    if now is not None and row["points"] == now["points"]:
        return now
    if row["fact"] in GONE:
        return row
    return {**row, "fact": gone, "source": "", "address": ""}


def _anew(scheme: Scheme | None, ids: Sequence[int], on: date) -> Mapping[int, Derivation]:
    return {} if scheme is None else dict(derive_many(scheme, ids, on))
