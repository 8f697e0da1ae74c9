"""What was signed when a case was filed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.complaints.models.cases import Case
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class CaseReceipt(Base):
    """The signed receipt of a case, word for word; never changed. No content, name or secret."""

    __tablename__ = "case_receipt"
    __table_args__ = UNSEEN

    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
