"""Tables of the register."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind, LicenceDoubt
from portal.kernel.db import Base


class Enterprise(Base):
    """One operator. Never deleted: one that has closed says so."""

    __tablename__ = "enterprise"
    __table_args__ = (Index("ix_enterprise_changed", "changed_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), index=True)
    kind: Mapped[EnterpriseKind] = mapped_column(index=True)
    business: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    region_code: Mapped[str | None] = mapped_column(String(12), index=True)
    status: Mapped[EnterpriseStatus] = mapped_column(default=EnterpriseStatus.OPERATING)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    added_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    former_names: Mapped[list["FormerName"]] = relationship(
        back_populates="enterprise", order_by="FormerName.id.desc()"
    )
    licences: Mapped[list["Licence"]] = relationship(
        back_populates="enterprise", order_by="Licence.kind, Licence.id"
    )
    flags: Mapped[list["Flag"]] = relationship(back_populates="enterprise", order_by="Flag.id")

    @property
    def address_key(self) -> str:
        """What stands in the address of its page: the code where it has one."""
        return self.credit_code or self.reference


class FormerName(Base):
    """A name an enterprise bore until a day."""

    __tablename__ = "former_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), index=True)
    until_on: Mapped[date]
    enterprise: Mapped[Enterprise] = relationship(back_populates="former_names")


class Licence(Base):
    """A permit or filing; its kind is a code of licences.yaml."""

    __tablename__ = "licence"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(80), index=True)
    scope: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    doubt: Mapped[LicenceDoubt | None]
    enterprise: Mapped[Enterprise] = relationship(back_populates="licences")


class Flag(Base):
    """A badge, from a day, perhaps to a day, and who says so."""

    __tablename__ = "enterprise_flag"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    kind: Mapped[FlagKind] = mapped_column(index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200))
    enterprise: Mapped[Enterprise] = relationship(back_populates="flags")

    def is_held(self, on: date) -> bool:
        """Whether the badge is carried on this day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)
