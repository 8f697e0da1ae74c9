"""flask --app wsgi sampling index …: the index of results is derived and can be made again."""

import click
from flask.cli import AppGroup

from portal.cli.sampling import group as sampling
from portal.cli.speech import one_transaction, reachable
from portal.kernel.db import db, write_intent
from portal.sampling import postings

SHOWN = 10
index = AppGroup("index", help="The search index of results.")
sampling.add_command(index)


@index.command("rebuild")
def rebuild() -> None:
    """Make the index anew from the rows; searches go on meanwhile."""
    with one_transaction():
        count = postings.rebuild()
    click.echo(f"The index holds {count} results.")


@index.command("compact")
@reachable()
def compact() -> None:
    """Join segments until nothing more is worth joining, as the background worker does."""
    joined = 0
    with write_intent():
        while postings.compact():
            db.session.commit()
            joined += 1
    click.echo(f"{joined} times segments were joined.")


@index.command("check")
@reachable()
def check() -> None:
    """Hold the index against every row; exit 1 where they differ."""
    wrong = list(postings.disagreements())
    if wrong:
        named = "; ".join(wrong[:SHOWN])
        raise click.ClickException(
            f"{len(wrong)} differences ({named}): run sampling index rebuild."
        )
    click.echo("The index agrees with the rows.")
