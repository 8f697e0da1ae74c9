"""Tables of the register."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind, LicenceDoubt
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.places.masking import Names


class Enterprise(Base):
    """One operator. Never deleted: one that has closed says so.

    ``merged_into_id`` names the enterprise that this one turned out to be: what was its own is
    there now, and its address leads there.
    """

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
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    former_names: Mapped[list["FormerName"]] = relationship(
        back_populates="enterprise", order_by="FormerName.id.desc()"
    )
    licences: Mapped[list["Licence"]] = relationship(
        back_populates="enterprise", order_by="Licence.kind, Licence.id"
    )
    flags: Mapped[list["Flag"]] = relationship(back_populates="enterprise", order_by="Flag.id")
    certificates: Mapped[list["Certificate"]] = relationship(
        back_populates="enterprise", order_by="Certificate.kind, Certificate.id"
    )

    @property
    def address_key(self) -> str:
        """What stands in the address of its page: the code where it has one."""
        return self.credit_code or self.reference

    @property
    def shown_name(self) -> str:
        """The name as everybody may read it: of a person who has no trade name, surname and 某."""
        return Names().name(self.name)

    @property
    def shown_address(self) -> str:
        """The address as everybody may read it: none beside a person's name."""
        return Names().address(self.address, beside=self.name)

    @property
    def shown_latitude(self) -> float | None:
        """How far north, for everybody: nothing leads to the door of a person."""
        return None if Names().hides(self.name) else self.latitude

    @property
    def shown_longitude(self) -> float | None:
        """How far east, for everybody: nothing leads to the door of a person."""
        return None if Names().hides(self.name) else self.longitude


class FormerName(Base):
    """A name an enterprise bore, until a day where that is known."""

    __tablename__ = "former_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), index=True)
    until_on: Mapped[date | None]
    enterprise: Mapped[Enterprise] = relationship(back_populates="former_names")

    @property
    def shown_name(self) -> str:
        """The name as everybody may read it: of a person, surname and 某."""
        return Names().name(self.name)


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


class Certificate(Base):
    """A certificate somebody else issued; its kind is a code of certificates.yaml."""

    __tablename__ = "enterprise_certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[str] = mapped_column(String(80), default="")
    scope: Mapped[str] = mapped_column(String(300), default="")
    issued_by: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    enterprise: Mapped[Enterprise] = relationship(back_populates="certificates")

    def is_valid(self, on: date) -> bool:
        """Whether the certificate holds on this day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


class RegisterChange(Base):
    """One field of an enterprise that a later table or a member of staff changed. Kept for good."""

    __tablename__ = "register_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    changed_at: Mapped[datetime]
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(String(300), default="")
    after: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(200), default="")


class SpelledName(Base):
    """What all spellings of a name of an enterprise share; ``name`` is one of them.

    Today's name or a former one. ``head`` is how its root begins: names alike share it.
    """

    __tablename__ = "spelled_name"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    key: Mapped[str] = mapped_column(String(400), index=True)
    head: Mapped[str] = mapped_column(String(12), index=True)
    name: Mapped[str] = mapped_column(String(200))


class NameQuestion(Base):
    """A name in a table that means nobody for sure, and what people decided.

    ``said_key`` is the name as names are compared, ``credit_code`` what the table gave with it.
    ``enterprise_id`` is who is meant; a decision without it says: nobody of this register.
    """

    __tablename__ = "name_question"
    __table_args__ = (UniqueConstraint("said_key", "credit_code"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    said_key: Mapped[str] = mapped_column(String(400))
    credit_code: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(300))
    seen_in: Mapped[str] = mapped_column(String(200), default="")
    seen_count: Mapped[int] = mapped_column(default=1)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    enterprise: Mapped[Enterprise | None] = relationship()


class Merger(Base):
    """Two entries that turned out to be one enterprise, and what moved; or were split again.

    ``moved`` lists, by table and column, the rows that belonged to the entry that is gone.
    """

    __tablename__ = "enterprise_merger"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    moved: Mapped[dict[str, Any]]
    merged_at: Mapped[datetime]
    merged_by: Mapped[str] = mapped_column(String(80))
    split_at: Mapped[datetime | None]
    split_by: Mapped[str | None] = mapped_column(String(80))
    split_reason: Mapped[str] = mapped_column(String(300), default="")
    kept: Mapped[Enterprise] = relationship(foreign_keys=kept_id)
    gone: Mapped[Enterprise] = relationship(foreign_keys=gone_id)


name_holding(FormerName.enterprise_id)
name_holding(Licence.enterprise_id)
name_holding(Flag.enterprise_id)
name_holding(Certificate.enterprise_id)
