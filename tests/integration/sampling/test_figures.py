"""Figures for commitments: what is counted, out of what."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import time_machine
from flask import Flask

from portal.sampling import queries, services
from portal.sampling.queries import Figure, statistics
from portal.sampling.rules.batches import ChainStage, Domain, TaskKind
from portal.sampling.rules.disposals import USUAL_WAY, DisposalStage
from tests.factories.sampling import HANDLER, PASSED, REVIEWER, bring, publish, row

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


def test_figures_by_each_thing_add_up_to_what_was_published(inside: Flask) -> None:
    town, elsewhere = {"被抽样单位地址": "温州市鹿城区示例路 1 号"}, {"被抽样单位地址": "示例省"}
    batches = publish(
        row(1),
        row(2, **town, **PASSED),
        row(3, **elsewhere, 抽样环节="", 食品大类=""),
        row(4, 公告日期="2025-11-20", 报告日期="2025-11-09", **LAST_YEAR, **PASSED),
        row(5, 任务类型="快速检测"),
    )
    services.withdraw_batch(publish(row(6))[0], reason="示例", by=REVIEWER)
    judged = [one for one in batches if one.kind is TaskKind.SUPERVISION]
    for year in (None, 2026, 2025):
        told = [one for one in statistics.list_tallies(TaskKind, year) if one.count]
        of_year = [one for one in judged if year in {None, one.shown_year}]
        answers: tuple[tuple[str, Callable[[Any], str]], ...] = (
            ("", lambda _one: ""),
            ("category", lambda one: one.category),
            ("stage", lambda one: one.stage or ""),
            ("region", lambda one: one.region_code or ""),
        )
        for by, answer in answers:
            found = {(one.result, one.answer): one.count for one in told if one.by == by}
            assert found == Counter((one.result, answer(one)) for one in of_year), by
        by_year = {(one.result, one.answer): one.count for one in told if one.by == "year"}
        assert by_year == Counter((one.result, str(one.shown_year)) for one in judged)
    assert statistics.list_years() == [2026, 2025]
    assert statistics.count_volume() == {TaskKind.SUPERVISION: 4, TaskKind.QUICK_TEST: 1}
    assert statistics.count_failed_items() == {"灭蝇胺": 2}
    counted = statistics.count_disposals()
    assert (counted.started, counted.closed) == (Figure(0, 2), Figure(0, 2))
    assert statistics.count_disposals(2026) == counted
    assert statistics.count_disposals(2025).closed == Figure(0, 0)
