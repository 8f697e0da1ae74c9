"""flask --app wsgi serve: the site and its background worker under one roof."""

import http.client
import os
import socket
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path

import click
from alembic import command
from flask import Flask, current_app
from flask.cli import ScriptInfo

from portal.cli import database
from portal.cli.speech import one_transaction, reachable
from portal.cli.supervisor import StartFailed, Supervisor, end, start
from portal.kernel.db import db
from portal.places import queries
from portal.places.profile import current_place
from portal.places.services import claim_database

# Each thread may hold one connection to the database; the pool of a process has 16.
THREADS = 4
YIELDING = 10
HIGHEST_PORT = 65_535
MOST_WORKERS = 64
HTTP_OK = 200


@click.command("serve")
@click.option("--host", envvar="PORTAL_HOST", default="127.0.0.1", show_default=True)
@click.option(
    "--port",
    envvar="PORT",
    default=8000,
    show_default=True,
    type=click.IntRange(1, HIGHEST_PORT),
)
@click.option(
    "--workers",
    envvar="PORTAL_WORKERS",
    default=2,
    show_default=True,
    type=click.IntRange(1, MOST_WORKERS),
    help="Processes that answer requests.",
)
@click.option("--prepare", is_flag=True, help="First bring the tables up to date; fill a new one.")
def group(*, host: str, port: int, workers: int, prepare: bool) -> None:
    """Serve the site until told to stop (Ctrl-C, or TERM)."""
    check_address(host, port)
    with reachable():
        if prepare:
            prepare_database()
        check_database()
    db.engine.dispose()  # no connection is shared with the programs that follow
    site = partial(serve_site, host, port, workers)
    supervisor = Supervisor(site, partial(work_beside, own_app()))
    try:
        supervisor.run(is_up=lambda: answers(host, port), announce=lambda: announce(host, port))
    except StartFailed as failure:
        raise click.ClickException(
            f"The site stopped: {failure}. The lines above say why."
        ) from None


def serve_site(host: str, port: int, workers: int) -> None:
    """Answer requests until told to stop. Any other WSGI server does as well: wsgi:app."""
    # Named here and not imported above: where another server is chosen, this one may be absent.
    granian = import_module("granian")
    granian.Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=import_module("granian.constants").Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        log_level=import_module("granian.log").LogLevels.warning,
    ).serve()


def own_app() -> Flask:
    """Return the site that this command was started for."""
    return click.get_current_context().ensure_object(ScriptInfo).load_app()


def run_command(app: Flask, *words: str) -> None:
    """Run one of the portal's commands in this program; it ends with the command's code."""
    with app.app_context():
        app.cli.main(args=list(words), prog_name="flask --app wsgi")


def work_beside(app: Flask) -> None:
    """Do queued work with what the site leaves of the machine: nobody waits at its pages."""
    os.nice(YIELDING)
    # Where Linux gives each session an equal share, that is what has to yield.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(YIELDING), encoding="ascii")
    run_command(app, "jobs", "work")


def check_address(host: str, port: int) -> None:
    """Refuse an address where something else listens: granian would share it silently."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({refusal.strerror or refusal}): stop what "
                "uses it, or choose another with PORT."
            ) from None


def prepare_database() -> None:
    """Bring the tables up to date; a database that nobody claimed yet gets the demo place."""
    if not database.is_current():
        with database.migrating(db.engine) as config:
            command.upgrade(config, "head")
    if queries.find_installation() is None:
        db.session.rollback()
        # The demo claims the database in the transaction that fills it: a first run that was
        # broken off begins anew.
        run_once("demo", "load", "--place", current_place().place.code)
        run_once("search", "rebuild")


def check_database() -> None:
    """Refuse tables that are not up to date, and another place's database."""
    if not database.is_current():
        raise click.ClickException(
            "The tables are not up to date: run 'flask --app wsgi database upgrade' first."
        )
    with one_transaction():
        claim_database()


def run_once(*words: str) -> None:
    """Run one of the portal's commands to its end; where it fails, so does this one."""
    db.engine.dispose()
    program = start(partial(run_command, own_app(), *words))
    try:
        program.join()
    finally:
        end([program])
    if program.exitcode:
        raise click.exceptions.Exit(program.exitcode)


def answers(host: str, port: int) -> bool:
    """Whether the site answers."""
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTP_OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def announce(host: str, port: int) -> None:
    """Say where the site is and who may sign in."""
    place = current_app.extensions["portal.place"].place
    click.echo(f"{place.site_name.zh} · {place.name.zh}（{place.code}）")
    click.echo(f"http://{host}:{port}/    English: http://{host}:{port}/en/")
    demo = current_app.cli.commands.get("demo")
    if isinstance(demo, click.Group) and queries.is_demo():
        demo.main(["accounts"], prog_name="demo", standalone_mode=False)
    click.echo("Stop with Ctrl-C.")
