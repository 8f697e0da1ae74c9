"""The numbers by which other registers know an enterprise, beside the unified credit code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Row, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import may_hold, name_holding
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base, db

AT_ONCE = 500


class EnterpriseIdentifier(Base):
    """One number of one register, with what that register told last; never deleted.

    ``listed_on`` is the day of the newest extract that lists it, ``gone_on`` that of the first one
    that no longer does.
    """

    __tablename__ = "enterprise_identifier"
    __table_args__ = (UniqueConstraint("source", "identifier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    source: Mapped[str] = mapped_column(String(40))
    identifier: Mapped[str] = mapped_column(String(80))
    told: Mapped[dict[str, Any]]
    listed_on: Mapped[date]
    gone_on: Mapped[date | None]
    enterprise: Mapped[Enterprise] = relationship()


name_holding(EnterpriseIdentifier.enterprise_id)
_OF_ONE = (
    select(EnterpriseIdentifier)
    .where(EnterpriseIdentifier.enterprise_id == bindparam("enterprise_id"))
    .order_by(EnterpriseIdentifier.source)
)


def list_identifiers(enterprise_id: int) -> Sequence[EnterpriseIdentifier]:
    """Return the numbers by which other registers know an enterprise."""
    if not may_hold(EnterpriseIdentifier, [enterprise_id]):
        return []
    return db.session.scalars(_OF_ONE, {"enterprise_id": enterprise_id}).all()


def find_identified(source: str, identifiers: Iterable[str]) -> Mapping[str, Row[Any]]:
    """Return what is kept under these numbers of a register: id, enterprise_id, told, gone_on."""
    kept = EnterpriseIdentifier
    asked = select(kept.identifier, kept.id, kept.enterprise_id, kept.told, kept.gone_on).where(
        kept.source == source, kept.identifier.in_(list(identifiers))
    )
    return {row.identifier: row for row in db.session.execute(asked)}


def iter_listed(source: str) -> Iterator[Row[Any]]:
    """Yield every number a register lists now, by number: identifier, id, enterprise_id, told."""
    kept = EnterpriseIdentifier
    asked = select(kept.identifier, kept.id, kept.enterprise_id, kept.told).where(
        kept.source == source, kept.gone_on.is_(None)
    )
    last = ""
    while True:
        page = asked.where(kept.identifier > last).order_by(kept.identifier).limit(AT_ONCE)
        rows = db.session.execute(page).all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].identifier


def last_listed_on(source: str) -> date | None:
    """Return the day of the newest extract of a register, or None where it has none."""
    kept = EnterpriseIdentifier
    listed, gone = db.session.execute(
        select(func.max(kept.listed_on), func.max(kept.gone_on)).where(kept.source == source)
    ).one()
    return max((day for day in (listed, gone) if day is not None), default=None)
