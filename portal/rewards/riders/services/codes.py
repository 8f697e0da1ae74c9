"""Codes at the desk: made for a station or for one rider, revoked. Never kept readable."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards.riders import codes, policy, queries
from portal.rewards.riders.models import Rider, RiderBatch, RiderCode, RiderPhone
from portal.rewards.riders.words import WORDS

MOST_CODES = 200
LONGEST_STATION = 80


def make_codes(
    *, token: str, station: str, count: int, by: Actor, rider: Rider | None = None
) -> RiderBatch:
    """Make codes for a station; the same token again is the batch it already made.

    The codes follow from the token, which is not kept. Raises Refused at station or count.
    """
    known = queries.find_batch_of_token(token)
    if known is not None:
        return known
    if not station.strip():
        raise Refused(WORDS["station"], field="station")
    if not 1 <= count <= MOST_CODES:
        raise Refused(WORDS["count"], field="count")
    batch = _batch(token, station, count, rider, by)
    try:
        with db.session.begin_nested():
            db.session.add(batch)
            db.session.flush()
    except IntegrityError:  # pressed twice: the other request's batch is the batch
        first = queries.find_batch_of_token(token)
        if first is None:
            raise
        return first
    after = {"count": count, "expires_on": str(batch.expires_on or "")}
    audit.record("rider-codes.made", subject=batch.subject, by=by, after=after)
    return batch


def _batch(token: str, station: str, count: int, rider: Rider | None, by: Actor) -> RiderBatch:
    batch = RiderBatch(
        reference=f"QM{clock.today():%y}{codes.new_number(token)[2:]}",
        submit_digest=keyring().digest("rider batch", token),
        station=station.strip()[:LONGEST_STATION],
        made_at=clock.now(),
        made_by=by.name,
        expires_on=policy.code_expires_on(),
    )
    batch.codes = [
        RiderCode(
            serial=place,
            digest=codes.digest_of_code(codes.code_of(token, place)),
            rider_id=rider.id if rider else None,
        )
        for place in range(1, count + 1)
    ]
    return batch


def codes_of_batch(batch: RiderBatch, token: str) -> list[tuple[int, str]]:
    """Return serial and code of what is still open, for the sheet of whoever holds the token."""
    return [
        (code.serial, codes.code_of(token, code.serial))
        for code in batch.codes
        if code.used_on is None and code.revoked_on is None
    ]


def renew_rider(*, number: str, token: str, station: str, by: Actor) -> RiderBatch:
    """Make one new code for somebody who lost phone or PIN; codes made before for them end.

    Nothing of the rider's tips is read or shown. The phones stay signed in until the code is
    used, so that a code made in error takes nothing away. Raises Refused at number.
    """
    rider = _known(number)
    batch = make_codes(token=token, station=station, count=1, by=by, rider=rider)
    earlier = select(RiderCode).where(
        RiderCode.rider_id == rider.id,
        RiderCode.batch_id != batch.id,
        RiderCode.used_on.is_(None),
        RiderCode.revoked_on.is_(None),
    )
    for code in db.session.scalars(earlier):
        code.revoked_on = clock.today()
    audit.record("rider.renewed", subject=rider.subject, by=by, after={"codes": batch.reference})
    return batch


def revoke_codes(reference: str, *, serial: int | None, by: Actor) -> int:
    """Revoke one code of a batch, or all that nobody has used; return how many.

    Raises Refused at batch or serial.
    """
    batch = queries.find_batch(reference)
    if batch is None:
        raise Refused(WORDS["batch"], field="batch")
    wanted = [code for code in batch.codes if serial is None or code.serial == serial]
    if not wanted:
        raise Refused(WORDS["serial"], field="serial")
    left = [code for code in wanted if code.used_on is None and code.revoked_on is None]
    if not left:
        raise Refused(WORDS["nothing_left"], field="batch")
    for code in left:
        code.revoked_on = clock.today()
    after = {"count": len(left), "serial": serial}
    audit.record("rider-codes.revoked", subject=batch.subject, by=by, after=after)
    return len(left)


def end_rider(*, number: str, reason: str, by: Actor) -> Rider:
    """End an enrolment; what was earned stays and can be collected with each receipt."""
    rider = _known(number)
    if not reason.strip():
        raise Refused(WORDS["reason"], field="reason")
    rider.ended_on = clock.today()
    db.session.execute(delete(RiderPhone).where(RiderPhone.rider_id == rider.id))
    audit.record("rider.ended", subject=rider.subject, by=by, after={"reason": reason.strip()})
    return rider


def _known(number: str) -> Rider:
    rider = queries.find_rider(number)
    if rider is None:
        raise Refused(WORDS["number"], field="number")
    if rider.ended_on is not None:
        raise Refused(WORDS["ended"], field="number")
    return rider
