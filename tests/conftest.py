"""Fixtures shared by every kind of test: a site, a database, and the people who use it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from portal import create_app
from portal.configuration import engine_options
from portal.kernel.db import Base, db, write_intent
from portal.places.profile import load_profile
from tests.asked import needed
from tests.factories.accounts import sign_in
from tests.postgres import empty_postgres, fresh_database, prepare_emptying
from tests.visitor import Visitor, leave_no_change

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The suite guards: it finds the same for everybody, however busy the machine is. Whoever wants to
# search further gives pytest the option --hypothesis-profile=default.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put long files first; leave out of PostgreSQL's run what SQLite's has shown for both."""
    # The processes share the files out between them: a long one at the end keeps the others idle.
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)
    if os.environ.get("PORTAL_TEST_POSTGRES"):
        again = needed(items)
        config.hook.pytest_deselected(items=[item for item in items if item not in again])
        items[:] = [item for item in items if item in again]


def site(var: Path, url: str, **overrides: object) -> Flask:
    """Return a site for tests: its own folder, no CSRF tokens to copy, quick to commit."""
    options = {"url": engine_options(url)["url"], "poolclass": NullPool}
    settings = {
        "TESTING": True,
        "SECRET_KEY": "of tests only",
        "WTF_CSRF_ENABLED": False,
        "PORTAL_VAR": var,
        "PORTAL_OBJECTS": str(var / "objects"),
        "PORTAL_SECRET_FILE": var / "secret.key",
        "SQLALCHEMY_ENGINES": {"default": options},
        # Ready pages have tests of their own; the others ask the site itself.
        "PORTAL_PLACE": "lucheng",
        "PORTAL_FRONT_CACHE_MB": 0,
    }
    app = create_app(**{**settings, **overrides})
    app.after_request(leave_no_change)  # registered last, so it looks first
    event.listen(app.extensions["portal.engine"], "connect", hurry)
    return app


def hurry(connection: object, _record: object) -> None:
    """Let SQLite wait for no disk: nothing here outlives the tests."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def worker_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what this test process keeps from test to test."""
    load_profile("lucheng")
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def database_url(worker_folder: Path) -> str:
    """Return this process's own database: PostgreSQL where PORTAL_TEST_POSTGRES names a server."""
    server = os.environ.get("PORTAL_TEST_POSTGRES")
    if not server:
        return f"sqlite:///{worker_folder / 'test.db'}"
    return fresh_database(server, os.environ.get("PYTEST_XDIST_WORKER", "gw"))


@pytest.fixture(scope="session")
def prepared_site(worker_folder: Path, database_url: str) -> Iterator[Flask]:
    """Return the site whose tables are made once for this process."""
    app = site(worker_folder, database_url, **kept_open(database_url))
    with app.app_context(), write_intent():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()
    if database_url.startswith("sqlite"):
        shutil.copy(worker_folder / "test.db", worker_folder / "empty.db")
    else:
        prepare_emptying(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def kept_open(url: str) -> dict[str, object]:
    """Return settings that keep a few connections to PostgreSQL open: each is a process there."""
    options = {**engine_options(url), "pool_pre_ping": False}
    return {} if url.startswith("sqlite") else {"SQLALCHEMY_ENGINES": {"default": options}}


@pytest.fixture
def app(prepared_site: Flask, worker_folder: Path, database_url: str) -> Iterator[Flask]:
    """Return a site with an empty database."""
    if database_url.startswith("sqlite"):
        for leftover in worker_folder.glob("test.db*"):
            leftover.unlink()
        shutil.copy(worker_folder / "empty.db", worker_folder / "test.db")
    for produced in ("index", "objects"):
        shutil.rmtree(worker_folder / produced, ignore_errors=True)
    yield prepared_site
    if not database_url.startswith("sqlite"):
        empty_postgres(prepared_site)


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """Stand inside the site, for services and queries; what is not committed is forgotten."""
    with app.app_context(), write_intent():
        yield app
        db.session.rollback()


@pytest.fixture
def citizen(app: Flask) -> Visitor:
    """Return somebody without an account, reading Chinese."""
    return Visitor(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a bare client, for what Visitor would check away."""
    return app.test_client()


@pytest.fixture
def officer(app: Flask) -> Callable[..., Visitor]:
    """Return a way to make a signed-in person, as in officer("handler", department="…")."""

    def make(*roles: str, department: str | None = "market-regulation", name: str = "") -> Visitor:
        visitor = Visitor(app)
        sign_in(visitor.client, *roles, department=department, name=name)
        return visitor

    return make


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Return a signed-in person who may open the desk and nothing else on it."""
    visitor = Visitor(app)
    sign_in(visitor.client, "volunteer", department=None, name="stranger")
    return visitor
