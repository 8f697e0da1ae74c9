"""What is to be sampled in a year."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.rules.batches import ChainStage, Domain, TaskKind


class SamplingPlan(Base):
    """One line of a year's plan (抽检计划): so many batches of this kind, by this department.

    Where stage, category or domain is empty, the plan counts every one.
    """

    __tablename__ = "sampling_plan"
    __table_args__ = (Index("ix_sampling_plan_year", "year", "department", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    number: Mapped[str] = mapped_column(String(80), unique=True)
    year: Mapped[int]
    department: Mapped[str] = mapped_column(String(60))
    kind: Mapped[TaskKind]
    domain: Mapped[Domain]
    stage: Mapped[ChainStage | None]
    category: Mapped[str] = mapped_column(String(80), default="")
    planned_count: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    versions: Mapped[list["PlanVersion"]] = relationship(
        back_populates="plan", order_by="PlanVersion.version"
    )


class PlanVersion(Base):
    """What a plan said from some moment on, and why. Never changed, never deleted."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("sampling_plan.id"))
    version: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    plan: Mapped[SamplingPlan] = relationship(back_populates="versions")
