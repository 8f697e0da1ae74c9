"""Mergers that wait for a second person: kept for good, and how each was decided."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from portal.enterprises import rules
from portal.enterprises.models import Enterprise, Merger
from portal.enterprises.rules import ProposalStage
from portal.kernel.db import Base, db
from portal.kernel.errors import NotFound
from portal.kernel.generation import UNSEEN

NEWEST = 50


class MergerProposal(Base):
    """Two entries that one person holds for one enterprise; ``weights`` says what would move."""

    __tablename__ = "enterprise_merger_proposal"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    weights: Mapped[list[str]]
    stage: Mapped[ProposalStage] = mapped_column(index=True)
    proposed_by: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(String(300), default="")
    merger_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise_merger.id"))
    kept: Mapped[Enterprise] = relationship(foreign_keys=kept_id)
    gone: Mapped[Enterprise] = relationship(foreign_keys=gone_id)
    merger: Mapped[Merger | None] = relationship()


def find_open_proposal(enterprise_ids: Sequence[int]) -> MergerProposal | None:
    """Return a proposal about one of these that nobody has decided, or None."""
    about = or_(
        MergerProposal.kept_id.in_(enterprise_ids), MergerProposal.gone_id.in_(enterprise_ids)
    )
    waiting = select(MergerProposal).where(about, MergerProposal.stage == ProposalStage.PROPOSED)
    return db.session.scalar(waiting.order_by(MergerProposal.id).limit(1))


def list_proposals() -> Sequence[MergerProposal]:
    """Return the newest proposals; those that wait come first, the oldest of them on top."""
    found = db.session.scalars(
        select(MergerProposal)
        .options(joinedload(MergerProposal.kept), joinedload(MergerProposal.gone))
        .order_by(MergerProposal.id.desc())
        .limit(NEWEST)
    ).all()
    waiting = [one for one in found if one.stage is ProposalStage.PROPOSED]
    return [*waiting[::-1], *(one for one in found if one.stage is not ProposalStage.PROPOSED)]


def get_proposal(reference: str) -> MergerProposal:
    """Return the proposal with this reference; raises NotFound."""
    wanted = rules.plain(reference)
    found = db.session.scalar(select(MergerProposal).filter_by(reference=wanted))
    if found is None:
        raise NotFound(wanted)
    return found
