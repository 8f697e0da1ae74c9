"""flask --app wsgi search …: the index is derived from the database and can be made again."""

import click
from flask.cli import AppGroup

from portal.cli.speech import reachable
from portal.search import queries

group = AppGroup("search", help="The search index.")


@group.command("rebuild")
@reachable()
def rebuild() -> None:
    """Make the index anew from the database."""
    count = queries.rebuild()
    click.echo(f"The index holds {count} documents.")


@group.command("check")
@reachable()
def check() -> None:
    """Compare the index with the database; exit 1 where they differ."""
    wrong = queries.disagreements()
    if wrong:
        named = ", ".join(wrong[:10])
        raise click.ClickException(f"{len(wrong)} documents differ ({named}): run search rebuild.")
    click.echo("The index agrees with the database.")
