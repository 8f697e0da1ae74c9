"""A bureau's table of penalties: read row by row, judged against what is known, recorded."""

from datetime import date

import pytest
from flask import Flask

from portal.kernel.errors import Refused
from portal.penalties.queries import penalties
from portal.penalties.rules.kinds import PenaltyKind, PenaltyStage, RespondentKind
from portal.penalties.tables import KIND, add_penalties, judge_penalties, read_penalty
from portal.tables.kinds import Origin
from portal.tables.rows import Row
from portal.tables.rules.verdicts import Outcome
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.penalties import RECORDER

ORIGIN = Origin("T-1", "示例文件 3 号", "penalties.xlsx", "0" * 64, RECORDER, date(2026, 3, 2))
CELLS = {
    "number": "示例市监处罚〔2026〕31号",
    "respondent": "示例糕点厂",
    "credit_code": credit_code(951),
    "conduct": "经营超过保质期的食品",
    "kinds": "罚款；没收违法所得",
    "fine_fen": "5,000.50",
    "confiscated_fen": "20 元",
    "authority": "示例区市场监督管理局",
    "decided_on": "2026年1月5日",
    "summary": "当事人经营超过保质期的糕点。",
}


def row(**cells: str) -> Row:
    return Row(2, {**CELLS, **cells})


def outcomes(*rows: Row) -> list[Outcome]:
    entries = [read_penalty(one) for one in rows]
    return [verdict.outcome for verdict in judge_penalties(entries, ORIGIN)]


def test_a_row_becomes_a_record_that_waits_for_a_second_person(inside: Flask) -> None:
    shop = make_enterprise("示例糕点厂", credit_code=credit_code(951))
    assert outcomes(row()) == [Outcome.NEW]
    add_penalties([read_penalty(row())], ORIGIN)
    penalty = penalties.find_by_number(CELLS["number"])
    assert penalty is not None
    assert (penalty.stage, penalty.enterprise) == (PenaltyStage.RECORDED, shop)
    assert (penalty.fine_fen, penalty.confiscated_fen) == (500_050, 2_000)
    assert penalty.kinds == (PenaltyKind.FINE, PenaltyKind.CONFISCATION)
    assert penalty.source == ORIGIN.document
    assert outcomes(row()) == [Outcome.SAME]


def test_a_known_number_that_says_something_else_is_left_to_people(inside: Flask) -> None:
    make_enterprise("示例糕点厂", credit_code=credit_code(951))
    add_penalties([read_penalty(row())], ORIGIN)
    (verdict,) = judge_penalties([read_penalty(row(fine_fen="9000"))], ORIGIN)
    assert (verdict.outcome, verdict.field) == (Outcome.REFUSED, "number")


def test_a_code_that_nobody_has_waits_and_no_enterprise_is_made(inside: Flask) -> None:
    assert outcomes(row()) == [Outcome.HELD]
    assert outcomes(row(credit_code="")) == [Outcome.NEW]
    person = read_penalty(row(credit_code="", respondent_kind="自然人", respondent="张示例"))
    assert person.decision.respondent_kind is RespondentKind.PERSON
    assert [verdict.outcome for verdict in judge_penalties([person], ORIGIN)] == [Outcome.NEW]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"credit_code": "913303020000000000"}, "credit_code"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "昨天"}, "decided_on"),
        ({"kinds": "罚款、示例"}, "kinds"),
        ({"kinds": ""}, "kinds"),
        ({"fine_fen": "很多"}, "fine_fen"),
        ({"fine_fen": "", "confiscated_fen": "1.234"}, "confiscated_fen"),
        ({"number": ""}, "number"),
        ({"field": "示例"}, "field"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_by_name(
    inside: Flask, cells: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_penalty(row(**cells))
    assert refused.value.field == field
    assert KIND.field(field) is not None
