"""flask complaints self-test: prove that the public can file and follow, as the public does."""

import contextvars

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from portal.cli.speech import one_transaction
from portal.complaints.channel.browsing import Browser, InnerBrowser, OuterBrowser
from portal.complaints.channel.trial import TrialFailed, answers_of, try_channel
from portal.complaints.models import ChannelTest
from portal.complaints.services import trials
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db

WEB = ("http://", "https://")


@click.command("self-test")
@click.option("--address", help="Go over the network to this address, as the public comes.")
@with_appcontext
def test_channel(address: str | None) -> None:
    """File a made-up tip through the real form, follow it, and take it out again; 1 if stuck."""
    if address is not None and not address.startswith(WEB):
        raise click.ClickException("The address begins with http:// or https://.")
    with one_transaction():
        trial = trials.begin_trial()
        number, mark = trial.id, trial.mark
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - a client needs the app, not the proxy
    browser: Browser = OuterBrowser(address) if address else InnerBrowser(app)
    answers, failed_at = answers_of(mark), ""
    try:
        # Without this command's own context, which every request would take for its own.
        contextvars.Context().run(try_channel, browser, mark, answers)
    except TrialFailed as failed:
        failed_at = failed.step
    except OSError:
        failed_at = "network"
    with one_transaction():
        ended = db.session.get_one(ChannelTest, number)
        trials.end_trial(ended, failed_at=failed_at, by=SYSTEM)
    if failed_at:
        raise click.ClickException(f"The channel does not work: a citizen is stuck at {failed_at}.")
    click.echo("The channel works: a made-up tip was filed, followed and taken out again.")


CHANNEL_COMMANDS = (test_channel,)
