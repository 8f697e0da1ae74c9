"""Tables of rounds. No table knows who proposed or voted."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel import clock
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.rounds.rules import Door, Stage, door_of

DIGEST_LENGTH = 64


class VoteRound(Base):
    """One round: its time, the kinds of products it takes, and how much one person may choose."""

    __tablename__ = "vote_round"
    __table_args__ = (CheckConstraint("closes_at > opens_at", name="times"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    kinds: Mapped[list[str]]
    choices_count: Mapped[int]
    proposals_count: Mapped[int]
    needs_code: Mapped[bool] = mapped_column(default=False)
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(String(400), default="")
    proposals: Mapped[list["RoundProposal"]] = relationship(
        back_populates="round", order_by="RoundProposal.number"
    )

    @property
    def subject(self) -> str:
        """This round as the audit log names things."""
        return f"round:{self.reference}"

    @property
    def door(self) -> Door:
        """Whether somebody may propose and vote now."""
        return door_of(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            is_cancelled=self.cancelled_at is not None,
            now=clock.now(),
        )


class RoundProposal(Base):
    """One product that somebody would like to have tested."""

    __tablename__ = "round_proposal"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "proposer_digest", "ordinal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    stage: Mapped[Stage]
    reason: Mapped[str] = mapped_column(String(400), default="")
    proposer_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    ordinal: Mapped[int]
    once_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    proposed_on: Mapped[date]
    plan_number: Mapped[str] = mapped_column(String(80), default="")
    round: Mapped[VoteRound] = relationship(back_populates="proposals")
    follow_ups: Mapped[list["RoundFollowUp"]] = relationship(order_by="RoundFollowUp.id")


class RoundBallot(Base):
    """One person's vote in one round. The database itself keeps no second one (F2).

    ``voter_digest`` is made of the round and of what the voter's browser or slip holds, with a key
    outside the database: nobody can tell by it who voted, or join votes across rounds. Of the time
    only the day is kept.
    """

    __tablename__ = "round_ballot"
    __table_args__ = (UniqueConstraint("round_id", "voter_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    voter_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    cast_on: Mapped[date]
    choices: Mapped[list["RoundChoice"]] = relationship()


class RoundChoice(Base):
    """One proposal that a ballot is for."""

    __tablename__ = "round_choice"
    __table_args__ = (UniqueConstraint("ballot_id", "proposal_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("round_ballot.id"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("round_proposal.id"), index=True)


class RoundCode(Base):
    """A slip handed out on the spot that lets its bearer vote once; only its digest is kept."""

    __tablename__ = "round_code"
    __table_args__ = (UniqueConstraint("round_id", "digest"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))


class RoundFollowUp(Base):
    """A public result of sampling that was done because of a proposal."""

    __tablename__ = "round_follow_up"
    __table_args__ = (UniqueConstraint("proposal_id", "batch_reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("round_proposal.id"))
    batch_reference: Mapped[str] = mapped_column(String(20))
    tied_at: Mapped[datetime]
    tied_by: Mapped[str] = mapped_column(String(80))
