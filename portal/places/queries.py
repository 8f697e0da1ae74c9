"""Reads of the installation."""

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.kernel.db import db, table_of
from portal.kernel.once import read_once
from portal.places.models import Installation

_installations = table_of(Installation)
_IS_DEMO = select(_installations.c.is_demo).where(_installations.c.id == 1)


def find_installation() -> Installation | None:
    """Return what this database says of itself; None while it is new."""
    return db.session.get(Installation, 1)


@read_once
def is_demo() -> bool:
    """Whether the data are synthetic; every page says so then."""
    try:
        is_so = db.session.scalar(_IS_DEMO)
    except SQLAlchemyError:
        # Every page asks, the page that tells of a database not yet set up among them.
        db.session.rollback()
        return False
    return bool(is_so)
