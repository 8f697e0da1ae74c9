"""A failed batch on its way: each step with its day and its paper."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.sampling import queries, services
from portal.sampling.models import Disposal, DisposalStep
from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.disposals import USUAL_WAY, DisposalStage
from tests.factories.sampling import HANDLER, published_batch

D = DisposalStage
TODAY = "2026-11-21T10:00:00+08:00"


def failed(number: int = 1) -> Disposal:
    disposal = published_batch(number).disposal
    assert disposal is not None
    return disposal


def step(disposal: Disposal, stage: D, on: date = date(2026, 11, 20), **kw: str) -> DisposalStep:
    paper = kw.get("document", "示例文书")
    return services.record_step(
        disposal, stage=stage, done_on=on, document=paper, note=kw.get("note", ""), by=HANDLER
    )


@time_machine.travel(TODAY)
def test_a_disposal_walks_the_usual_way_to_its_end(inside: Flask) -> None:
    disposal = failed()
    for stage in USUAL_WAY:
        step(disposal, stage)
    assert disposal.stage is D.CLOSED
    assert disposal.closed_on == date(2026, 11, 20)
    assert disposal.has_ended


@time_machine.travel(TODAY)
def test_the_time_runs_from_the_start_as_the_parameter_says(inside: Flask) -> None:
    disposal = failed()
    told = step(disposal, D.NOTIFIED, date(2026, 11, 10))
    assert disposal.started_on == date(2026, 11, 10)
    assert disposal.due_on == date(2027, 2, 8), "90 calendar days"
    assert told.due_on == date(2026, 11, 19), "7 working days for asking a re-test"


@time_machine.travel(TODAY)
def test_a_step_that_does_not_follow_is_refused(inside: Flask) -> None:
    with pytest.raises(MoveRefused):
        step(failed(), D.CLOSED)


@time_machine.travel(TODAY)
@pytest.mark.parametrize(
    ("on", "paper", "field"),
    [
        (date(2026, 11, 22), "文书", "done_on"),
        (date(2026, 11, 9), "文书", "done_on"),
        (date(2026, 11, 12), " ", "document"),
    ],
)
def test_a_step_needs_a_possible_day_and_a_paper(
    inside: Flask, on: date, paper: str, field: str
) -> None:
    disposal = failed()
    step(disposal, D.NOTIFIED, date(2026, 11, 10))
    with pytest.raises(Refused) as refused:
        step(disposal, D.CONTROLLED, on, document=paper)
    assert refused.value.field == field


@time_machine.travel(TODAY)
def test_closing_needs_every_step_with_its_paper(inside: Flask) -> None:
    disposal = failed()
    for stage in USUAL_WAY[:-1]:
        step(disposal, stage)
    disposal.steps[1].document = ""
    with pytest.raises(Refused, match="风险控制"):
        step(disposal, D.CLOSED)


@time_machine.travel(TODAY)
def test_a_failed_recheck_leads_back_to_a_decision(inside: Flask) -> None:
    disposal = failed()
    for stage in USUAL_WAY[:-1]:
        step(disposal, stage)
    step(disposal, D.PENALISED)
    assert disposal.stage is D.PENALISED


@time_machine.travel(TODAY)
def test_an_overturned_batch_counts_as_failed_nowhere(inside: Flask) -> None:
    disposal = failed()
    step(disposal, D.NOTIFIED)
    step(disposal, D.DISPUTED)
    step(disposal, D.OVERTURNED, note="复检合格")
    batch = disposal.batch
    assert (batch.result, batch.batch_stage) == (Result.PASSED, BatchStage.CORRECTED)
    assert batch.largest_ratio is None
    assert batch.failed_items == []
    assert batch.versions[0].note == "复检合格"
    assert disposal.has_ended
    assert queries.list_failing_recently() == []
    assert queries.count_disposals_started(2026).denominator == 0


@time_machine.travel(TODAY)
def test_an_upheld_dispute_goes_on(inside: Flask) -> None:
    disposal = failed()
    for stage in (D.NOTIFIED, D.DISPUTED, D.UPHELD, D.CONTROLLED):
        step(disposal, stage)
    assert disposal.stage is D.CONTROLLED


@time_machine.travel(TODAY)
def test_the_board_shows_the_own_department_what_is_due_first(inside: Flask) -> None:
    late, early, waiting = failed(1), failed(2), failed(3)
    step(late, D.NOTIFIED, date(2026, 11, 18))
    step(early, D.NOTIFIED, date(2026, 11, 3))
    assert list(queries.list_open_disposals("market-regulation")) == [waiting, early, late]
    assert queries.list_open_disposals("agriculture") == []
    assert queries.count_disposals_by_stage("market-regulation") == {D.WAITING: 1, D.NOTIFIED: 2}
    assert queries.count_disposals_by_stage()[D.NOTIFIED] == 2


@time_machine.travel(TODAY)
def test_another_departments_disposal_is_not_opened(inside: Flask) -> None:
    disposal = failed()
    reference = disposal.batch.reference
    assert queries.get_disposal(reference, department="market-regulation") is disposal
    with pytest.raises(NotAllowed):
        queries.get_disposal(reference, department="agriculture")
    with pytest.raises(NotFound):
        queries.get_disposal("NONE", department="agriculture")


@time_machine.travel(TODAY)
def test_ended_disposals_stand_apart(inside: Flask) -> None:
    disposal = failed()
    for stage in USUAL_WAY:
        step(disposal, stage)
    assert queries.list_open_disposals("market-regulation") == []
    assert list(queries.page_of_ended_disposals("market-regulation")) == [disposal]
