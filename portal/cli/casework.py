"""flask complaints …: lists brought in, doubles looked for, and what a timer does each morning."""

from pathlib import Path

import click

from portal.cli.complaints import group as complaints
from portal.cli.speech import one_transaction
from portal.cli.tables import OPERATOR, read_file, tell
from portal.complaints import services, statistics
from portal.complaints.batches import KIND
from portal.tables import summary
from portal.tables.services import bring_in


@complaints.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--department", help="Code of the department that gets the cases; else intake.")
@click.option("--source", required=True, help="Where the list comes from, such as a hotline.")
@click.option("--dry-run", is_flag=True, help="Only report what the file holds.")
@click.option("--json", "as_json", is_flag=True, help="Report for a program.")
def import_cases(
    file: Path,
    department: str | None,
    source: str,
    dry_run: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """File a list of letters and calls (FILE, of any format) as a staff batch."""
    content = read_file(file)
    with one_transaction(), services.filing_for(department):
        if dry_run:
            report = summary.rehearse(content, kind=KIND.code, source=source)
        else:
            table = bring_in(
                content=content, file_name=file.name, kind=KIND.code, source=source, by=OPERATOR
            )
            report = summary.report_on(table)
    tell(report, is_kept=not dry_run, as_json=as_json)
    if not dry_run:
        _compare(as_json=as_json)


def _compare(*, as_json: bool) -> None:
    with one_transaction():
        count = services.compare_all()
    if not as_json:
        click.echo(f"Compared {count} cases with all others.")


@complaints.command("compare")
def compare() -> None:
    """Look for doubles among the cases that were not compared yet."""
    _compare(as_json=False)


@complaints.command("daily")
def look_after_the_day() -> None:
    """Begin and end leaves, make digests of what is late, give figures out, look for doubles.

    To be run by a timer early every morning; run again it does nothing twice.
    """
    with one_transaction():
        begun, ended = services.keep_leaves()
    with one_transaction():
        digests = services.make_digests()
    with one_transaction():
        sheets = statistics.give_out()
    click.echo(f"Leaves: {begun} begun, {ended} ended. Digests: {digests}. Sheets: {sheets}.")
    _compare(as_json=False)
