"""Figures for commitments: what is counted, out of what."""

from datetime import date

import time_machine
from flask import Flask

from portal.sampling import queries, services
from portal.sampling.queries import Figure
from portal.sampling.rules.batches import ChainStage, Domain, TaskKind
from portal.sampling.rules.disposals import USUAL_WAY, DisposalStage
from tests.factories.sampling import HANDLER, PASSED, bring, publish, row

LAST_YEAR = {"抽样日期": "2025-10-15", "生产日期/批号": "2025-10-14"}


def test_volume_counts_finished_batches_of_the_year_but_no_quick_tests(inside: Flask) -> None:
    publish(
        row(1),
        row(2, 任务类型="风险监测"),
        row(3, 任务类型="快速检测"),
        row(4, **LAST_YEAR, 抽样环节="餐饮", **PASSED),
    )
    bring(row(5))
    assert queries.count_sampled(2026) == Figure(2)
    assert queries.count_sampled(2025, stages=[ChainStage.CATERING]) == Figure(1)
    assert queries.count_sampled(2026, kinds=[TaskKind.RISK_MONITORING]) == Figure(1)
    assert queries.count_sampled(2026, domains=[Domain.DRUG]) == Figure(0)


def test_the_pass_rate_reads_evaluative_sampling_only(inside: Flask) -> None:
    publish(
        row(1, 任务类型="评价性抽检"),
        row(2, 任务类型="评价性抽检", **PASSED),
        row(3, 任务类型="评价性抽检", **PASSED),
        row(4),
        row(5, 任务类型="快速检测"),
    )
    assert queries.count_evaluated(2026) == Figure(2, 3)
    assert queries.count_evaluated(2026, domains=[Domain.DRUG]) == Figure(0, 0)
    assert queries.count_passed(2026, kinds=[TaskKind.SUPERVISION]) == Figure(0, 1)


def test_disclosure_counts_what_waits_and_leaves_out_what_is_held(inside: Flask) -> None:
    publish(row(1), row(2, 任务类型="风险监测"))
    bring(row(3))
    assert queries.count_disclosed(2026) == Figure(1, 2)


@time_machine.travel("2026-11-21T10:00:00+08:00")
def test_started_and_closed_disposals_are_two_figures(inside: Flask) -> None:
    first, second, _third = publish(row(1), row(2), row(3))
    for batch, stages in ((first, USUAL_WAY), (second, (DisposalStage.NOTIFIED,))):
        assert batch.disposal is not None
        for stage in stages:
            services.record_step(
                batch.disposal,
                stage=stage,
                done_on=date(2026, 11, 20),
                document="示例文书",
                by=HANDLER,
            )
    assert queries.count_disposals_started(2026) == Figure(2, 3)
    assert queries.count_disposals_closed(2026) == Figure(1, 3)


def test_the_newest_failures_come_first(inside: Flask) -> None:
    first, second, _passed = publish(row(1), row(2), row(3, **PASSED))
    assert list(queries.list_failing_recently(1)) == [second]
    assert list(queries.list_failing_recently()) == [second, first]
