"""Repair of credit: conditions as questions, the earliest day, a second person, an end at once."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock, sealed_files
from portal.kernel.errors import NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.penalties import services
from portal.penalties.models import Penalty
from portal.penalties.queries import entries, penalties, repairs
from portal.penalties.rules.entries import Removal
from portal.penalties.rules.kinds import PenaltyField, PenaltyKind, PenaltyStage, Withdrawal
from portal.penalties.rules.repairs import OPEN_STAGES, RepairStage
from portal.penalties.services.repairs import ROOM
from portal.web.attachments import CheckedFile
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import (
    OWNER,
    RECORDER,
    REVIEWER,
    findings,
    make_entry,
    make_penalty,
    verified_repair,
)

DAY = timedelta(days=1)
K = PenaltyKind


def old_penalty(**facts: Any) -> Penalty:
    """Return a penalty that has been public for a year and a half."""
    with time_machine.travel(clock.now() - 550 * DAY, tick=False):
        return make_penalty(**facts)


@pytest.mark.parametrize(
    ("field", "earliest"),
    [
        # 国市监信规〔2021〕3号: food, drugs and special equipment a year, everything else half.
        (PenaltyField.FOOD, date(2027, 1, 11)),
        (PenaltyField.DRUG, date(2027, 1, 11)),
        (PenaltyField.SPECIAL_EQUIPMENT, date(2027, 1, 11)),
        (PenaltyField.DEVICE, date(2026, 7, 11)),
        (PenaltyField.COSMETIC, date(2026, 7, 11)),
        (PenaltyField.OTHER, date(2026, 7, 11)),
    ],
)
def test_nobody_applies_before_the_earliest_day(
    inside: Flask, field: PenaltyField, earliest: date
) -> None:
    with time_machine.travel(date(2026, 1, 10), tick=False):
        penalty = make_penalty(field=field)
    assert repairs.earliest_for(penalty) == earliest
    with time_machine.travel(earliest - DAY, tick=False), pytest.raises(Refused) as refused:
        services.apply_for_repair(penalty, statement="已整改", by=OWNER)
    assert refused.value.field == "applied_on"
    assert earliest.isoformat() in str(refused.value.reason)
    with time_machine.travel(earliest, tick=False):
        assert services.apply_for_repair(penalty, statement="已整改", by=OWNER).penalty is penalty


@pytest.mark.parametrize(
    "kind", [K.SUSPENSION, K.CLOSURE, K.RESTRICT_TRADE, K.RESTRICT_CAREER, K.LOWER_GRADE, K.LICENCE]
)
def test_some_measures_are_never_stopped_early(inside: Flask, kind: PenaltyKind) -> None:
    ban = kind in {K.RESTRICT_TRADE, K.RESTRICT_CAREER}
    penalty = old_penalty(kinds=(K.FINE, kind), confiscated_fen=0, is_ban_lifelong=ban)
    with pytest.raises(Refused, match="不得提前"):
        services.apply_for_repair(penalty, statement="已整改", by=OWNER)


def test_one_applies_once_for_what_is_shown_and_says_why(inside: Flask) -> None:
    penalty = old_penalty()
    for facts, field in (
        ({"statement": " "}, "statement"),
        ({"statement": "已整改", "applied_on": clock.today() + DAY}, "applied_on"),
    ):
        with pytest.raises(Refused) as refused:
            services.apply_for_repair(penalty, by=OWNER, **facts)
        assert refused.value.field == field
    services.apply_for_repair(penalty, statement="已整改", by=OWNER)
    with pytest.raises(Refused, match="在办"):
        services.apply_for_repair(penalty, statement="已整改", by=OWNER)
    gone = old_penalty()
    services.withdraw_penalty(
        gone, why=Withdrawal.MISTAKEN, reason="有误", revoked_on=clock.today(), by=REVIEWER
    )
    with pytest.raises(Refused, match="没有公示"):
        services.apply_for_repair(gone, statement="已整改", by=OWNER)


def test_an_approved_repair_stops_the_publication_at_once(inside: Flask) -> None:
    repair = verified_repair(old_penalty())
    with pytest.raises(Refused, match="同一个人"):
        services.approve_repair(repair, reason="条件都满足", by=RECORDER)
    with pytest.raises(Refused) as refused:
        services.approve_repair(repair, reason=" ", by=REVIEWER)
    assert (refused.value.field, repair.stage) == ("reason", RepairStage.VERIFIED)
    services.approve_repair(repair, reason="条件都满足", number="示例修复 1 号", by=REVIEWER)
    assert repair.penalty is not None
    assert repair.penalty.stage is PenaltyStage.STOPPED
    assert not penalties.is_shown_on(repair.penalty, clock.today())
    assert penalties.is_shown_on(repair.penalty, clock.today() - DAY)
    with pytest.raises(MoveRefused):
        services.decline_repair(repair, reason="不符合", by=REVIEWER)


def test_a_condition_that_is_not_met_forbids_approval(inside: Flask) -> None:
    repair = verified_repair(old_penalty(), unmet="harm-removed")
    with pytest.raises(Refused, match="消除危害后果"):
        services.approve_repair(repair, reason="条件都满足", by=REVIEWER)
    services.return_repair(repair, by=REVIEWER)
    services.record_findings(repair, findings=findings(repair), by=RECORDER)
    services.decline_repair(repair, reason="材料不实", by=REVIEWER)
    assert repair.penalty is not None
    assert penalties.is_shown_on(repair.penalty, clock.today())
    services.apply_for_repair(repair.penalty, statement="再申请", by=OWNER)


def test_every_condition_is_answered_with_what_shows_it(inside: Flask) -> None:
    repair = services.apply_for_repair(old_penalty(), statement="已整改", by=OWNER)
    services.start_verification(repair, by=RECORDER)
    answers = findings(repair)
    assert [answer.condition for answer in answers] == [
        "performed",
        "harm-removed",
        "no-repeat",
        "not-listed",
    ]
    with pytest.raises(Refused) as refused:
        services.record_findings(repair, findings=answers[1:], by=RECORDER)
    assert refused.value.field == "performed"
    blank = [type(answer)(answer.condition, answer.is_met, " ") for answer in answers]
    with pytest.raises(Refused) as refused:
        services.record_findings(repair, findings=blank, by=RECORDER)
    assert (refused.value.field, repair.stage) == ("performed", RepairStage.VERIFYING)


def test_what_is_missing_is_asked_for_and_handed_in_sealed(inside: Flask) -> None:
    file = CheckedFile("application/pdf", b"%PDF-1.4 example", None)
    repair = services.apply_for_repair(
        old_penalty(), statement="已整改", attachments=[file], by=OWNER
    )
    with pytest.raises(Refused) as refused:
        services.ask_to_supplement(repair, request=" ", by=RECORDER)
    assert refused.value.field == "request"
    services.ask_to_supplement(repair, request="缺缴款凭证", by=RECORDER)
    with pytest.raises(Refused) as refused:
        services.supplement_repair(repair, statement="", by=OWNER)
    assert refused.value.field == "statement"
    services.supplement_repair(repair, statement="见附件", attachments=[file], by=OWNER)
    assert (repair.stage, len(repair.files)) == (RepairStage.APPLIED, 2)
    kept = repairs.get_file(repair, 2)
    assert sealed_files.read(kept.stored_as, key=kept.key, room=ROOM) == file.original
    for wrong in (0, 3):
        with pytest.raises(NotFound):
            repairs.get_file(repair, wrong)


def test_a_listing_is_ended_early_after_a_year(inside: Flask) -> None:
    with time_machine.travel(date(2026, 3, 2), tick=False):
        shop = make_enterprise()
        entry = make_entry(shop)
    with time_machine.travel(date(2027, 3, 2), tick=False), pytest.raises(Refused) as refused:
        services.apply_for_repair(entry, statement="已整改", by=OWNER)
    assert refused.value.field == "applied_on"
    with time_machine.travel(date(2027, 3, 3), tick=False):
        repair = verified_repair(entry)
        services.approve_repair(repair, reason="条件都满足", by=REVIEWER)
        assert entries.list_standing() == []
        assert entries.removal_of(entry) is Removal.REPAIRED
        assert [(row.listed, row.standing) for row in entries.count_by_year()] == [(1, 0)]
        assert repairs.list_of_enterprise(shop.id) == [repair]
        assert repairs.list_repairs(OPEN_STAGES) == []
        assert repairs.count_stages() == {RepairStage.APPROVED: 1}


def test_a_later_penalty_for_the_same_conduct_is_pointed_out(inside: Flask) -> None:
    shop = make_enterprise()
    with time_machine.travel(clock.now() - 550 * DAY, tick=False):
        first = make_penalty(shop)
    assert repairs.find_repeat(first) is None
    second = make_penalty(shop)
    assert repairs.find_repeat(first) is second
