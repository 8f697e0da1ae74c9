"""What commands that bring tables in share: reading the file, and telling what became of it."""

from dataclasses import asdict
from pathlib import Path

import click

from portal.cli.speech import say_json
from portal.kernel.audit import Actor
from portal.tables.summary import TableReport

OPERATOR = Actor(kind="operator", name="operator")


def read_file(file: Path) -> bytes:
    """Return a file's bytes; one that cannot be read is one sentence."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}") from None


def tell(report: TableReport, *, is_kept: bool, as_json: bool) -> None:
    """Say how many records were read, taken, double and false, and why."""
    if as_json:
        counts = {"rejected": report.rejected, "kept": is_kept}
        say_json(asdict(report) | counts)
        return
    click.echo(
        f"read {report.read}, accepted {report.accepted}, "
        f"duplicate {report.duplicate}, rejected {report.rejected}"
    )
    for fault in report.faults:
        click.echo(f"  line {fault.line}, {fault.column}: {fault.reason}")
