"""Reads of applications for repair, and what stands in the way of one."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.penalties.models import DishonestEntry, Penalty, RepairCase, RepairFile
from portal.penalties.rule_files import barred_kinds
from portal.penalties.rules.entries import MONTHS_OF_YEAR
from portal.penalties.rules.kinds import PenaltyKind
from portal.penalties.rules.repairs import OPEN_STAGES, RepairStage, earliest_repair
from portal.places.profile import current_place
from portal.places.rules import Item, due_on

LONG_FIELDS = "penalties.repair_long_fields"
LONG_MONTHS, SHORT_MONTHS = "penalties.repair_food_months", "penalties.repair_months"
LIST_EARLY_YEARS = "penalties.list_early_years"
CONDITIONS, DECIDE_DAYS = "penalties.repair_conditions", "penalties.repair_decide_days"
MOST_LISTED = 200


def find_repair(reference: str) -> RepairCase | None:
    """Return the application with this reference, if there is one."""
    wanted = enterprise_rules.plain(reference)
    return db.session.scalar(select(RepairCase).filter_by(reference=wanted))


def get_repair(reference: str) -> RepairCase:
    """Return the application with this reference."""
    repair = find_repair(reference)
    if repair is None:
        raise NotFound(enterprise_rules.plain(reference))
    return repair


def get_file(repair: RepairCase, number: int) -> RepairFile:
    """Return a document of an application by its place, counted from one."""
    if not 1 <= number <= len(repair.files):
        raise NotFound(number)
    return repair.files[number - 1]


def list_repairs(stages: Iterable[RepairStage]) -> Sequence[RepairCase]:
    """Return the applications of these stages, the oldest first."""
    statement = (
        select(RepairCase)
        .where(RepairCase.stage.in_(list(stages)))
        .options(joinedload(RepairCase.penalty), joinedload(RepairCase.entry))
        .order_by(RepairCase.applied_on, RepairCase.id)
        .limit(MOST_LISTED)
    )
    return db.session.scalars(statement).all()


def list_of_enterprise(enterprise_id: int) -> Sequence[RepairCase]:
    """Return every application about an enterprise's records, the newest first."""
    statement = (
        select(RepairCase)
        .outerjoin(RepairCase.penalty)
        .outerjoin(RepairCase.entry)
        .where(
            or_(
                Penalty.enterprise_id == enterprise_id,
                DishonestEntry.enterprise_id == enterprise_id,
            )
        )
        .order_by(RepairCase.applied_on.desc(), RepairCase.id.desc())
    )
    return db.session.scalars(statement).all()


def count_stages() -> dict[RepairStage, int]:
    """Return how many applications stand in each stage."""
    counted = select(RepairCase.stage, func.count(RepairCase.id)).group_by(RepairCase.stage)
    return {row.stage: row[1] for row in db.session.execute(counted)}


def find_open(subject: Penalty | DishonestEntry) -> RepairCase | None:
    """Return the application about a record that is not decided yet, or None."""
    is_about = (
        RepairCase.penalty_id == subject.id
        if isinstance(subject, Penalty)
        else RepairCase.entry_id == subject.id
    )
    wanted = select(RepairCase).where(is_about, RepairCase.stage.in_(OPEN_STAGES))
    return db.session.scalars(wanted).first()


def earliest_for(subject: Penalty | DishonestEntry) -> date | None:
    """Return the first day repair of a record may be applied for, None where no time is set.

    Penalties about food, drugs or special equipment wait longer (国市监信规〔2021〕3号); a listing
    waits a year (44号).
    """
    parameters = current_place().parameters
    if isinstance(subject, DishonestEntry):
        if subject.listed_on is None:
            return None
        years = parameters.whole(LIST_EARLY_YEARS, subject.listed_on)
        months = None if years is None else years * MONTHS_OF_YEAR
        return earliest_repair(subject.listed_on, months)
    if subject.published_on is None:
        return None
    waits_longer = {item.code for item in parameters.items(LONG_FIELDS, subject.published_on)}
    key = LONG_MONTHS if subject.field in waits_longer else SHORT_MONTHS
    return earliest_repair(subject.published_on, parameters.whole(key, subject.published_on))


def barred_of(subject: Penalty | DishonestEntry) -> tuple[PenaltyKind, ...]:
    """Return the measures of a penalty that are never stopped early; a listing has none."""
    if isinstance(subject, DishonestEntry):
        return ()
    barred = barred_kinds(subject.decided_on)
    return tuple(kind for kind in subject.kinds if kind in barred)


def conditions_for(repair: RepairCase) -> Sequence[Item]:
    """Return the questions that have to be answered (45号 第十四条)."""
    return current_place().parameters.items(CONDITIONS, repair.applied_on)


def due_for(repair: RepairCase) -> date | None:
    """Return by when an application has to be decided, None where no time is set."""
    place = current_place()
    rule = place.parameters.find(DECIDE_DAYS, on=repair.applied_on)
    return due_on(rule, repair.applied_on, place.calendar) if rule else None


def find_repeat(penalty: Penalty) -> Penalty | None:
    """Return a later penalty of the same party for the same conduct, or None: a hint only."""
    wanted = select(Penalty).where(
        Penalty.respondent_key == penalty.respondent_key,
        Penalty.conduct == penalty.conduct,
        Penalty.decided_on > penalty.decided_on,
        Penalty.withdrawn_on.is_(None),
    )
    return db.session.scalars(wanted.order_by(Penalty.decided_on)).first()
