"""A salt for each day, thrown away with it: names made with it lead nowhere back afterwards.

For counting what comes from one network without keeping its address. Who has the database of a
day, but not the master key, can tell nothing; who has the master key, but not the salt of that
day, can neither.
"""

import secrets
from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel import clock
from portal.kernel.db import Base, own_reading, own_transaction
from portal.kernel.generation import UNSEEN

SALT_BYTES = 32


class DailySalt(Base):
    """The salt of one day; there is never more than one."""

    __tablename__ = "daily_salt"
    __table_args__ = UNSEEN

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(SALT_BYTES))


def salt_of_today() -> tuple[date, bytes]:
    """Return today's salt, the same for every process; earlier ones are thrown away.

    Call it before the request's own work: the first of a day makes it.
    """
    today = clock.today()
    found = select(DailySalt.salt).filter_by(day=today)
    with own_reading() as reading:
        salt = reading.scalar(found)
    return today, salt if salt is not None else _new_salt(today)


def _new_salt(today: date) -> bytes:
    with own_transaction() as own:
        own.execute(delete(DailySalt).where(DailySalt.day != today))
        insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[
            own.get_bind().dialect.name
        ]
        new = {"day": today, "salt": secrets.token_bytes(SALT_BYTES)}
        own.execute(insert(DailySalt).values(new).on_conflict_do_nothing())
        return own.scalars(select(DailySalt.salt).filter_by(day=today)).one()


def throw_away_old() -> int:
    """Throw away the salts of other days, where nobody has come yet today; return how many."""
    with own_transaction() as own:
        gone = own.execute(delete(DailySalt).where(DailySalt.day != clock.today()))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a deletion counts its rows
