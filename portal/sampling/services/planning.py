"""Entering a year's sampling plan and amending it; every version is kept."""

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.models import PlanVersion, SamplingPlan
from portal.sampling.queries import planning
from portal.sampling.rules.batches import ChainStage, Domain, TaskKind
from portal.sampling.rules.rows import ALPHABET
from portal.sampling.words import REFUSALS

REFERENCE_SIGNS = 8


@dataclass(frozen=True)
class PlanFacts:
    """What one line of a plan says."""

    number: str
    year: int
    department: str
    kind: TaskKind
    domain: Domain
    stage: ChainStage | None
    category: str
    planned_count: int


def create_plan(facts: PlanFacts, *, by: Actor) -> SamplingPlan:
    """Enter one line of a plan; raises Refused for a number that is entered already."""
    if planning.find_by_number(facts.number) is not None:
        raise Refused(str(REFUSALS["plan_number_taken"]) % {"number": facts.number}, field="number")
    signs = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SIGNS))
    plan = SamplingPlan(reference=f"P-{signs}", version=0, **asdict(facts))
    db.session.add(plan)
    _keep(plan, facts, note="", by=by)
    audit.record("plan.created", subject=f"sampling-plan:{plan.reference}", by=by)
    return plan


def amend_plan(plan: SamplingPlan, facts: PlanFacts, *, note: str, by: Actor) -> None:
    """Change what a plan says; the note is public and the old version is kept.

    Raises Refused without a note, where nothing changes, and for another plan's number.
    """
    hold(plan, "version")
    if not note.strip():
        raise Refused(REFUSALS["plan_note_missing"], field="note")
    changed = {name: value for name, value in asdict(facts).items() if value != getattr(plan, name)}
    if not changed:
        raise Refused(REFUSALS["nothing_changed"])
    other = planning.find_by_number(facts.number)
    if other is not None and other is not plan:
        raise Refused(str(REFUSALS["plan_number_taken"]) % {"number": facts.number}, field="number")
    for name, value in changed.items():
        setattr(plan, name, value)
    _keep(plan, facts, note=note.strip(), by=by)
    after = {"version": plan.version, "fields": sorted(changed)}
    audit.record("plan.amended", subject=f"sampling-plan:{plan.reference}", by=by, after=after)


def _keep(plan: SamplingPlan, facts: PlanFacts, *, note: str, by: Actor) -> None:
    plan.version += 1
    snapshot: dict[str, Any] = {
        name: value if isinstance(value, int) else str(value or "")
        for name, value in asdict(facts).items()
    }
    db.session.add(
        PlanVersion(
            plan=plan,
            version=plan.version,
            snapshot=snapshot,
            note=note,
            recorded_by=by.name,
            recorded_at=clock.now(),
        )
    )
    db.session.flush()
