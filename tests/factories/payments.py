"""Batches of payments and their result files, for tests; the caller commits."""

from collections.abc import Collection, Sequence

from portal.rewards import services
from portal.rewards.batch_files import write_order
from portal.rewards.models import PaymentBatch
from portal.rewards.services.batches import batch_rows
from tests.factories import rewards


def make_batch(lines: int = 1) -> PaymentBatch:
    """Return a batch of verified claims that go to accounts."""
    for _n in range(lines):
        rewards.make_verified(rewards.NAMED)
    return services.make_batch(by=rewards.person("finance", "finance-f").actor)


def answered(
    rows: Sequence[Sequence[str]], *, failing: Collection[int] = (), numbers: str = "LS"
) -> list[tuple[str, ...]]:
    """Return a batch's rows as the bank sends them back; ``failing`` are line numbers."""
    *lines, total = rows
    answers = [
        ("失败", "", "示例：账号不符")
        if int(row[1]) in failing
        else ("成功", f"{numbers}{row[2]}", "")
        for row in lines
    ]
    told = [(*row[:9], *answer) for row, answer in zip(lines, answers, strict=True)]
    return [*told, tuple(total)]


def result_file(batch: PaymentBatch, *, failing: Collection[int] = (), kind: str = "csv") -> bytes:
    """Return the result file of a batch."""
    return write_order(answered(batch_rows(batch), failing=failing), kind)
