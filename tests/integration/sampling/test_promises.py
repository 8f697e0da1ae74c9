"""Whatever is done in whatever order, the promises A1 to A7 of sampling hold (capabilities.md)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.enterprises.facts import facts_of
from portal.enterprises.models import Enterprise
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.sampling import queries, services
from portal.sampling.models import BatchVersion, Disposal, SampleBatch, SampleImport
from portal.sampling.postings import disagreements
from portal.sampling.queries import Figure, ResultFilter, amendments, statistics
from portal.sampling.queries.disclosure import disclosure
from portal.sampling.rating_facts import FAILED
from portal.sampling.rules.batches import (
    LISTED,
    REFERENCE_ONLY,
    UNDECIDED,
    BatchStage,
    Result,
    TaskKind,
)
from portal.sampling.rules.disposals import DisposalStage, steps_to_come
from tests.factories.disposals import TODAY as NOW
from tests.factories.disposals import step
from tests.factories.enterprises import make_enterprise
from tests.factories.sampling import PASSED, REVIEWER, bring, row

TODAY = date(2026, 11, 21)
TAKING_BACK = {"overturn", "withdraw"}
KINDS = ("监督抽检", "评价性抽检", "风险监测", "快速检测", "你送我检")
RESULTS = ("合格", "不合格", "待定")
ROWS = st.tuples(st.integers(1, 6), st.sampled_from(KINDS), st.sampled_from(RESULTS))
STEPS = st.one_of(
    st.tuples(st.just("bring"), ROWS),
    *(
        st.tuples(st.just(verb), st.integers(0, 8))
        for verb in (
            "publish",
            "return",
            "hold",
            "release",
            "decide",
            "correct",
            "amend",
            "accept",
            "act",
            "finish",
            "overturn",
            "withdraw",
        )
    ),
)


def import_file(told: tuple[int, str, str]) -> None:
    number, kind, result = told
    cells = PASSED if result == "合格" else {"检验结论": result}
    bring(row(number, **{**cells, "任务类型": kind}))


def nth(model: type[SampleImport] | type[SampleBatch], place: int) -> object | None:
    every = list(db.session.scalars(select(model).order_by(model.id)))
    return every[place % len(every)] if every else None


def on_import(act: Callable[[SampleImport], object]) -> Callable[[int], None]:
    def step(place: int) -> None:
        found = nth(SampleImport, place)
        if isinstance(found, SampleImport):
            act(found)

    return step


def on_batch(act: Callable[[SampleBatch], object]) -> Callable[[int], None]:
    def step(place: int) -> None:
        found = nth(SampleBatch, place)
        if isinstance(found, SampleBatch):
            act(found)

    return step


def _hold(batch: SampleBatch) -> None:
    services.hold_batches(batch.source, numbers=[batch.reference], reason="privacy", by=REVIEWER)


def _decide(batch: SampleBatch) -> None:
    services.decide_batch(batch, result=Result.FAILED, failed=[0], note="示例报告", by=REVIEWER)


def _correct(batch: SampleBatch) -> None:
    changes = {"spec": f"{batch.version} kg"}
    services.correct_batch(batch, changes=changes, note="规格写错", by=REVIEWER)


def _amend(batch: SampleBatch) -> None:
    told = batch.product, batch.spec, batch.version
    if batch.result is Result.FAILED and batch.number:
        bring(row(int(batch.number[-9:]), 备注=f"第 {told} 版"))


def _accept(sample_import: SampleImport) -> None:
    waiting = amendments.list_open_amendments(sample_import)
    services.accept_amendments(waiting, by=REVIEWER)


def _disposal_of(batch: SampleBatch) -> Disposal:
    if batch.disposal is None:
        raise Refused("nothing to act on")
    return batch.disposal


def _act(batch: SampleBatch) -> None:
    disposal = _disposal_of(batch)
    for stage in steps_to_come(disposal.stage)[:1]:
        step(disposal, stage)


def _finish(batch: SampleBatch) -> None:
    disposal = _disposal_of(batch)
    for stage in steps_to_come(disposal.stage):
        step(disposal, stage)


def _overturn(batch: SampleBatch) -> None:
    """By the one way there is: notified, disputed, judged anew."""
    disposal = _disposal_of(batch)
    for stage in (DisposalStage.NOTIFIED, DisposalStage.DISPUTED):
        if disposal.stage is not stage:
            step(disposal, stage)
    step(disposal, DisposalStage.OVERTURNED)


ACTS: dict[str, Callable[..., None]] = {
    "bring": import_file,
    "publish": on_import(lambda one: services.publish_import(one, by=REVIEWER)),
    "return": on_import(lambda one: services.return_import(one, reason="退回", by=REVIEWER)),
    "hold": on_batch(_hold),
    "release": on_batch(lambda one: services.release_batch(one, note="同意", by=REVIEWER)),
    "decide": on_batch(_decide),
    "correct": on_batch(_correct),
    "amend": on_batch(_amend),
    "accept": on_import(_accept),
    "act": on_batch(_act),
    "finish": on_batch(_finish),
    "overturn": on_batch(_overturn),
    "withdraw": on_batch(lambda one: services.withdraw_batch(one, reason="撤回", by=REVIEWER)),
}


def check_promises() -> None:
    batches = db.session.scalars(select(SampleBatch)).all()
    disposals = set(db.session.scalars(select(Disposal.batch_id)))
    told = disclosure(2026)
    withdrawn = sum(batch.batch_stage is BatchStage.WITHDRAWN for batch in batches)
    assert told.due == len(batches) - withdrawn, "A3: published, held and waiting are all due"
    assert len({batch.number for batch in batches}) == len(batches), "A2"
    for batch in batches:
        is_public = batch.batch_stage in LISTED
        assert batch.is_listed == is_public
        assert (batch.hold_reason is not None) == (batch.batch_stage is BatchStage.HELD)
        if batch.kind in REFERENCE_ONLY:
            assert batch.result not in {Result.PASSED, Result.FAILED}, "A1"
            assert batch.id not in disposals, "A1"
        if is_public:
            assert batch.kind is not TaskKind.RISK_MONITORING, "A1"
            assert batch.result not in UNDECIDED, "A7"
            if batch.result is Result.FAILED:
                assert batch.id in disposals, "A4"
    kept = db.session.scalars(select(BatchVersion.batch_id)).all()
    assert len(kept) == sum(batch.version for batch in batches), "each version is kept"


def check_rates() -> None:
    """A5: both shares are told, each out of every public failure that was not taken back."""
    public = select(Disposal).join(SampleBatch).where(SampleBatch.batch_stage.in_(LISTED))
    due = [one for one in db.session.scalars(public) if one.stage is not DisposalStage.OVERTURNED]
    started = Figure(sum(one.started_on is not None for one in due), len(due))
    closed = Figure(sum(one.stage is DisposalStage.CLOSED for one in due), len(due))
    told = statistics.count_disposals(2026)
    assert (told.started, told.closed) == (started, closed)
    assert queries.count_disposals_started(2026) == started
    assert queries.count_disposals_closed(2026) == closed
    assert all(one.batch.result is Result.FAILED for one in due), "A4, A6"


def check_failures(shop: Enterprise) -> None:
    """A6: what was overturned or withdrawn counts as failed nowhere, from the same moment."""
    listed = db.session.scalars(select(SampleBatch).where(SampleBatch.is_listed.is_(True))).all()
    failed = [batch for batch in listed if batch.result is Result.FAILED]
    by_result = queries.count_by("results", ResultFilter())
    tallies = statistics.list_tallies(TaskKind)
    counted = {
        "index": queries.count_results(ResultFilter(results=(Result.FAILED,))),
        "search": by_result.get(Result.FAILED, 0),
        "newest": len(queries.list_failing_recently(99)),
        "statistics": sum(
            one.count for one in tallies if one.by == "" and one.result is Result.FAILED
        ),
        "enterprise": queries.count_of_enterprise(shop.id).get(Result.FAILED, 0),
        "items": statistics.count_failed_items().get("灭蝇胺", 0),
    }
    assert counted == dict.fromkeys(counted, len(failed))
    facts = facts_of([shop.id], TODAY)[shop.id]
    held_against = [one.source.reference for one in facts if one.kind == FAILED]
    supervised = [one.reference for one in failed if one.kind is TaskKind.SUPERVISION]
    assert sorted(held_against) == sorted(supervised), "ratings"
    assert not list(disagreements()), "the index says what the results say"


@time_machine.travel(NOW, tick=False)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=16))
def test_any_order_of_steps_keeps_the_promises(
    inside: Flask, steps: list[tuple[str, object]]
) -> None:
    try:
        shop = make_enterprise("示例生鲜店")
        for verb, told in [("bring", (1, "监督抽检", "不合格")), *steps]:
            with suppress(Refused), db.session.begin_nested():
                ACTS[verb](told)
            db.session.expire_all()
            check_promises()
            if verb in TAKING_BACK:
                check_rates()
                check_failures(shop)
        check_rates()
        check_failures(shop)
    finally:
        db.session.rollback()
