"""Whatever is done in whatever order, the promises A1 to A7 of sampling hold (capabilities.md)."""

from collections.abc import Callable
from contextlib import suppress

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.sampling import queries, services
from portal.sampling.models import BatchVersion, Disposal, SampleBatch, SampleImport
from portal.sampling.queries.disclosure import disclosure
from portal.sampling.rules.batches import (
    LISTED,
    REFERENCE_ONLY,
    UNDECIDED,
    BatchStage,
    Result,
    TaskKind,
)
from tests.factories.sampling import PASSED, REVIEWER, bring, row

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


def _overturn(batch: SampleBatch) -> None:
    if batch.result is Result.FAILED:
        services.overturn_batch(batch, note="复检合格", by=REVIEWER)


ACTS: dict[str, Callable[..., None]] = {
    "bring": import_file,
    "publish": on_import(lambda one: services.publish_import(one, by=REVIEWER)),
    "return": on_import(lambda one: services.return_import(one, reason="退回", by=REVIEWER)),
    "hold": on_batch(_hold),
    "release": on_batch(lambda one: services.release_batch(one, note="同意", by=REVIEWER)),
    "decide": on_batch(_decide),
    "correct": on_batch(_correct),
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
    failed = queries.count_results(queries.ResultFilter(results=(Result.FAILED,)))
    public = [one for one in batches if one.is_listed and one.result is Result.FAILED]
    assert failed == len(public), "A6: what was overturned counts as failed nowhere"
    kept = db.session.scalars(select(BatchVersion.batch_id)).all()
    assert len(kept) == sum(batch.version for batch in batches), "each version is kept"


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=16))
def test_any_order_of_steps_keeps_the_promises(
    inside: Flask, steps: list[tuple[str, object]]
) -> None:
    try:
        for verb, told in [("bring", (1, "监督抽检", "不合格")), *steps]:
            with suppress(Refused), db.session.begin_nested():
                ACTS[verb](told)
            db.session.expire_all()
            check_promises()
    finally:
        db.session.rollback()
