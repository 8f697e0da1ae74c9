"""What a negative case may rest on: penalties that are shown, failing results that are closed."""

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db
from portal.penalties import services as penalties
from portal.penalties.rules.kinds import Withdrawal
from portal.sampling.rules.batches import Result
from portal.sampling.rules.disposals import DisposalStage
from portal.science.decisions import find_decision
from tests.factories.penalties import REVIEWER, make_penalty
from tests.factories.sampling import published_batch


def test_a_penalty_is_final_while_everybody_may_read_it(inside: Flask) -> None:
    penalty = make_penalty()
    db.session.flush()
    known = find_decision("penalty", penalty.number)
    assert known is not None
    assert (known.is_final, known.endpoint) == (True, "penalties.show_penalty")
    assert penalty.respondent in known.title
    penalties.withdraw_penalty(
        penalty, why=Withdrawal.REVOKED, reason="示例：撤销", revoked_on=clock.today(), by=REVIEWER
    )
    db.session.flush()
    fallen = find_decision("penalty", penalty.reference)
    assert fallen is not None
    assert (fallen.is_final, fallen.endpoint, fallen.title) == (False, "", "")


@pytest.mark.parametrize("kind", ["penalty", "result"])
def test_what_is_not_there_is_not_found(inside: Flask, kind: str) -> None:
    assert find_decision(kind, "示例没有这个") is None


def test_a_failing_result_is_final_once_its_disposal_has_ended(inside: Flask) -> None:
    failed = published_batch()
    db.session.flush()
    known = find_decision("result", failed.reference)
    assert known is not None
    assert not known.is_final
    assert failed.disposal is not None
    failed.disposal.stage = DisposalStage.CLOSED
    closed = find_decision("result", failed.reference)
    assert closed is not None
    assert closed.is_final
    assert closed.title == failed.product
    failed.result = Result.PASSED
    assert find_decision("result", failed.reference) is None
