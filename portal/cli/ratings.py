"""flask ratings …: bring grades in, mark the expired."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction
from portal.cli.tables import OPERATOR, read_file, tell
from portal.kernel.audit import SYSTEM
from portal.ratings import imports, services, verifying

group = AppGroup("ratings", help="Grades of enterprises.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--document", required=True, help="The document the grades come from.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@click.option("--take-good", is_flag=True, help="Take the good rows although others are false.")
@click.option("--json", "as_json", is_flag=True, help="Report for a program.")
def import_file(
    file: Path,
    document: str,
    dry_run: bool,  # noqa: FBT001 - click passes options so
    take_good: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Propose the grades of a CSV table; a second person checks and publishes them."""
    content = read_file(file)
    with one_transaction():
        report = imports.check_ratings(content, document=document)
        is_kept = not dry_run and (take_good or not report.faults)
        if is_kept:
            report = imports.import_ratings(content, document=document, by=OPERATOR)
    tell(report, is_kept=is_kept, as_json=as_json)
    if report.faults and not is_kept and not dry_run:
        raise click.ClickException("nothing was kept: correct the rows above, or use --take-good")


@group.command("expire")
def expire() -> None:
    """Write down which grades have begun or are over; tell no more what is public no longer."""
    with one_transaction():
        count = services.settle_ratings(by=SYSTEM)
        retold = verifying.retell_ended(by=SYSTEM)
    click.echo(f"{count} begun or expired, {retold} without facts that are public no longer")
