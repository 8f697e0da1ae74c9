"""Counting what comes through the door, and noting which passes were used."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.complaints import intake
from portal.complaints.models import SpentPass
from portal.complaints.rules import Gate, wait_for
from portal.complaints.words import REFUSALS
from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db, own_reading, own_transaction
from portal.kernel.errors import Refused
from portal.kernel.throttle import note_try, read_tries

HOUR, MINUTE = 3600, 60
COUNTED_FOR_ALL = "filing"


def _keys(what: str, bucket: str) -> tuple[str, str]:
    return f"gate/{what}/{bucket}", f"gate/{COUNTED_FOR_ALL}"


def asked_wait(what: str, bucket: str, gate: Gate) -> int:
    """Return how many seconds this network has to wait now; below the thresholds none."""
    own, everybody = _keys(what, bucket)
    keys = own, everybody
    if db.session.in_transaction():
        tries = read_tries(db.session, keys)
    else:
        # On SQLite the request's own would begin with the one writer's place, to look only.
        with own_reading() as reading:
            tries = read_tries(reading, keys)
    return wait_for(gate, own=tries.get(own, 0), all_of_them=tries.get(everybody, 0))


def note_passage(what: str, bucket: str, session: Session | None = None) -> None:
    """Count one that came through, in the same transaction as what it brought."""
    own, everybody = _keys(what, bucket)
    work = session or db.session
    note_try(work, own, seconds=HOUR)
    if what == COUNTED_FOR_ALL:
        # Last: whoever counts for everybody holds that row until the transaction ends.
        note_try(work, everybody, seconds=MINUTE)


def note_turned_back(what: str, bucket: str) -> None:
    """Count one that was asked to wait, so that asking again and again does not get cheaper."""
    with own_transaction() as own:
        note_try(own, _keys(what, bucket)[0], seconds=HOUR)


def spend_pass(name: str, session: Session | None = None) -> None:
    """Note a pass as used; raises Refused where it was used before."""
    work = session or db.session
    row = SpentPass(
        digest=keyring().digest("gate pass", name), expires_at=clock.now() + intake.pass_life()
    )
    try:
        with work.begin_nested():
            work.add(row)
    except IntegrityError:
        raise Refused(REFUSALS["pass_used"]) from None


def purge_passes() -> None:
    """Forget used passes whose time is over: they count for nobody any more."""
    db.session.execute(delete(SpentPass).where(SpentPass.expires_at <= clock.now()))
