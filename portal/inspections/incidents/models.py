"""The table of incidents."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.inspections.incidents.rules import IncidentKind, IncidentStage
from portal.kernel.db import Base


class Incident(Base):
    """One thing that happened at an enterprise; never deleted."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    kind: Mapped[IncidentKind]
    happened_on: Mapped[date]
    detail: Mapped[str] = mapped_column(String(300))
    document: Mapped[str] = mapped_column(String(200))
    stage: Mapped[IncidentStage] = mapped_column(index=True)
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    confirmed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    enterprise: Mapped[Enterprise] = relationship()


name_holding(Incident.enterprise_id)
