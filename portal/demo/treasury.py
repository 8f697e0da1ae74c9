"""The treasury of the demo: batches sent to the bank, their result files, the account of months."""

from datetime import date, datetime, time, timedelta

from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.rewards import services
from portal.rewards.batch_files import write_order
from portal.rewards.models import PaymentBatch, RewardCase
from portal.rewards.rules import Stage
from portal.rewards.rules.batches import ANSWERS
from portal.rewards.services.batches import batch_rows

ACCOUNT_DAY, ACCOUNT_HOUR = 3, 10


def send_out(reward: RewardCase, by: Actor) -> None:
    """Put what waits into a batch, unless somebody's batch has taken this reward along."""
    if reward.stage is Stage.VERIFIED:
        services.make_batch(by=by)


def bring_back(reward: RewardCase, by: Actor, *, fails: bool) -> None:
    """Read the result file of a reward's batch; ``fails`` says what became of this one."""
    payment = reward.payment
    if payment is None or payment.batch is None or payment.batch.closed_at is not None:
        return
    batch = payment.batch
    content = write_order(_answered(batch, payment.reference if fails else ""), "csv")
    services.read_result(batch.reference, content=content, by=by)


def _answered(batch: PaymentBatch, failing: str) -> list[tuple[str, ...]]:
    *rows, total = batch_rows(batch)
    because = seeds("payouts")["because"]["fail"]
    told = []
    for row in rows:
        ordered, payment = row[: -len(ANSWERS)], row[2]
        paid = ("成功", f"SLYH{clock.today():%Y%m%d}{payment[-4:]}", "")
        told.append((*ordered, *(("失败", "", because) if payment == failing else paid)))
    return [*told, total]


def keep_accounts(town: Town, first: date) -> None:
    """Keep each month's account some days after its end."""
    month = first.replace(day=1)
    while True:
        after = (month + timedelta(days=31)).replace(day=1)
        day = after.replace(day=ACCOUNT_DAY)
        if day >= town.today:
            return
        moment = datetime.combine(day, time(ACCOUNT_HOUR), tzinfo=clock.CHINA)
        town.diary.begin(_keep(town, month, moment))
        month = after


def _keep(town: Town, month: date, moment: datetime) -> Story:
    yield moment
    services.reconcile(month, by=town.actor("finance"))
