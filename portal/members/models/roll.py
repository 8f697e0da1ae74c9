"""Tables of joining in: applications, the roll with its terms, and hours."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.members.rules import Consent, HoursEntry, Kind, Stage, Term


class MemberApplication(Base):
    """Somebody's wish to join. Name and contact are sealed; only the desk opens them.

    ``person_digest`` tells that the same person has applied for the same before, and nothing else.
    """

    __tablename__ = "member_application"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[Kind]
    sealed_name: Mapped[bytes]
    sealed_contact: Mapped[bytes]
    wish: Mapped[str] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(String(12))
    may_list: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    person_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    stage: Mapped[Stage] = mapped_column(index=True)
    submitted_at: Mapped[datetime]
    consented_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(String(400), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by: Mapped[Account | None] = relationship(foreign_keys=decided_by_id)
    account: Mapped[Account | None] = relationship(foreign_keys=account_id)
    member: Mapped["Member | None"] = relationship(back_populates="application")

    @property
    def subject(self) -> str:
        """This application as the audit log names things."""
        return f"application:{self.reference}"


class Member(Base):
    """Somebody on the roll, as one kind. Who is a supervisor and a helper stands there twice.

    A consent is the moment it was given; taken back it is empty again. ``public_name`` is kept
    only while a consent needs it.
    """

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[Kind] = mapped_column(index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("member_application.id"), unique=True)
    joined_at: Mapped[datetime]
    left_on: Mapped[date | None]
    public_name: Mapped[str] = mapped_column(String(60), default="")
    listed_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    thanked_at: Mapped[datetime | None]
    hours_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()
    application: Mapped[MemberApplication] = relationship(back_populates="member")
    rows: Mapped[list["MemberTerm"]] = relationship(
        back_populates="member", order_by="MemberTerm.begins_on"
    )

    @property
    def subject(self) -> str:
        """This member as the audit log names things."""
        return f"member:{self.card}"

    @property
    def terms(self) -> list[Term]:
        """Every term, the first one first."""
        return [Term(row.region, row.begins_on, row.ends_on) for row in self.rows]

    def agrees(self, consent: Consent) -> bool:
        """Whether this consent is given now."""
        return getattr(self, f"{consent.value}_at") is not None


class MemberTerm(Base):
    """One term on the roll. Never changed: what comes after it is a further one."""

    __tablename__ = "member_term"
    __table_args__ = (UniqueConstraint("member_id", "begins_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    region: Mapped[str] = mapped_column(String(12))
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(80))
    member: Mapped[Member] = relationship(back_populates="rows")


class ServiceHours(Base):
    """Minutes somebody served, as whoever was there wrote down; ``source`` is written once."""

    __tablename__ = "service_hours"
    __table_args__ = (UniqueConstraint("member_id", "source"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    source: Mapped[str] = mapped_column(String(80))
    activity: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    served_on: Mapped[date]
    minutes_count: Mapped[int]
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    member: Mapped[Member] = relationship()
    # To read alone: writing through it would be a change of these hours.
    decision: Mapped["HoursDecision | None"] = relationship(viewonly=True)

    @property
    def entry(self) -> HoursEntry:
        """These minutes as they are counted."""
        decided = None if self.decision is None else self.decision.is_confirmed
        return HoursEntry(self.kind, self.minutes_count, decided)


class HoursDecision(Base):
    """That somebody else confirms the minutes, or does not."""

    __tablename__ = "hours_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    hours_id: Mapped[int] = mapped_column(ForeignKey("service_hours.id"), unique=True)
    is_confirmed: Mapped[bool]
    note: Mapped[str] = mapped_column(String(200))
    decided_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime]


class RollRewriteError(RuntimeError):
    """Something tried to change or delete a term, hours, or what was decided about them."""


for _model in (MemberTerm, ServiceHours, HoursDecision):
    keep_for_ever(
        _model, "terms and hours are added, never changed and never deleted", RollRewriteError
    )
