"""Seats that are never given twice: places at an event, tests of a walk-in morning.

The table that has them counts what is taken beside what there is. One statement takes seats where
they are still free, so that of several people at once only as many get them as there are; beneath
it the database itself refuses a row in which more is taken than there is.
"""

from typing import Any, cast

from sqlalchemy import CheckConstraint, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import db, has_begun

SEATS_CHECK = "taken_count >= 0 AND taken_count <= seats_count"


class HasSeats:
    """What a table with seats has; its ``__table_args__`` hold ``seats_check()``."""

    seats_count: Mapped[int] = mapped_column()
    taken_count: Mapped[int] = mapped_column(default=0)

    @property
    def free_count(self) -> int:
        """How many seats nobody has."""
        return self.seats_count - self.taken_count


def seats_check() -> CheckConstraint:
    """Return the rule by which the database itself refuses to give a seat twice."""
    return CheckConstraint(SEATS_CHECK, name="seats")


def take_seats(row: HasSeats, count: int) -> bool:
    """Take so many seats, all or none; return whether there were enough."""
    return _change(row, count)


def give_back_seats(row: HasSeats, count: int) -> None:
    """Give back seats that were taken."""
    if not _change(row, -count):
        raise RuntimeError("more seats given back than were taken")


def set_seats(row: HasSeats, count: int) -> bool:
    """Change how many seats there are; return False, changing nothing, where more are taken."""
    table: Any = type(row)
    return _did(row, [table.taken_count <= count], {"seats_count": count})


def _change(row: HasSeats, count: int) -> bool:
    table: Any = type(row)
    taken = table.taken_count + count
    return _did(row, [taken <= table.seats_count, taken >= 0], {"taken_count": taken})


def _did(row: HasSeats, conditions: list[Any], values: dict[str, Any]) -> bool:
    db.session.flush()
    table: Any = type(row)
    changing = update(table).where(table.id == cast("Any", row).id, *conditions).values(values)
    done: Any = db.session.execute(changing.execution_options(synchronize_session=False))
    if done.rowcount:
        has_begun(db.session)
    db.session.refresh(row, attribute_names=["seats_count", "taken_count"])
    return bool(done.rowcount)
