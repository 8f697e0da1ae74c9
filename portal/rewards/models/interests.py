"""What staff declared about themselves, so that nobody works on a matter of their own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class StaffInterest(Base):
    """A relative, or an enterprise, that a member of staff declared. A relative has no name here.

    Of a relative a keyed digest is kept: it can be compared, and not be read.
    """

    __tablename__ = "reward_staff_interest"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(60), index=True)
    relative_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    enterprise: Mapped[Enterprise | None] = relationship()
