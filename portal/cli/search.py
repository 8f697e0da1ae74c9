"""flask --app wsgi search …: the index is derived from the database and can be made again."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.speech import reachable
from portal.search import evaluating, queries

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


@group.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--split", default="open", show_default=True, help="queries_SPLIT, qrels_SPLIT.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def evaluate(folder: Path, split: str, *, as_json: bool) -> None:
    """Ask a set of questions (docs.jsonl and judgements) and say what the answers are worth.

    The documents are indexed in a throw-away folder by the product's own analysis and ranking.
    """
    try:
        figures = evaluating.evaluate(folder, split)
    except evaluating.SetError as fault:
        raise click.ClickException(str(fault)) from fault
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        click.echo(f"{name}: {value}")
