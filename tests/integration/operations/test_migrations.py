"""The steps of the database lead to the tables the models describe, and back to none."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import inspect, text

from portal.cli import database
from portal.kernel.db import Base, db
from portal.places import queries
from tests.conftest import site
from tests.postgres import fresh_database


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Flask]:
    """Return a site whose database has no tables yet."""
    server = os.environ.get("PORTAL_TEST_POSTGRES")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
    url = fresh_database(server, f"steps_{worker}") if server else f"sqlite:///{tmp_path}/new.db"
    app = site(tmp_path, url)
    with app.app_context():
        yield app


@pytest.fixture
def operator(empty_site: Flask) -> FlaskCliRunner:
    """Return somebody who types commands."""
    return empty_site.test_cli_runner()


def tables() -> set[str]:
    """Return the tables of the database, without Alembic's own."""
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_upgrading_an_empty_database_makes_every_table(operator: FlaskCliRunner) -> None:
    assert operator.invoke(args=["database", "upgrade"]).exit_code == 0
    assert tables() == set(Base.metadata.tables)


def test_after_upgrading_models_and_tables_agree(operator: FlaskCliRunner) -> None:
    operator.invoke(args=["database", "upgrade"])
    assert operator.invoke(args=["database", "check"]).exit_code == 0


def test_a_difference_between_models_and_tables_is_found(operator: FlaskCliRunner) -> None:
    operator.invoke(args=["database", "upgrade"])
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE installation ADD COLUMN planted INTEGER"))
    assert operator.invoke(args=["database", "check"]).exit_code == 1


def test_downgrading_leaves_no_table_and_upgrading_again_works(operator: FlaskCliRunner) -> None:
    operator.invoke(args=["database", "upgrade"])
    operator.invoke(args=["database", "downgrade", "base"])
    assert tables() == set()
    assert operator.invoke(args=["database", "upgrade"]).exit_code == 0
    assert tables() == set(Base.metadata.tables)


def test_upgrading_makes_the_database_this_places_and_changes_nothing_twice(
    operator: FlaskCliRunner,
) -> None:
    operator.invoke(args=["database", "upgrade"])
    first = queries.find_installation()
    assert first is not None
    claimed_at = first.created_at
    db.session.rollback()
    assert operator.invoke(args=["database", "upgrade"]).exit_code == 0
    again = queries.find_installation()
    assert again is not None
    assert (again.place, again.created_at) == ("lucheng", claimed_at)


def test_another_places_database_is_refused_in_a_sentence(
    empty_site: Flask, operator: FlaskCliRunner
) -> None:
    operator.invoke(args=["database", "upgrade"])
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE installation SET place = 'zhoushan'"))
    refused = operator.invoke(args=["database", "upgrade"])
    assert refused.exit_code == 1
    assert "one database holds one place" in refused.output


def test_a_step_that_fails_leaves_nothing_behind(
    operator: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade_and_fail(config: Config, revision: str) -> None:
        real(config, revision)
        raise RuntimeError("the power went")

    real = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_and_fail)
    with pytest.raises(RuntimeError, match="power"):
        operator.invoke(args=["database", "upgrade"], catch_exceptions=False)
    assert tables() == set()


def test_a_new_step_is_written_from_the_models(
    operator: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "migrations"
    steps.mkdir()
    for name in ("env.py", "script.py.mako"):
        (steps / name).write_text((database.MIGRATIONS / name).read_text("utf-8"), "utf-8")
    (steps / "versions").mkdir()
    monkeypatch.setattr(database, "MIGRATIONS", steps)
    assert operator.invoke(args=["database", "revision", "First tables"]).exit_code == 0
    written = (steps / "versions" / "001_first_tables.py").read_text("utf-8")
    assert '"account"' in written
    assert "UTCDateTime" not in written


def test_an_absent_server_is_told_in_one_sentence_without_the_password(tmp_path: Path) -> None:
    app = site(tmp_path, "postgresql://portal:secret@127.0.0.1:9/portal")
    refused = app.test_cli_runner().invoke(args=["database", "upgrade"])
    assert refused.exit_code == 1
    assert "cannot be used" in refused.output
    assert "DATABASE_URL" in refused.output
    assert "secret" not in refused.output
    assert len(refused.output.splitlines()) == 1


def test_a_database_without_tables_is_told_in_one_sentence(tmp_path: Path) -> None:
    app = site(tmp_path, f"sqlite:///{tmp_path}/new.db")
    refused = app.test_cli_runner().invoke(args=["accounts", "create", "a", "--password", "b" * 10])
    assert refused.exit_code == 1
    assert "database upgrade" in refused.output
