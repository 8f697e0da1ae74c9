"""How commands speak: one clear sentence, an exit code, and one transaction each."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused


@contextmanager
def one_transaction() -> Iterator[None]:
    """Commit what the command did, or nothing; a refusal becomes a sentence and exit code 1."""
    with write_intent():
        try:
            yield
            db.session.commit()
        except Refused as refusal:
            db.session.rollback()
            raise click.ClickException(str(refusal.reason)) from None


def say_json(facts: Any) -> None:
    """Print facts for a program."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
