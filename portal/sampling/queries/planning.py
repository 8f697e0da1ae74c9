"""Sampling plans, each with what is done of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.sampling.building import department_of
from portal.sampling.models import SampleBatch, SamplingPlan
from portal.sampling.queries.figures import is_of_year
from portal.sampling.rules.batches import LISTED, BatchStage
from portal.sampling.rules.planning import Finished, count_done


@dataclass(frozen=True)
class PlanLine:
    """One line of a plan, and how many finished batches it asks for so far."""

    plan: SamplingPlan
    done: int


def get_plan(reference: str) -> SamplingPlan:
    """Return the plan with this reference."""
    found = db.session.scalar(
        select(SamplingPlan).where(SamplingPlan.reference == reference.strip().upper())
    )
    if found is None:
        raise NotFound(reference)
    return found


def find_by_number(number: str) -> SamplingPlan | None:
    """Return the plan with this number, or None."""
    return db.session.scalar(select(SamplingPlan).where(SamplingPlan.number == number.strip()))


def list_plan_years() -> Sequence[int]:
    """Return the years that have plans, the newest first."""
    years = select(SamplingPlan.year).distinct().order_by(SamplingPlan.year.desc())
    return db.session.scalars(years).all()


def list_plans(year: int) -> Sequence[PlanLine]:
    """Return a year's plan line by line, each with what is done of it."""
    lines = (
        select(SamplingPlan)
        .where(SamplingPlan.year == year)
        .order_by(SamplingPlan.department, SamplingPlan.number)
    )
    plans = db.session.scalars(lines).all()
    finished = list_finished(year) if plans else []
    return [PlanLine(plan, count_done(plan, finished)) for plan in plans]


def list_finished(year: int) -> list[Finished]:
    """Return a year's finished batches, counted by all that a plan may ask for.

    Finished are those that are public, and those held back by law: they were sampled and tested.
    A batch belongs to the department that published it, else to the one that acts on its kind.
    """
    columns = (
        SampleBatch.publisher,
        SampleBatch.kind,
        SampleBatch.domain,
        SampleBatch.stage,
        SampleBatch.category,
    )
    counting = (
        select(*columns, func.count())
        .where(SampleBatch.batch_stage.in_([*LISTED, BatchStage.HELD]), is_of_year(year))
        .group_by(*columns)
    )
    departments = current_place().departments
    found = []
    for publisher, kind, domain, stage, category, count in db.session.execute(counting):
        named = departments.named(publisher) if publisher else None
        department = named.code if named else department_of(domain)
        found.append(Finished(department, kind, domain, stage, category, count))
    return found
