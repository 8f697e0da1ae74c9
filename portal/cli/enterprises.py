"""flask enterprises …: fill the register, find who is meant."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction
from portal.cli.tables import OPERATOR, read_file, tell
from portal.enterprises import imports, services

group = AppGroup("enterprises", help="The register of enterprises.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Where the table comes from.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@click.option("--json", "as_json", is_flag=True, help="Report for a program.")
def import_file(
    file: Path,
    source: str,
    dry_run: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Enter the good rows of a table of any format; false rows are told by line and reason."""
    content = read_file(file)
    with one_transaction():
        if dry_run:
            report = imports.check_enterprises(content, source=source)
        else:
            report = imports.import_enterprises(
                content, source=source, by=OPERATOR, file_name=file.name
            )
    tell(report, is_kept=not dry_run, as_json=as_json)


@group.command("spell")
def spell_names() -> None:
    """Work out anew how every name may be spelled, after enterprises came in past the importer."""
    with one_transaction():
        count = services.spell_all()
    click.echo(f"{count} names")
