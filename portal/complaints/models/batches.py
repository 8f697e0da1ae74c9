"""Which cases came in a staff batch, and as what they were known where they came from."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class BatchRow(Base):
    """One row of a batch: its table, the source, its number there. One number is filed once."""

    __tablename__ = "case_batch_row"
    __table_args__ = (UniqueConstraint("source", "number"), UNSEEN)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    import_reference: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(80))
