"""How commands speak: one clear sentence, an exit code, and one transaction each."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused


@contextmanager
def reachable() -> Iterator[None]:
    """Turn a database that does not answer, or has no tables, into one sentence."""
    try:
        yield
    except OperationalError as fault:
        address = make_url(db.engine.url).render_as_string(hide_password=True)
        reason = str(fault.orig).strip().splitlines()[0]
        remedy = "start its server or correct DATABASE_URL"
        if "no such table" in reason:
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
