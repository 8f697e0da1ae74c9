"""Who filed a case, kept apart from it and sealed."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base


class CasePerson(Base):
    """Who filed a case: sealed, apart from it, opened only by ``services.read_identity``."""

    __tablename__ = "case_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), unique=True)
    # Under which key of the chain; the key itself never lies in a database.
    key_id: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    sealed: Mapped[bytes]
