"""Enrolling with a code: a number and a PIN, no name. Also coming back with a new code."""

from dataclasses import dataclass

from sqlalchemy import delete

from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Refused
from portal.rewards.riders import codes, queries
from portal.rewards.riders.models import Rider, RiderCode, RiderPhone
from portal.rewards.riders.rules import LONGEST_PIN, SHORTEST_PIN, is_easy_pin
from portal.rewards.riders.words import WORDS


@dataclass(frozen=True)
class Enrolment:
    """What somebody types to enrol."""

    code: str
    platform: str
    pin: str


def enrol(told: Enrolment, *, token: str) -> Rider:
    """Enrol a rider with a code, once; a code for a known rider sets a new PIN there.

    ``token`` is fresh chance, of which the number is made. Raises Refused at code or pin.
    """
    check_new_pin(told.pin)
    code = _usable(told.code)
    code.used_on = clock.today()
    rider = db.session.get(Rider, code.rider_id) if code.rider_id else None
    if rider is not None:
        return _renewed(rider, told)
    number = codes.new_number(token)
    rider = Rider(
        number=number,
        pin_digest=codes.digest_of_pin(number, told.pin),
        platform=told.platform,
        enrolled_on=clock.today(),
    )
    db.session.add(rider)
    db.session.flush()
    # The line names the codes, not the rider: beside the line of a tip filed a moment later it
    # would tell who sent that.
    after = {"platform": told.platform}
    audit.record("rider.enrolled", subject=code.batch.subject, by=CITIZEN, after=after)
    return rider


def check_new_pin(pin: str) -> None:
    """Raise Refused where a PIN is no PIN, or would be among the first tried."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise Refused(WORDS["pin_short"], field="pin")
    if is_easy_pin(pin):
        raise Refused(WORDS["pin_easy"], field="pin")


def note_refusal(typed: str) -> None:
    """Write down that a code was refused, whatever becomes of the request; never the code."""
    code = queries.find_code(typed)
    subject = code.batch.subject if code is not None else "rider-codes:?"
    with own_transaction() as own:
        audit.record("rider-code.refused", subject=subject, by=CITIZEN, session=own)


def _usable(typed: str) -> RiderCode:
    if codes.is_of_another_place(typed):
        raise Refused(WORDS["code_elsewhere"], field="code")
    code = queries.find_code(typed)
    if code is None:
        raise Refused(WORDS["code_wrong"], field="code")
    # Who can type a code whole has held the paper: what became of it may be told.
    if code.used_on is not None:
        raise Refused(WORDS["code_used"], field="code")
    if code.revoked_on is not None:
        raise Refused(WORDS["code_revoked"], field="code")
    last_day = code.batch.expires_on
    if last_day is not None and last_day < clock.today():
        raise Refused(WORDS["code_expired"], field="code")
    return code


def _renewed(rider: Rider, told: Enrolment) -> Rider:
    if rider.ended_on is not None:
        raise Refused(WORDS["code_revoked"], field="code")
    rider.pin_digest = codes.digest_of_pin(rider.number, told.pin)
    rider.platform = told.platform
    # From here on, what was told before shows without its place: whoever made the code at the
    # desk could use it as well, and is not to learn of the rider's tips by it.
    rider.renewed_at = clock.now()
    db.session.execute(delete(RiderPhone).where(RiderPhone.rider_id == rider.id))
    audit.record("rider.came-back", subject="rider:-", by=CITIZEN)
    return rider
