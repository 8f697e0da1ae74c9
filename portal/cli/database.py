"""flask --app wsgi database …: bring the tables up to date, and keep models and steps together."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask.cli import AppGroup
from sqlalchemy import Connection, Engine, create_engine, text

import portal
from portal.cli.speech import one_transaction, reachable
from portal.kernel.db import db, write_intent
from portal.places.services import claim_database
from portal.settings import ROOT

group = AppGroup("database", help="The tables: bring them up to date, check them, change them.")
MIGRATIONS = ROOT / "portal" / "migrations"
# A new step is formatted like everything else.
_TIDY = {
    "hooks": "ruff",
    "ruff.type": "module",
    "ruff.module": "ruff",
    "ruff.options": "format --quiet REVISION_SCRIPT_FILENAME",
}
# Any constant does, as long as nothing else locks it: two servers may start at the same moment.
_UPGRADE_LOCK = 0x0B0B2


def load_models() -> None:
    """Import every table of every room, whether its pages are installed or not."""
    for module in walk_packages(portal.__path__, "portal."):
        if "models" in module.name.split("."):
            import_module(module.name)


@contextmanager
def migrating(engine: Engine) -> Iterator[Config]:
    """Yield Alembic's configuration inside one transaction: every step happens, or none."""
    load_models()
    with write_intent(), engine.connect() as connection:
        _keep_foreign_keys(connection, "OFF")  # SQLite changes a table by copying it
        with connection.begin():
            if connection.dialect.name == "postgresql":
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": _UPGRADE_LOCK})
            yield _configuration(connection)
        _keep_foreign_keys(connection, "ON")


def _keep_foreign_keys(connection: Connection, state: str) -> None:
    # It must be said outside a transaction, so past SQLAlchemy, which would begin one.
    if connection.dialect.name == "sqlite" and connection.connection.driver_connection:
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def _configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    for option, value in _TIDY.items():
        config.set_section_option("post_write_hooks", option, value)
    return config


def is_current() -> bool:
    """Whether the database has had every step."""
    with db.engine.connect() as connection:
        had = MigrationContext.configure(connection).get_current_heads()
        return set(had) == set(ScriptDirectory.from_config(_configuration(connection)).get_heads())


@group.command()
def upgrade() -> None:
    """Bring the tables up to date and make the database this place's."""
    with reachable():
        with migrating(db.engine) as config:
            command.upgrade(config, "head")
        with one_transaction():
            claim_database()


@group.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to REVISION ("base" leaves none)."""
    with reachable(), migrating(db.engine) as config:
        command.downgrade(config, revision)


@group.command()
def check() -> None:
    """Say whether the models and the steps agree."""
    with reachable(), migrating(db.engine) as config:
        try:
            command.check(config)
        except CommandError as difference:
            raise click.ClickException(str(difference)) from None


@group.command()
@click.argument("name")
def revision(name: str) -> None:
    """Write the next step, called NAME, from the models; read it before you keep it."""
    number = len(list((MIGRATIONS / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'steps.db'}")
        with migrating(engine) as config:
            command.upgrade(config, "head")
        with migrating(engine) as config:
            command.revision(config, message=name, autogenerate=True, rev_id=f"{number:03}")
        engine.dispose()
