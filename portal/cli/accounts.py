"""flask accounts: the first administrator, and whoever follows."""

import click
from flask.cli import AppGroup

from portal.accounts import rules, services
from portal.accounts.rules import NewAccount
from portal.cli.speech import one_transaction
from portal.kernel.audit import SYSTEM

group = AppGroup("accounts", help="People who sign in.")


@group.command("create")
@click.argument("username")
@click.option("--role", "roles", multiple=True, default=["administrator"], show_default=True)
@click.option("--department", help="Code of the department, for people who handle cases.")
@click.option("--name", default="", help="The name to show; default: the user name.")
@click.password_option(help="Asked for where it is not given.")
def create(
    username: str, roles: tuple[str, ...], department: str | None, name: str, password: str
) -> None:
    """Open an account; without --role, an administrator's."""
    facts = NewAccount(username.strip().lower(), name, password, roles, department)
    with one_transaction():
        account = services.create_account(facts=facts, by=SYSTEM)
    click.echo(f"{account.username}: {', '.join(account.roles)}")


@group.command("roles")
def list_roles() -> None:
    """List the roles and what each may do."""
    for code, role in rules.roles().items():
        allowed = ", ".join(sorted(permission.value for permission in role.permissions))
        click.echo(f"{code} ({role.name['zh']}): {allowed}")
