"""The table of applications."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel.db import Base
from portal.members.rules import Kind, Stage


class MemberApplication(Base):
    """Somebody's wish to join. Name and contact are sealed; only the desk opens them."""

    __tablename__ = "member_application"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[Kind]
    sealed_name: Mapped[bytes]
    sealed_contact: Mapped[bytes]
    wish: Mapped[str] = mapped_column(Text)
    stage: Mapped[Stage] = mapped_column(index=True)
    submitted_at: Mapped[datetime]
    consented_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(String(400), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by: Mapped[Account | None] = relationship(foreign_keys=decided_by_id)
    account: Mapped[Account | None] = relationship(foreign_keys=account_id)

    @property
    def subject(self) -> str:
        """This application as the audit log names things."""
        return f"application:{self.reference}"
