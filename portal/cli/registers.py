"""flask ratings import-register …: the register of another authority, compared and brought in."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from portal.cli.ratings import group as ratings
from portal.cli.speech import one_transaction, say_json
from portal.cli.tables import OPERATOR
from portal.ratings.registers import importing
from portal.ratings.registers.comparing import Change, Entry
from portal.ratings.registers.importing import Report

SIGNS = {Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~"}


@ratings.command("import-register")
@click.argument("source")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the extract.")
@click.option("--apply", "is_applied", is_flag=True, help="Bring it in; without it only compare.")
@click.option("--brief", is_flag=True, help="Only the counts.")
@click.option("--json", "as_json", is_flag=True, help="Report for a program.")
def import_register(
    source: str,
    files: tuple[Path, ...],
    day: datetime | None,
    is_applied: bool,  # noqa: FBT001 - click passes options so
    brief: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Compare an extract of a register (FILES as its source lists them) with what is kept of it."""
    on: date | None = day.date() if day else None
    entries: list[Entry] = []
    hear = entries.append if as_json and not brief else _silent if brief or as_json else _tell
    with one_transaction():
        if is_applied:
            report = importing.import_register(source, files, by=OPERATOR, on=on, hear=hear)
        else:
            report = importing.check_register(source, files, on=on, hear=hear)
    _conclude(report, entries, as_json=as_json)


def _silent(_entry: Entry) -> None:
    """Say nothing of one establishment."""


def _tell(entry: Entry) -> None:
    click.echo(f"{SIGNS[entry.change]} {entry.identifier}  {entry.name}")
    for field, (was, now) in entry.fields.items():
        click.echo(f"    {field}: {was} -> {now}")


def _conclude(report: Report, entries: list[Entry], *, as_json: bool) -> None:
    counts = {str(change): report.counts[change] for change in Change}
    if as_json:
        told = {"source": report.source, "on": report.on, "told": report.told, "read": report.read}
        listed = [{**_facts(one), "fields": one.fields} for one in entries]
        faults = [asdict(fault) for fault in report.faults]
        kept = {"kept": report.is_kept, "digest": report.digest}
        say_json({**told, **counts, **kept, "entries": listed, "faults": faults})
        return
    for fault in report.faults:
        click.echo(f"! {fault.line}, {fault.field}: {fault.reason}")
    header = "" if report.told is None else f" (its header says {report.told})"
    listed_counts = ", ".join(f"{name} {count}" for name, count in counts.items())
    click.echo(f"{report.source} of {report.on}: read {report.read}{header}; {listed_counts}")
    click.echo("brought in" if report.is_kept else "nothing was written; --apply brings it in")


def _facts(entry: Entry) -> dict[str, str]:
    return {"change": entry.change, "identifier": entry.identifier, "name": entry.name}
