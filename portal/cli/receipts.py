"""Commands about signed receipts and the keys behind them; part of ``complaints``."""

from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.cli.speech import one_transaction
from portal.complaints.signed import LONGEST, Standing, verify
from portal.extensions import signing_keys
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.signing import VerifyingKey, read_verifying_key

NOT_GENUINE = {
    Standing.UNREADABLE: "This is no receipt, or lines of it are missing, added or broken.",
    Standing.ALTERED: "Not genuine: the signature does not fit what is written.",
    Standing.UNKNOWN_KEY: "Not signed with this key: compare its line 'key:' with the key's id.",
    Standing.RETIRED_KEY: "Not to be believed: the key had been replaced before that moment.",
}


@click.command("verify-receipt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A public key (PEM) to verify with; without it, the keys of this installation.",
)
@with_appcontext
def verify_receipt(file: Path, key_file: Path | None) -> None:
    """Say whether the signed receipt in FILE is genuine. Needs no database."""
    written = file.read_bytes()[:LONGEST].decode("utf-8", "replace")
    finding = verify(written, _only(key_file) if key_file else signing_keys().find)
    if finding.statement is None:
        raise click.ClickException(NOT_GENUINE[finding.standing])
    click.echo("Genuine: signed, and not a sign of it was changed. It says:\n")
    click.echo(finding.statement.text(), nl=False)


def _only(path: Path) -> Callable[[str], VerifyingKey | None]:
    try:
        key = read_verifying_key(path.read_bytes(), since=clock.now())
    except ValueError:
        raise click.ClickException(f"{path} is no Ed25519 public key in PEM.") from None
    return lambda key_id: key if key.key_id == key_id else None


@click.command("rotate-receipt-key")
@with_appcontext
def rotate_receipt_key() -> None:
    """Sign receipts with a new key from now on; the old one's public half is kept and shown."""
    with one_transaction():
        key = signing_keys().rotate()
        audit.record("receipt-key.rotated", subject=f"receipt-key:{key.key_id}", by=SYSTEM)
    click.echo(f"Receipts are signed with {key.key_id} from now on. Keep a copy of the key file.")


RECEIPT_COMMANDS = (verify_receipt, rotate_receipt_key)
