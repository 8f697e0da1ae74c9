"""flask --app wsgi demo load | accounts | code: a synthetic place to try the portal with."""

import click
from flask.cli import AppGroup

from portal.accounts.queries import find_account
from portal.cli.speech import one_transaction, reachable
from portal.demo import loading, people, receipts, riders
from portal.places.profile import current_place
from portal.places.queries import find_installation

group = AppGroup("demo", help="A synthetic place, to try the portal with.")


@group.command("load")
@click.option("--place", "code", help="Must be the place that PORTAL_PLACE names.")
def load(code: str | None) -> None:
    """Fill an empty database with the demo; a second time changes nothing."""
    configured = current_place().place.code
    if code is not None and code != configured:
        raise click.ClickException(
            f"PORTAL_PLACE says {configured!r}, --place says {code!r}: set PORTAL_PLACE={code}."
        )
    with one_transaction():
        is_new = loading.load_demo()
    if not is_new:
        click.echo("The demo is here already; nothing was changed.")
        return
    click.echo(f"The demo of {configured} is loaded.")
    say_accounts()


@group.command("accounts")
@reachable()
def list_accounts() -> None:
    """List who may sign in to the demo, and cases that anybody may follow."""
    check_demo()
    say_accounts()


@group.command("code")
@click.argument("username")
@reachable()
def say_code(username: str) -> None:
    """Print the code that USERNAME's authenticator shows now."""
    check_demo()
    account = find_account(username) if username in people.usernames() else None
    code = people.current_code(account) if account is not None else None
    if code is None:
        raise click.ClickException(
            f"{username!r} is no account of the demo with a second factor; "
            "'flask --app wsgi demo accounts' lists them."
        )
    click.echo(code)


def check_demo() -> None:
    """Refuse a database that does not hold the demo: its secrets are nobody's to print."""
    installation = find_installation()
    if installation is None or not installation.is_demo:
        raise click.ClickException(
            "This database does not hold the demo; 'flask --app wsgi demo load' fills an empty one."
        )


def say_accounts() -> None:
    """Print the demo's accounts, its password, and the cases that may be followed."""
    for account in people.list_accounts():
        factor = "  + code" if account.needs_second_factor else ""
        click.echo(f"{account.username:26}{', '.join(account.roles)}{factor}")
    click.echo(f"Password of all of them: {people.shared_password()}")
    click.echo("The code: flask --app wsgi demo code USERNAME")
    click.echo("Cases to follow at /track:")
    for number, secret, stage in receipts.list_receipts():
        click.echo(f"  {number}  {secret}  ({stage})")
    click.echo(f"Riders, at /riders/ with the PIN {riders.shared_pin()}:")
    for number in riders.list_riders():
        click.echo(f"  {number}")
