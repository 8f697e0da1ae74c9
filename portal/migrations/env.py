"""Alembic's environment. The caller (portal/cli/database.py) brings connection and transaction."""

import warnings
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from portal.kernel.db import Base, UTCDateTime


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write types as the database knows them: a step must not change when a class does."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=True,
)
with warnings.catch_warnings():
    # An index over an expression cannot be read back from a database, so it is not compared: a step
    # that wants one says so by hand. Told of once here, it need not be told at every comparison.
    warnings.filterwarnings("ignore", ".*expression-based index")
    context.run_migrations()
