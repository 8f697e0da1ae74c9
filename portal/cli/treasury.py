"""flask --app wsgi rewards reconcile: the month's account of the rewards."""

from datetime import date, timedelta

import click
from flask_babel import force_locale

from portal.cli.rewards import group as rewards
from portal.cli.speech import one_transaction, say_json
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.errors import NotFound
from portal.rewards import services
from portal.rewards.batch_words import DIFFERENCES
from portal.rewards.queries.reconciliation import count_month, month_in
from portal.rewards.services.reconciling import digest_of, document_of
from portal.rewards.words import yuan

FOUND = 1


@rewards.command("reconcile")
@click.option("--month", "text", default=None, help="YYYY-MM; the month before this one.")
@click.option("--keep", is_flag=True, help="Keep the account, with its digest.")
@click.option("--json", "as_json", is_flag=True)
def reconcile(*, text: str | None, keep: bool, as_json: bool) -> None:
    """Set the ledger beside payments, batches and rewards; exit with 1 where they differ."""
    with one_transaction():
        month = _month(text)
        lines, found = count_month(month)
        if keep:
            services.reconcile(month, by=SYSTEM)
    document = document_of(month, lines, found)
    if as_json:
        say_json({"digest": digest_of(document), "account": document})
    else:
        for line in lines:
            sums = (line.opening_fen, line.reserved_fen, line.paid_fen, line.released_fen)
            told = " ".join(yuan(fen) for fen in (*sums, line.closing_fen))
            click.echo(f"{line.year} {line.scheme}: {told}")
        with force_locale("zh_Hans_CN"):
            for one in found:
                click.echo(f"{DIFFERENCES[one.kind]}: {one.subject}")
        click.echo(digest_of(document))
    if found:
        raise SystemExit(FOUND)


def _month(text: str | None) -> date:
    if text is None:
        return (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    try:
        return month_in(text)
    except NotFound:
        raise click.BadParameter(f"{text!r} is not a month such as 2026-11") from None
