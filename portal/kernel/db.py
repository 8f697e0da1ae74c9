"""The database handle, the parent of every table, and who may write when."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from portal.kernel.connections import writing


class Database:
    """The engine of the running site, and one session for each piece of work.

    Plain SQLAlchemy: the usual extension closes its sessions through an event loop of its own,
    on every request.
    """

    def init_app(self, app: Flask) -> None:
        """Open the database that the configuration names; close each work's session with it."""
        options = dict(app.config["SQLALCHEMY_ENGINES"]["default"])
        app.extensions["portal.engine"] = create_engine(
            options.pop("url"), hide_parameters=True, **options
        )
        app.teardown_appcontext(self._close)

    @property
    def engine(self) -> Engine:
        """The engine of the running site."""
        engine: Engine = current_app.extensions["portal.engine"]
        return engine

    @property
    def session(self) -> Session:
        """The session of this request or command."""
        if "session" not in g:
            g.session = Session(self.engine)
        session: Session = g.session
        return session

    @staticmethod
    def _close(_failure: BaseException | None) -> None:
        session: Session | None = g.pop("session", None)
        if session is not None:
            session.close()


db = Database()


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Always aware and in UTC on the Python side, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse naive instants; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give every instant its zone back; SQLite forgets it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Parent of every table; constraint names are predictable."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own spelling
        datetime: UTCDateTime(),
        str: String(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[Any]: JSON(),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


def table_of(model: type[Base]) -> Table:
    """Return the table of a mapped class, for statements that need no objects."""
    table: Any = model.__table__
    found: Table = table
    return found


@contextmanager
def write_intent() -> Iterator[None]:
    """Transactions begun inside are going to write."""
    token = writing.set(True)
    try:
        yield
    finally:
        writing.reset(token)


@contextmanager
def own_transaction() -> Iterator[Session]:
    """Record a fact whatever becomes of the request: a throttle count, a failed sign-in.

    It must come before the request's own work. On SQLite the request may already hold the one
    writer's place, so its still empty transaction is given up first; work already done in it
    would be lost, and that is refused as the programming error it is. Rows that the request has
    read are read anew afterwards: do not touch them inside.
    """
    _give_up_empty(db.session)
    with write_intent(), Session(db.engine) as own, own.begin():
        yield own


@contextmanager
def own_reading() -> Iterator[Session]:
    """Read what is committed now, beside the request's transaction and whatever it has begun."""
    token = writing.set(False)
    try:
        with Session(db.engine) as own:
            yield own
    finally:
        writing.reset(token)


@contextmanager
def only_reading() -> Iterator[None]:
    """Look for long before a moment's writing; others may write meanwhile.

    What was looked at is gone over again by whoever writes, since it may have changed. It must
    come before any work of this transaction, as ``own_transaction`` must.
    """
    _give_up_empty(db.session)
    token = writing.set(False)
    try:
        yield
    finally:
        db.session.rollback()
        writing.reset(token)


def _give_up_empty(session: Session) -> None:
    if session.info.get("has_written") or session.new or session.dirty or session.deleted:
        raise RuntimeError("a fact of its own is recorded before the request's work begins")
    session.rollback()


def has_begun(session: Session) -> None:
    """Say that this transaction's work has begun, where it was written past the mapper."""
    session.info["has_written"] = True


@event.listens_for(Session, "after_flush")
def _remember_writing(session: Session, _context: object) -> None:
    has_begun(session)


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget_writing(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("has_written", None)


def hold(row: Base, *names: str) -> None:
    """Hold a row until the transaction ends, and read these columns as they stand now.

    Before a step is checked: of two people who take one at once, the second sees the first's.
    """
    # On SQLite the transaction has been the only writer since it began; FOR UPDATE says nothing.
    db.session.flush()  # what this transaction changed already is part of how things stand
    db.session.refresh(row, attribute_names=names, with_for_update=True)


def take_turns(lock: int) -> None:
    """Wait until no other transaction has this lock; have it until this one ends.

    For work that looks at what is there and adds what is missing. On SQLite a writer is alone
    anyway.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})


def is_reachable() -> bool:
    """Whether the database answers."""
    try:
        with db.engine.connect() as connection:
            connection.execute(select(1))
    except SQLAlchemyError:
        return False
    return True
