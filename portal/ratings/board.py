"""The desk's board: where every grade stands today, and what is due next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import joinedload

from portal.kernel import clock
from portal.kernel.db import db
from portal.ratings.models import Rating
from portal.ratings.rules import PUBLIC_STAGES, Stage

COLUMN_LENGTH = 6
# What somebody has to do, or what the days will do by themselves, in the order of a grade's life.
COLUMNS = (
    Stage.PROPOSED,
    Stage.REVIEWED,
    Stage.CONTESTABLE,
    Stage.SCHEDULED,
    Stage.IN_FORCE,
    Stage.SUSPENDED,
)


@dataclass(frozen=True)
class Column:
    """One stage of the board: how many stand there, and those that are due first."""

    stage: Stage
    count: int
    ratings: Sequence[Rating]


def list_columns(on: date | None = None) -> list[Column]:
    """Return the board of a day (today): for each stage the grades that are due first."""
    day = on or clock.today()
    counts = count_stages(day)
    return [Column(stage, counts.get(stage, 0), _due_first(stage, day)) for stage in COLUMNS]


def count_stages(on: date | None = None) -> Mapping[Stage, int]:
    """Return how many ratings stand in each stage on a day (today)."""
    stage = stage_then(on or clock.today())
    counted = select(stage.label("stage"), func.count(Rating.id)).group_by(stage)
    return {Stage(name): count for name, count in db.session.execute(counted)}


def is_then(stages: Sequence[Stage], on: date) -> ColumnElement[bool]:
    """Return the condition for a rating that stands in one of these stages on a day.

    It is written so that the index of stages serves it; the days then decide.
    """
    settled = [stage for stage in stages if stage not in PUBLIC_STAGES]
    shown = [stage for stage in stages if stage in PUBLIC_STAGES]
    conditions: list[ColumnElement[bool]] = []
    if settled:
        conditions.append(Rating.stage.in_(settled))
    if shown:
        conditions.append(and_(Rating.stage.in_(PUBLIC_STAGES), stage_then(on).in_(shown)))
    return or_(*conditions)


def stage_then(on: date) -> ColumnElement[str]:
    """Return where a rating stands on a day, as ``rules.stage_on`` says it, for the database."""
    return case(
        (Rating.stage.not_in(PUBLIC_STAGES), Rating.stage),
        (Rating.effective_on > on, literal(Stage.SCHEDULED.value)),
        (Rating.ended_on < on, literal(Stage.REPLACED.value)),
        (Rating.expires_on < on, literal(Stage.EXPIRED.value)),
        else_=literal(Stage.IN_FORCE.value),
    )


def due_on(rating: Rating, on: date) -> date | None:
    """Return the day on which something is due for a grade, or happens to it; None: none is set."""
    return {
        Stage.CONTESTABLE: rating.objection_until,
        Stage.SCHEDULED: rating.effective_on if rating.effective_on > on else rating.expires_on,
        Stage.IN_FORCE: rating.ended_on or rating.expires_on,
    }.get(rating.stage)


def _due_first(stage: Stage, on: date) -> Sequence[Rating]:
    dated = {
        Stage.CONTESTABLE: Rating.objection_until,
        Stage.SCHEDULED: Rating.effective_on,
        Stage.IN_FORCE: Rating.expires_on,
    }
    order = dated.get(stage, Rating.proposed_at)
    statement = (
        select(Rating)
        .options(joinedload(Rating.enterprise))
        .where(is_then([stage], on))
        .order_by(order.is_(None), order, Rating.id)
        .limit(COLUMN_LENGTH)
    )
    return db.session.scalars(statement).all()
