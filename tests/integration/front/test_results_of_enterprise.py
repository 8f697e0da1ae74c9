"""An enterprise's results on its page: read once, and counted the same however many there are."""

import pytest
import time_machine
from flask import Flask

from portal.front import results
from portal.kernel.once import reading_once
from portal.sampling.models import SampleBatch
from tests.factories.enterprises import make_enterprise
from tests.factories.sampling import PASSED, published_batch

TODAY = "2026-11-22T02:00:00Z"


def shop_with(count: int) -> list[SampleBatch]:
    shop = make_enterprise("示例大润发超市")
    batches = [published_batch(1, **PASSED), *(published_batch(n) for n in range(2, count + 1))]
    for batch in batches:
        batch.seller_id, batch.seller = shop.id, shop
    return batches


@pytest.mark.parametrize("read", [100, 2])
@time_machine.travel(TODAY)
def test_the_counts_are_the_same_whether_all_was_read_or_not(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, read: int
) -> None:
    monkeypatch.setattr(results, "READ", read)
    batches = shop_with(3)
    shop = batches[0].seller
    assert shop is not None
    with reading_once():
        facts = results.show_results(shop).facts
    told = facts["total"], facts["judged"], facts["passed"]
    assert told == (3, 3, 1)
