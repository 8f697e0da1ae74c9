"""The portal's own figures: how much is public, how late, held back by which law."""

import time_machine
from flask import Flask

from portal.sampling import queries, services
from portal.sampling.queries.disclosure import disclosure
from portal.sampling.queries.figures import Figure
from tests.factories.sampling import PASSED, REVIEWER, bring, publish, row

TODAY = "2026-11-22T02:00:00+00:00"


def test_published_held_and_waiting_are_all_that_is_due(inside: Flask) -> None:
    with time_machine.travel(TODAY, tick=False):
        published = publish(
            row(1), row(2, **PASSED), row(3, 检验结论="待定"), row(4, 任务类型="风险监测")
        )
        bring(row(5), row(6, 抽样日期="2025-10-15"))
        services.withdraw_batch(published[1], reason="来源错行", by=REVIEWER)
        told = disclosure(2026)
    assert (told.published, told.held, told.waiting, told.withdrawn) == (1, 2, 1, 1)
    assert told.due == 4
    assert told.held_by_reason == {"undecided": 1, "risk-monitoring": 1}
    assert told.rate == Figure(1, 2)
    assert told.rate == queries.count_disclosed(2026)


def test_the_late_are_counted_with_those_that_are_late_now(inside: Flask) -> None:
    old = {"抽样日期": "2026-03-02", "报告日期": "2026-04-01"}
    with time_machine.travel(TODAY, tick=False):
        publish(row(1), row(2, **old), row(3, **old, 公告日期="2026-04-20"))
        bring(row(4), row(5, **old, **PASSED))
        told = disclosure(2026)
    assert (told.late_published, told.late_waiting, told.late) == (1, 1, 2)


def test_half_and_nine_tenths_were_public_within_so_many_days(inside: Flask) -> None:
    days = [f"2026-11-{day:02d}" for day in range(10, 20)]
    with time_machine.travel(TODAY, tick=False):
        publish(
            *(
                row(n, **PASSED, 报告日期="2026-11-09", 公告日期=day)
                for n, day in enumerate(days, 1)
            ),
            row(99, **PASSED, 报告日期=""),
        )
        told = disclosure(2026)
    assert (told.dated, told.median_days, told.most_days) == (10, 5, 9)


def test_a_year_without_anything_has_no_days(inside: Flask) -> None:
    told = disclosure(2020)
    assert (told.due, told.median_days, told.most_days) == (0, None, None)
