"""A database full of synthetic results, indexed, with results withdrawn and dated back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, event, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bench.synthetic import BATCH_COLUMNS, DISPOSAL_COLUMNS, ITEM_COLUMNS, Made
from deploy.console import say
from portal import create_app
from portal.configuration import engine_options
from portal.kernel import bulk, clock
from portal.kernel.db import Base, db, write_intent
from portal.sampling import postings
from portal.sampling.models import Disposal, SampleBatch, SampleImport, TestItem
from portal.sampling.rules.batches import ImportStage

CHANGED = 1000
BACK = timedelta(days=700)
BATCHES: Any = SampleBatch.__table__
ITEMS: Any = TestItem.__table__
DISPOSALS: Any = Disposal.__table__


@contextmanager
def seconds(what: str, count: int) -> Iterator[None]:
    """Tell how long something took, and how many rows a second that is."""
    began = time.perf_counter()
    yield
    spent = time.perf_counter() - began
    say(f"  {what}: {spent:.1f} s, {count / spent:,.0f} rows/s")


def site(folder: Path, url: str) -> Flask:
    """Return a site on a database, without the shelf of ready pages."""
    return create_app(
        PORTAL_PLACE="lucheng",
        PORTAL_VAR=folder,
        PORTAL_OBJECTS=str(folder / "objects"),
        PORTAL_SECRET_FILE=folder / "secret.key",
        PORTAL_FRONT_CACHE_MB=0,
        SQLALCHEMY_ENGINES={"default": engine_options(url)},
    )


def own_database(server: str, name: str) -> tuple[str, bool]:
    """Return the address of a database on a server, and whether it was made just now."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    known = text("SELECT 1 FROM pg_database WHERE datname = :name")
    with engine.connect() as connection:
        is_new = connection.scalar(known, {"name": name}) is None
        if is_new:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
    return url.set(database=name).render_as_string(hide_password=False), is_new


def fill(app: Flask, count: int, *, seed: int) -> None:
    """Make the tables, put results in and index them; then withdraw some and date some back."""
    with app.app_context(), write_intent():
        if db.engine.dialect.name == "sqlite":
            # Thrown away afterwards: nothing has to survive a power cut.
            event.listen(db.engine, "connect", _hurry)
            db.engine.dispose()
        Base.metadata.create_all(db.engine)
        with seconds("rows stored", count):
            _store(count, seed)
        with seconds("indexed", count):
            postings.rebuild()
            db.session.commit()
        with seconds("withdrawn, dated back and found again", 2 * CHANGED):
            _change(count)
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
                own.execute(text("VACUUM ANALYZE"))
        db.engine.dispose()


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")


def _store(count: int, seed: int) -> None:
    db.session.add(
        SampleImport(
            id=1,
            reference="I-MADE",
            file_name="example.csv",
            sha256="0" * 64,
            size_bytes=0,
            stage=ImportStage.PUBLISHED,
            by_result={},
            imported_by="bench",
            imported_at=clock.now(),
        )
    )
    db.session.flush()
    lined = (*ITEM_COLUMNS, "line")
    for batches, items, disposals in Made(count, seed=seed).parts():
        bulk.insert_rows(BATCHES, BATCH_COLUMNS, batches)
        bulk.insert_rows(ITEMS, lined, [(*item, 1) for item in items])
        bulk.insert_rows(DISPOSALS, DISPOSAL_COLUMNS, disposals)
        db.session.commit()


def _change(count: int) -> None:
    """Withdraw every so many-th result, and date others back, as publication does it."""
    step = max(count // CHANGED, 2)
    withdrawn = [1 + place * step for place in range(CHANGED)]
    back = [one + 1 for one in withdrawn]
    batch: Any = BATCHES
    db.session.execute(update(batch).where(batch.c.id.in_(withdrawn)).values(is_listed=False))
    days = db.session.execute(select(batch.c.id, batch.c.shown_on).where(batch.c.id.in_(back)))
    for number, day in days.all():
        earlier = {"shown_on": day - BACK, "shown_year": (day - BACK).year}
        db.session.execute(update(batch).where(batch.c.id == number).values(**earlier))
    postings.renew([*withdrawn, *back])
    db.session.commit()
