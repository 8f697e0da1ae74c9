"""Reads of riders, codes, tips and seals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from portal.complaints.models import Case
from portal.complaints.rules import Seal
from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.rewards.models import RewardCase
from portal.rewards.riders import codes
from portal.rewards.riders.models import (
    Rider,
    RiderBatch,
    RiderCode,
    RiderPhone,
    RiderTip,
    SealFinding,
)

MOST_BATCHES, MOST_TIPS = 100, 300
BAD_SEALS = (Seal.NONE, Seal.BROKEN)


@dataclass(frozen=True)
class BatchRow:
    """One batch with what became of its codes."""

    batch: RiderBatch
    made: int
    used: int
    revoked: int

    @property
    def is_over(self) -> bool:
        """Whether its codes have expired."""
        return self.batch.expires_on is not None and self.batch.expires_on < clock.today()

    @property
    def open(self) -> int:
        """How many can still be used."""
        return 0 if self.is_over else self.made - self.used - self.revoked


def digest_of_token(token: str) -> str:
    """Return what is kept of a phone's token."""
    return keyring().digest("rider phone", token)


def find_rider_of_phone(token: str) -> Rider | None:
    """Return the rider who is signed in on the phone that holds this token, or None."""
    phone = db.session.get(
        RiderPhone, digest_of_token(token), options=[joinedload(RiderPhone.rider)]
    )
    if phone is None or phone.expires_on < clock.today():
        return None
    rider: Rider = phone.rider
    return rider if rider.ended_on is None else None


def find_rider(number: str) -> Rider | None:
    """Return the rider with this number, however it was typed; None where there is none."""
    clean = codes.clean_number(number)
    return db.session.scalar(select(Rider).filter_by(number=clean)) if clean else None


def find_code(typed: str) -> RiderCode | None:
    """Return the code that was typed, held until this transaction ends, or None."""
    wanted = select(RiderCode).filter_by(digest=codes.digest_of_code(typed))
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def find_batch_of_token(token: str) -> RiderBatch | None:
    """Return the batch that a form's token made already, or None."""
    digest = keyring().digest("rider batch", token)
    return db.session.scalar(select(RiderBatch).filter_by(submit_digest=digest))


def find_batch(reference: str) -> RiderBatch | None:
    """Return the batch with this number, however it was typed, or None."""
    return db.session.scalar(select(RiderBatch).filter_by(reference=reference.strip().upper()))


def list_batches() -> list[BatchRow]:
    """Return the batches made last, with the numbers of their codes."""
    newest = db.session.scalars(
        select(RiderBatch).order_by(RiderBatch.id.desc()).limit(MOST_BATCHES)
    ).all()
    counting = (
        select(
            RiderCode.batch_id,
            func.count(),
            func.count(RiderCode.used_on),
            func.count(RiderCode.revoked_on),
        )
        .where(RiderCode.batch_id.in_([batch.id for batch in newest]))
        .group_by(RiderCode.batch_id)
    )
    counted = {row[0]: row[1:] for row in db.session.execute(counting)}
    return [BatchRow(batch, *counted.get(batch.id, (0, 0, 0))) for batch in newest]


def count_riders() -> int:
    """Return how many riders are enrolled now."""
    counting = select(func.count(Rider.id)).where(Rider.ended_on.is_(None))
    return db.session.scalar(counting) or 0


def find_tip_of_case(case: Case) -> RiderTip | None:
    """Return the tip of an enrolled rider that this case is, or None."""
    return db.session.scalar(select(RiderTip).filter_by(case_id=case.id))


def list_tips(rider: Rider) -> Sequence[RiderTip]:
    """Return a rider's own tips with their cases, the newest first."""
    own = select(RiderTip).filter_by(tag=codes.tag_of(rider.number))
    return db.session.scalars(
        own.options(joinedload(RiderTip.case)).order_by(RiderTip.id.desc()).limit(MOST_TIPS)
    ).all()


def get_own_tip(rider: Rider, key: str) -> RiderTip:
    """Return one of the rider's own tips."""
    own = select(RiderTip).filter_by(tag=codes.tag_of(rider.number), key=key)
    tip = db.session.scalar(own)
    if tip is None:
        raise NotFound("tip")
    return tip


def rewards_of(tips: Sequence[RiderTip]) -> Mapping[int, RewardCase]:
    """Return the latest reward of each tip's case, by the case's inner number."""
    wanted = select(RewardCase).where(RewardCase.case_id.in_([tip.case_id for tip in tips]))
    return {row.case_id: row for row in db.session.scalars(wanted.order_by(RewardCase.id))}


def has_order(digest: str) -> bool:
    """Whether a tip about this order was filed already."""
    return db.session.scalar(select(RiderTip.id).filter_by(order_digest=digest)) is not None


def list_counted(
    family: str, moment: ColumnElement[datetime], month: date
) -> Sequence[tuple[RiderTip, RewardCase]]:
    """Return the tips whose rewards count in the month of a day, each with its reward."""
    first = datetime(month.year, month.month, 1, tzinfo=clock.CHINA)
    following = (month.year + month.month // 12, month.month % 12 + 1)
    until = datetime(*following, 1, tzinfo=clock.CHINA)
    found = (
        select(RiderTip, RewardCase)
        .join(RewardCase, RewardCase.case_id == RiderTip.case_id)
        .join(Case, Case.id == RiderTip.case_id)
        .where(RewardCase.family == family, moment >= first, moment < until)
    )
    return [(tip, reward) for tip, reward in db.session.execute(found)]


def find_seal(case: Case) -> SealFinding | None:
    """Return what was found of a case's seal, or None."""
    return db.session.get(SealFinding, case.id)


def count_bad_seals(enterprise_id: int, since: datetime, until: datetime) -> Mapping[Seal, int]:
    """Return how many verified takeaways of an enterprise had no seal or a broken one."""
    counting = (
        select(SealFinding.found, func.count())
        .join(Case, Case.id == SealFinding.case_id)
        .where(
            Case.enterprise_id == enterprise_id,
            SealFinding.found.in_(BAD_SEALS),
            and_(SealFinding.found_at >= since, SealFinding.found_at < until),
        )
        .group_by(SealFinding.found)
    )
    return {seal: count for seal, count in db.session.execute(counting)}  # noqa: C416 - a row is no pair
