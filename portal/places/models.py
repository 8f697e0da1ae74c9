"""What the database knows about the installation it serves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base


class Installation(Base):
    """The one row that says which place this database holds, and whether its data are a demo."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(40))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
