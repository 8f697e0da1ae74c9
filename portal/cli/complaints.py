"""Commands about cases."""

import click
from flask.cli import AppGroup

from portal.cli.case_keeping import KEEPING_COMMANDS
from portal.cli.channel import CHANNEL_COMMANDS
from portal.cli.receipts import RECEIPT_COMMANDS
from portal.cli.speech import one_transaction
from portal.complaints import services
from portal.complaints.services.moves import refresh_open_cases
from portal.kernel import throttle

group = AppGroup("complaints", help="Look after complaints, reports and tips.")


@group.command("purge-drafts")
@click.option("--dry-run", is_flag=True, help="Say how many there are and remove none.")
def purge_drafts(*, dry_run: bool) -> None:
    """Remove drafts past their time, with their files, and counts of tries that are over."""
    removed = 0
    with one_transaction():
        removed = found = services.purge_drafts(is_dry_run=dry_run)
        while found and not dry_run:
            found = services.purge_drafts()
            removed += found
    while not dry_run and throttle.forget_old_counts():
        pass
    click.echo(f"{'Would remove' if dry_run else 'Removed'} {removed} drafts past their time.")


@group.command("refresh-due")
def refresh_due() -> None:
    """Work out anew by which day the queue sorts each case, after a holiday table was put right."""
    with one_transaction():
        changed = refresh_open_cases()
    click.echo(f"{changed} cases have another day.")


for command in (*RECEIPT_COMMANDS, *KEEPING_COMMANDS, *CHANNEL_COMMANDS):
    group.add_command(command)
