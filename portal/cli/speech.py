"""How commands speak: one clear sentence, an exit code, and one transaction each."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused

NO_TABLE = re.compile(r"no such table|relation .* does not exist")


@contextmanager
def reachable() -> Iterator[None]:
    """Turn a database that does not answer, or has no tables, into one sentence."""
    try:
        yield
    except (OperationalError, ProgrammingError) as fault:
        # PostgreSQL takes a missing table for a fault in the question; any other such is ours.
        has_no_tables = NO_TABLE.search(str(fault.orig)) is not None
        if isinstance(fault, ProgrammingError) and not has_no_tables:
            raise
        address = make_url(db.engine.url).render_as_string(hide_password=True)
        reason = str(fault.orig).strip().splitlines()[0]
        remedy = "start its server or correct DATABASE_URL"
        if has_no_tables:
            remedy = "run 'flask --app wsgi database upgrade' first"
        raise click.ClickException(
            f"The database {address} cannot be used ({reason}): {remedy}."
        ) from None


@contextmanager
def one_transaction() -> Iterator[None]:
    """Commit what the command did, or nothing; a refusal becomes a sentence and exit code 1."""
    with write_intent(), reachable():
        try:
            yield
            db.session.commit()
        except Refused as refusal:
            db.session.rollback()
            raise click.ClickException(str(refusal.reason)) from None


def say_json(facts: Any) -> None:
    """Print facts for a program."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
