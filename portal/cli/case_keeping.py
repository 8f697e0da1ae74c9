"""flask complaints rotate-keys, purge: keys are changed, what is past its time is removed."""

from itertools import count

import click
from flask.cli import with_appcontext

from portal.cli.speech import one_transaction
from portal.complaints.retention import purging, queries
from portal.complaints.rules.retention import Kept
from portal.complaints.services import key_rotation
from portal.complaints.services.key_rotation import Rotated
from portal.extensions import identity_keys
from portal.kernel.audit import SYSTEM
from portal.kernel.daily_salt import throw_away_old
from portal.kernel.key_chain import KeyMissing


@click.command("rotate-keys")
@click.option("--new", is_flag=True, help="First put a new key before the others.")
@click.option("--forget-old", is_flag=True, help="At the end forget the keys nothing is under.")
@click.option(
    "--dry-run", is_flag=True, help="Say how much is under older keys and change nothing."
)
@with_appcontext
def rotate_keys(*, new: bool, forget_old: bool, dry_run: bool) -> None:
    """Seal who filed cases, files and drafts under the newest key; run it again to go on."""
    chain = identity_keys()
    if (new or forget_old) and not chain.is_file:
        raise click.ClickException(
            "The keys are in PORTAL_IDENTITY_KEYS: put the new one before the others there."
        )
    if new and not dry_run:
        _add_key()
    waiting = key_rotation.count_under_old_keys()
    if dry_run:
        click.echo(f"Under older keys: {_told(waiting)}.")
        return
    _rotate_all()
    if not key_rotation.count_under_old_keys().is_nothing:
        # What somebody else held just now was passed over; its key is still needed.
        raise click.ClickException("Some are still under older keys: run it again.")
    click.echo("Nothing is under older keys.")
    if forget_old:
        forgotten = chain.forget_old()
        with one_transaction():
            key_rotation.record_forgotten(forgotten)
        click.echo(f"Forgot {forgotten} older keys.")


def _add_key() -> None:
    key_id = identity_keys().add()
    with one_transaction():
        key_rotation.record_new_key(key_id)
    click.echo(f"The newest key is {key_id}.")


def _rotate_all() -> None:
    whole = Rotated(0, 0)
    for _turn in count():
        with one_transaction():
            done = _rotate_some()
        if done.is_nothing:
            break
        key_rotation.remove_left_over(done)
        whole = Rotated(
            whole.persons + done.persons, whole.files + done.files, whole.drafts + done.drafts
        )
    click.echo(f"Sealed again: {_told(whole)}.")


def _told(rotated: Rotated) -> str:
    return f"{rotated.persons} persons, {rotated.files} files, {rotated.drafts} drafts"


def _rotate_some() -> Rotated:
    try:
        return key_rotation.rotate_some()
    except KeyMissing as missing:
        raise click.ClickException(
            f"Key {missing.reason} is needed to open what it sealed: put it back, run it again."
        ) from None


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Say what is past its time and remove nothing.")
@with_appcontext
def purge(*, dry_run: bool) -> None:
    """Remove what is past its time: visits, salts, and what the place has set a period for."""
    with one_transaction():
        visits = purging.forget_visits(is_dry_run=dry_run)
    if not dry_run:
        throw_away_old()
    click.echo(f"{'Would forget' if dry_run else 'Forgot'} {visits} looks at cases.")
    for kept in Kept:
        click.echo(f"{kept.value}: {_would_purge(kept) if dry_run else _purge(kept)}")


def _would_purge(kept: Kept) -> str:
    before = queries.period_of(kept).ended_before
    if before is None:
        return "no period set, nothing is removed"
    held = queries.count_due(kept, before, is_held=True)
    return f"{queries.count_due(kept, before)} cases ended before {before}; {held} more are held"


def _purge(kept: Kept) -> str:
    if queries.period_of(kept).ended_before is None:
        return "no period set, nothing is removed"
    numbers: list[str] = []
    cases = 0
    while True:
        with one_transaction():
            made = purging.purge_some(kept, by=SYSTEM)
            if made is None:
                break
            numbers, cases = [*numbers, made.number], cases + made.cases_count
    return f"removed of {cases} cases; certificates: {', '.join(numbers) or 'none'}"


KEEPING_COMMANDS = (rotate_keys, purge)
