"""What is overdue: of one disposal, on the board, before the public; and how it is put off."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.sampling import queries, services
from portal.sampling.disposal_clocks import clocks_of, overdue_clocks, running_clocks
from portal.sampling.models import Disposal
from portal.sampling.queries import DisposalFilter, Urgency
from portal.sampling.queries.due import due_before
from portal.sampling.rules.clocks import ClockKind
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.disputes import AskedBy, DisputeKind
from tests.factories.disposals import TODAY, failed_disposal, step, walk
from tests.factories.sampling import HANDLER

D = DisposalStage
PAPERS = {"document": "延期审批表（示例）", "reason": "需要协查"}


def extend(disposal: Disposal, until: date, approved: date, **papers: str) -> None:
    told = {**PAPERS, **papers}
    services.extend_disposal(disposal, until=until, approved_on=approved, by=HANDLER, **told)


@time_machine.travel(TODAY)
def test_a_failure_nobody_serves_is_overdue_after_five_working_days(inside: Flask) -> None:
    disposal = failed_disposal()
    disposal.opened_on = date(2026, 11, 13)
    first = running_clocks(disposal)[0]
    assert (first.kind, first.due_on) == (ClockKind.SERVE, date(2026, 11, 20))
    assert overdue_clocks(disposal), "Saturday 21 November is a day after"
    services.note_receipt(disposal, received_on=date(2026, 11, 20), by=HANDLER)
    assert running_clocks(disposal)[0].due_on == date(2026, 11, 27)
    assert not overdue_clocks(disposal)


@time_machine.travel(TODAY)
def test_receipt_is_noted_before_service_only_and_on_a_possible_day(inside: Flask) -> None:
    disposal = failed_disposal()
    for day in (date(2026, 11, 22), date(2026, 11, 8)):
        with pytest.raises(Refused) as refused:
            services.note_receipt(disposal, received_on=day, by=HANDLER)
        assert refused.value.field == "received_on"
    walk(disposal, D.NOTIFIED)
    with pytest.raises(Refused, match="已经送达"):
        services.note_receipt(disposal, received_on=date(2026, 11, 12), by=HANDLER)


@time_machine.travel(TODAY)
def test_a_written_approval_puts_the_last_day_off(inside: Flask) -> None:
    disposal = walk(failed_disposal(), D.NOTIFIED, date(2026, 8, 20))
    assert disposal.due_on == date(2026, 11, 18)
    assert overdue_clocks(disposal)
    extend(disposal, date(2026, 12, 18), date(2026, 11, 17))
    assert disposal.due_on == date(2026, 12, 18)
    assert not overdue_clocks(disposal)
    assert clocks_of(disposal)[-1].extended_on == date(2026, 11, 17)
    extend(disposal, date(2027, 1, 18), date(2026, 11, 20))
    assert [one.until_on for one in disposal.extensions][-1] == date(2027, 1, 18)


@time_machine.travel(TODAY)
@pytest.mark.parametrize(
    ("until", "approved", "papers", "field"),
    [
        (date(2026, 12, 18), date(2026, 11, 19), {}, "approved_on"),
        (date(2026, 12, 18), date(2026, 11, 30), {}, "approved_on"),
        (date(2026, 12, 18), date(2026, 8, 1), {}, "approved_on"),
        (date(2026, 11, 18), date(2026, 11, 17), {}, "until"),
        (date(2026, 12, 18), date(2026, 11, 17), {"document": " "}, "document"),
        (date(2026, 12, 18), date(2026, 11, 17), {"reason": ""}, "reason"),
    ],
)
def test_an_approval_must_be_in_time_written_and_reasoned(
    inside: Flask, until: date, approved: date, papers: dict[str, str], field: str
) -> None:
    disposal = walk(failed_disposal(), D.NOTIFIED, date(2026, 8, 20))
    with pytest.raises(Refused) as refused:
        extend(disposal, until, approved, **papers)
    assert refused.value.field == field
    assert disposal.extended_until is None


@time_machine.travel(TODAY)
def test_what_has_not_begun_or_has_ended_is_not_extended(inside: Flask) -> None:
    for disposal in (failed_disposal(1), walk(failed_disposal(2), D.CLOSED)):
        with pytest.raises(Refused, match="不能延长"):
            extend(disposal, date(2027, 1, 1), date(2026, 11, 20))


def in_dispute(number: int, asked_on: date) -> Disposal:
    disposal = walk(failed_disposal(number), D.NOTIFIED, asked_on)
    days = (asked_on, asked_on)
    services.lodge_dispute(
        disposal,
        kind=list(DisputeKind)[number % len(DisputeKind)],
        asked_by=AskedBy.SELLER,
        days=days,
        document="申请书（示例）",
        by=HANDLER,
    )
    return disposal


@time_machine.travel(TODAY)
def test_the_database_finds_overdue_what_the_clocks_find(inside: Flask) -> None:
    today = clock.today()
    for number in range(1, 9):
        begun = today - timedelta(days=number * 13)
        failed_disposal(number).opened_on = begun
        walk(failed_disposal(number + 20), D.CONTROLLED, begun)
        walk(failed_disposal(number + 40), D.CLOSED, begun)
        disputed = in_dispute(number + 60, today - timedelta(days=number * 2))
        if number % 2 and disputed.dispute:
            on = disputed.dispute.asked_on
            if not services.no_retest_ground(disputed.dispute):
                services.accept_dispute(disputed.dispute, on=on, by=HANDLER)
    db.session.flush()
    every = db.session.scalars(select(Disposal)).all()
    for days in range(-120, 120, 7):
        day = today + timedelta(days=days)
        found = set(db.session.scalars(select(Disposal.id).where(due_before(day))))
        wanted = {
            one.id
            for one in every
            if any(clock_.due_on and clock_.due_on < day for clock_ in running_clocks(one))
        }
        assert found == wanted, day


@time_machine.travel(TODAY)
def test_the_board_has_a_column_for_each_urgency(inside: Flask) -> None:
    late = walk(failed_disposal(1), D.CONTROLLED, date(2026, 8, 1))
    # Ends on Sunday 22 November, the last day of this week.
    soon = walk(failed_disposal(2), D.NOTIFIED, date(2026, 8, 24))
    later = walk(failed_disposal(3), D.NOTIFIED)
    walk(failed_disposal(4), D.CLOSED)
    wanted = DisposalFilter("market-regulation")
    assert queries.count_by_urgency(wanted) == {
        Urgency.OVERDUE: 1,
        Urgency.THIS_WEEK: 1,
        Urgency.LATER: 1,
        Urgency.NO_LIMIT: 0,
    }
    columns = [list(queries.list_by_urgency(wanted, one)) for one in Urgency]
    assert columns == [[late], [soon], [later], []]
    assert queries.count_by_urgency(DisposalFilter("agriculture"))[Urgency.OVERDUE] == 0
    told = DisposalFilter("market-regulation", D.CONTROLLED)
    assert queries.count_by_urgency(told)[Urgency.OVERDUE] == 1
    assert list(queries.list_by_urgency(told, Urgency.LATER)) == []


@time_machine.travel(TODAY)
def test_a_recheck_that_fails_has_to_be_decided_and_checked_again(inside: Flask) -> None:
    disposal = walk(failed_disposal(), D.PENALISED)
    step(disposal, D.RECHECKED, is_met=False)
    with pytest.raises(Refused):
        step(disposal, D.CLOSED)
    step(disposal, D.PENALISED)
    step(disposal, D.RECHECKED)
    with pytest.raises(Refused):
        step(disposal, D.PENALISED)
    step(disposal, D.CLOSED)
    assert disposal.has_ended
    assert running_clocks(disposal) == []
