"""改判: what a re-test cleared counts as failed in no room, from the same moment (A6)."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.kernel.db import db
from portal.sampling import queries, services
from portal.sampling.models import Dispute, SampleBatch
from portal.sampling.queries import DisposalFilter, ResultFilter, statistics
from portal.sampling.rules.batches import BatchStage, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.disputes import AskedBy, DisputeKind
from tests.factories.disposals import TODAY, failed_disposal, walk
from tests.factories.enterprises import make_enterprise
from tests.factories.sampling import HANDLER, published_batch
from tests.integration.commitments.working_out import fraction, worked

SERVED = date(2026, 11, 2)


@pytest.fixture
def retested(inside: Flask) -> Dispute:
    published_batch(2)
    disposal = walk(failed_disposal(1), DisposalStage.NOTIFIED, SERVED)
    dispute = services.lodge_dispute(
        disposal,
        kind=DisputeKind.METHOD,
        asked_by=AskedBy.MAKER,
        days=(SERVED, date(2026, 11, 5)),
        document="异议书（示例）",
        by=HANDLER,
    )
    services.accept_dispute(dispute, on=date(2026, 11, 6), by=HANDLER)
    return dispute


def overturn(dispute: Dispute) -> SampleBatch:
    services.conclude_dispute(
        dispute,
        is_overturned=True,
        on=date(2026, 11, 20),
        document="异议审核结论（示例）",
        note="检验方法适用有误，改判合格",
        by=HANDLER,
    )
    db.session.flush()
    return dispute.disposal.batch


def failed_everywhere() -> dict[str, object]:
    """Return how many failures each room counts."""
    tallies = statistics.list_tallies(TaskKind, 2026)
    counted = statistics.count_disposals(2026)
    return {
        "search": queries.count_by("results", ResultFilter()).get(Result.FAILED, 0),
        "newest": len(queries.list_failing_recently()),
        "statistics": sum(
            one.count for one in tallies if one.result is Result.FAILED and one.by == ""
        ),
        "items": sum(statistics.count_failed_items(2026).values()),
        "disposals": counted.started.denominator,
        "index": queries.count_results(ResultFilter(results=(Result.FAILED,))),
        "rate": queries.count_passed(2026, kinds=[TaskKind.SUPERVISION]),
        "promise": fraction(worked("disposals-started"))[1],
    }


@time_machine.travel(TODAY)
def test_an_overturned_failure_leaves_every_count_at_once(retested: Dispute) -> None:
    before = failed_everywhere()
    assert {name: before[name] for name in before if name != "rate"} == dict.fromkeys(
        ("search", "newest", "statistics", "items", "disposals", "index", "promise"), 2
    )
    overturn(retested)
    after = failed_everywhere()
    assert {name: after[name] for name in after if name != "rate"} == dict.fromkeys(
        ("search", "newest", "statistics", "items", "disposals", "index", "promise"), 1
    )
    assert before["rate"] == queries.Figure(0, 2)
    assert after["rate"] == queries.Figure(1, 2)
    assert statistics.count_disposals(2026).overturned == 1


@time_machine.travel(TODAY)
def test_an_overturned_failure_is_corrected_with_a_note_and_keeps_what_it_said(
    retested: Dispute,
) -> None:
    batch = overturn(retested)
    assert batch.batch_stage is BatchStage.CORRECTED
    assert batch.versions[0].note == "检验方法适用有误，改判合格"
    assert [version.snapshot["result"] for version in batch.versions] == ["passed", "failed"]
    assert queries.count_public_disposals(DisposalFilter(is_open=False)) == 1


@time_machine.travel(TODAY)
def test_the_enterprise_it_was_held_against_is_cleared(retested: Dispute) -> None:
    batch = retested.disposal.batch
    shop = make_enterprise()
    db.session.flush()
    batch.seller_id = shop.id
    db.session.flush()
    assert queries.count_of_enterprise(shop.id) == {Result.FAILED: 1}
    overturn(retested)
    assert queries.count_of_enterprise(shop.id) == {Result.PASSED: 1}
