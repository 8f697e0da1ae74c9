"""Tables of observations: what a supervisor saw, its photos, and every step that followed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.members.models.roll import Member, RollRewriteError
from portal.members.rules import ObservationStage


class Observation(Base):
    """What a supervisor saw. The public reads ``public_text`` alone, once it was released."""

    __tablename__ = "observation"
    __table_args__ = (Index("ix_observation_stage", "stage", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    submit_digest: Mapped[str] = mapped_column(String(64), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    seen_on: Mapped[date]
    region: Mapped[str] = mapped_column(String(12))
    domain: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(40))
    respondent: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(200))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    told: Mapped[str] = mapped_column(Text)
    stage: Mapped[ObservationStage]
    submitted_at: Mapped[datetime]
    public_text: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    member: Mapped[Member] = relationship()
    steps: Mapped[list["ObservationStep"]] = relationship(
        back_populates="observation", order_by="ObservationStep.id"
    )
    photos: Mapped[list["ObservationPhoto"]] = relationship(order_by="ObservationPhoto.id")

    @property
    def subject(self) -> str:
        """This observation as the audit log names things."""
        return f"observation:{self.reference}"


class ObservationStep(Base):
    """One step, with what its supervisor reads about it."""

    __tablename__ = "observation_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), index=True)
    stage: Mapped[ObservationStage]
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    observation: Mapped[Observation] = relationship(back_populates="steps")
    by: Mapped[Account] = relationship(lazy="joined")


class ObservationPhoto(Base):
    """A photo painted again, so that it tells no place and no device; no other copy is kept."""

    __tablename__ = "observation_photo"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40))
    stored_as: Mapped[str] = mapped_column(String(120))


keep_for_ever(ObservationStep, "steps are added, never changed and never deleted", RollRewriteError)
