"""Commands about work in the background."""

import signal
import threading

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction, reachable
from portal.jobs import queries, services, worker
from portal.kernel.audit import Actor

OPERATOR = Actor(kind="system", name="operator")
group = AppGroup("jobs", help="Work in the background.")


@group.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@reachable()
def work(*, once: bool) -> None:
    """Do queued work until told to stop (SIGTERM, SIGINT); a running job is finished first."""
    if once:
        click.echo(f"{worker.run_all()} jobs done")
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.work(stop)


@group.command("retry")
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """Queue a job that failed for good once more."""
    with one_transaction():
        services.retry(queries.get_job(job_id), by=OPERATOR)
    click.echo(f"job {job_id} is queued again")
