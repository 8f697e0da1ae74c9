"""flask contacts purge: who signed up, booked a test or asked for a visit is forgotten in time."""

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction
from portal.events import services as events
from portal.kernel.audit import SYSTEM
from portal.members.policy import applicant_days
from portal.members.services.forgetting import erase_old_applicants
from portal.visits import forgetting
from portal.walkins import policy
from portal.walkins import services as walkins

group = AppGroup("contacts", help="Names and contacts of those who took part or asked to.")


@group.command("purge")
def purge() -> None:
    """Forget the names and contacts that are past the time the place has set."""
    if policy.contact_days() is None and applicant_days() is None:
        click.echo("No period set, nothing is forgotten.")
        return
    with one_transaction():
        signed_up = events.erase_old_contacts(by=SYSTEM)
        booked = walkins.erase_old_contacts(by=SYSTEM)
        visits = forgetting.erase_old_contacts(by=SYSTEM)
        refused = erase_old_applicants(by=SYSTEM)
    click.echo(
        f"Forgot the contacts of {signed_up} sign-ups, {booked} bookings, {visits} visits and "
        f"{refused} refused applicants."
    )
