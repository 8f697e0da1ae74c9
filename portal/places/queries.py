"""Reads of the installation."""

from sqlalchemy.exc import SQLAlchemyError

from portal.kernel.db import db
from portal.kernel.once import read_once
from portal.places.models import Installation

_IS_DEMO = 'SELECT is_demo FROM "installation" WHERE id = 1'  # plain: every page asks


def find_installation() -> Installation | None:
    """Return what this database says of itself; None while it is new."""
    return db.session.get(Installation, 1)


@read_once
def is_demo() -> bool:
    """Whether the data are synthetic; every page says so then."""
    try:
        is_so = db.session.connection().exec_driver_sql(_IS_DEMO).scalar()
    except SQLAlchemyError:
        # Every page asks, the page that tells of a database not yet set up among them.
        db.session.rollback()
        return False
    return bool(is_so)
