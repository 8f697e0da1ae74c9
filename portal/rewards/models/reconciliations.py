"""Accounts of months, once made."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class Reconciliation(Base):
    """One month's account as it was made: who made it, when, and its digest.

    Making it again adds another; ``difference_count`` is nothing where everything agrees.
    """

    __tablename__ = "reward_reconciliation"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))
    difference_count: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]

    @property
    def subject(self) -> str:
        """How the audit log names this account."""
        return f"reconciliation:{self.month:%Y-%m}"


class ReconciliationKept(Exception):  # noqa: N818 - names what stands in the way
    """Something tried to change or delete an account that was made."""


keep_for_ever(
    Reconciliation, "reconciliations are never changed and never deleted", ReconciliationKept
)
