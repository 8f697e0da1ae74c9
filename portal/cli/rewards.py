"""flask --app wsgi rewards lapse; to compute and to verify stands in a module of its own."""

from datetime import datetime

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction, say_json
from portal.kernel import clock
from portal.rewards import queries, services
from portal.rewards.words import WORDS

group = AppGroup("rewards", help="Compute and verify rewards; end those nobody claimed.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@group.command("lapse")
@click.option("--on", type=DAY, default=None, help="As if today were this day.")
@click.option("--dry-run", is_flag=True, help="Only say which.")
@click.option("--json", "as_json", is_flag=True)
def lapse(*, on: datetime | None, dry_run: bool, as_json: bool) -> None:
    """End every reward whose time to claim is over, and release its money.

    Payees paid longer ago than the place keeps them are forgotten with it.
    """
    day = on.date() if on else clock.today()
    if day > clock.today() and not dry_run:
        raise click.ClickException(str(WORDS["future"]))
    with one_transaction():
        ended = queries.list_overdue_claims(day) if dry_run else services.lapse_rewards(on=day)
        references = [reward.reference for reward in ended]
        forgotten = [] if dry_run else services.forget_paid(on=day)
    if as_json:
        done = {"lapsed": references, "forgotten": len(forgotten), "dry_run": dry_run}
        say_json({"on": day.isoformat(), **done})
        return
    for reference in references:
        click.echo(reference)
