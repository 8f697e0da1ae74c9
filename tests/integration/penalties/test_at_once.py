"""Two people propose the same party at once: it stands in the queue once."""

from flask import Flask

from portal.penalties import services
from portal.penalties.queries import entries
from portal.penalties.rules.entries import EntryStage
from tests.crowd import Deed, at_once
from tests.factories.penalties import RECORDER, proposal


def test_of_two_proposals_for_one_decision_at_once_one_is_kept(app: Flask) -> None:
    number = "示例市监处罚〔2025〕9801号"

    def propose() -> Deed:
        told = proposal(penalty_number=number)
        return lambda: services.propose_entry(told, by=RECORDER)

    assert sorted(at_once(app, [propose, propose])) == [False, True]
    with app.app_context():
        (kept,) = entries.list_on_desk([EntryStage.PROPOSED])
        assert kept.penalty_number == number
