"""Re-test and objection: asked in time or not, accepted or refused, upheld or overturned."""

from collections.abc import Mapping
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.kernel import audit
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.sampling import services
from portal.sampling.models import Dispute
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.disputes import AskedBy, DisputeKind, DisputeStage
from tests.factories.disposals import TODAY, failed_disposal, walk
from tests.factories.sampling import HANDLER

D, T, K = DisposalStage, DisputeStage, DisputeKind
SERVED = date(2026, 11, 2)
MICROBES = {
    "检验项目": "菌落总数",
    "检验值": "5.0×10^5 CFU/g",
    "标准值": "≤10^5 CFU/g",
    "食品大类": "糕点",
}


def lodged(
    kind: DisputeKind = K.RETEST,
    asked_on: date = date(2026, 11, 11),
    cells: Mapping[str, str] | None = None,
) -> Dispute:
    disposal = walk(failed_disposal(**(cells or {})), D.NOTIFIED, SERVED)
    return services.lodge_dispute(
        disposal,
        kind=kind,
        asked_by=AskedBy.SELLER,
        days=(SERVED, asked_on),
        document="复检申请书（示例）",
        by=HANDLER,
    )


def refuse(dispute: Dispute, ground: str, document: str = "不予受理通知书（示例）") -> None:
    on = date(2026, 11, 13)
    services.refuse_dispute(dispute, on=on, ground=ground, document=document, by=HANDLER)


def conclude(dispute: Dispute, *, is_overturned: bool) -> None:
    services.conclude_dispute(
        dispute,
        is_overturned=is_overturned,
        on=date(2026, 11, 20),
        document="复检报告（示例）",
        note="复检结论已公开",
        by=HANDLER,
    )


@time_machine.travel(TODAY)
def test_a_retest_walks_from_request_to_result(inside: Flask) -> None:
    dispute = lodged()
    assert dispute.may_ask_until == date(2026, 11, 11), "seven working days from service"
    assert dispute.disposal.stage is D.DISPUTED
    services.accept_dispute(dispute, on=date(2026, 11, 12), by=HANDLER)
    where = "示例复检中心"
    services.choose_laboratory(dispute, laboratory=where, on=date(2026, 11, 13), by=HANDLER)
    services.hand_over_spare(dispute, on=date(2026, 11, 16), by=HANDLER)
    conclude(dispute, is_overturned=False)
    assert (dispute.stage, dispute.disposal.stage) == (T.UPHELD, D.UPHELD)
    lines = [line.action for line in audit.pending()]
    assert lines.count("dispute.moved") == 4
    assert "dispute.lodged" in lines


@time_machine.travel(TODAY)
def test_an_objection_is_decided_on_paper(inside: Flask) -> None:
    dispute = lodged(K.METHOD)
    services.accept_dispute(dispute, on=date(2026, 11, 12), by=HANDLER)
    with pytest.raises(MoveRefused):
        services.hand_over_spare(dispute, on=date(2026, 11, 13), by=HANDLER)
    conclude(dispute, is_overturned=True)
    assert dispute.disposal.stage is D.OVERTURNED
    assert dispute.disposal.has_ended


@time_machine.travel(TODAY)
def test_what_was_asked_too_late_can_only_be_refused(inside: Flask) -> None:
    dispute = lodged(asked_on=date(2026, 11, 12))
    with pytest.raises(Refused, match="超过期限"):
        services.accept_dispute(dispute, on=date(2026, 11, 13), by=HANDLER)
    assert services.no_retest_ground(dispute) == "late"
    refuse(dispute, "late")
    assert (dispute.stage, dispute.ground) == (T.REFUSED, "late")
    assert dispute.disposal.stage is D.UPHELD, "the finding stands and the disposal goes on"


@time_machine.travel(TODAY)
def test_microbes_are_not_tested_again_but_may_be_objected_to(inside: Flask) -> None:
    dispute = lodged(cells=MICROBES)
    with pytest.raises(Refused, match="微生物"):
        services.accept_dispute(dispute, on=date(2026, 11, 12), by=HANDLER)
    dispute.kind = K.PROCESS
    assert services.no_retest_ground(dispute) in {"", "late"}


@time_machine.travel(TODAY)
def test_a_refusal_needs_a_ground_the_law_lists_and_a_paper(inside: Flask) -> None:
    dispute = lodged()
    with pytest.raises(Refused) as refused:
        refuse(dispute, "we-do-not-like-it")
    assert refused.value.field == "ground"
    with pytest.raises(Refused) as refused:
        refuse(dispute, "other", document="")
    assert refused.value.field == "document"


@time_machine.travel(TODAY)
@pytest.mark.parametrize(("name", "field"), [("", "laboratory"), ("示例检验院", "laboratory")])
def test_the_first_laboratory_does_not_test_again(inside: Flask, name: str, field: str) -> None:
    dispute = lodged()
    services.accept_dispute(dispute, on=date(2026, 11, 12), by=HANDLER)
    with pytest.raises(Refused) as refused:
        services.choose_laboratory(dispute, laboratory=name, on=date(2026, 11, 13), by=HANDLER)
    assert refused.value.field == field


@time_machine.travel(TODAY)
def test_a_step_of_a_dispute_is_never_before_the_one_before_it(inside: Flask) -> None:
    dispute = lodged()
    with pytest.raises(Refused, match="早于"):
        services.accept_dispute(dispute, on=date(2026, 11, 10), by=HANDLER)
    with pytest.raises(Refused, match="晚于今天"):
        services.accept_dispute(dispute, on=date(2026, 11, 30), by=HANDLER)


@time_machine.travel(TODAY)
def test_an_objection_to_the_sampling_runs_from_the_day_of_sampling(inside: Flask) -> None:
    dispute = lodged(K.PROCESS, asked_on=date(2026, 11, 3))
    # Sampled on Thu 15 Oct: 16 Oct 1, 19–23 Oct 2–6, 26 Oct 7.
    assert dispute.may_ask_until == date(2026, 10, 26)
    assert services.no_retest_ground(dispute) == "late"


@time_machine.travel(TODAY)
def test_nothing_is_disputed_before_the_report_is_served_or_twice(inside: Flask) -> None:
    dispute = lodged()
    for disposal in (dispute.disposal, failed_disposal(2)):
        with pytest.raises(MoveRefused):
            services.lodge_dispute(
                disposal,
                kind=K.RETEST,
                asked_by=AskedBy.MAKER,
                days=(SERVED, date(2026, 11, 5)),
                document="申请书（示例）",
                by=HANDLER,
            )
