"""Every stage can be reached, and says what it must."""

import pytest
from flask import Flask

from portal.rewards import queries
from portal.rewards.rules import Stage
from tests.factories import rewards as factory


@pytest.mark.parametrize("stage", factory.MAKERS, ids=str)
def test_every_stage_can_be_reached(inside: Flask, stage: Stage) -> None:
    reward = factory.MAKERS[stage]()
    assert reward.stage is stage
    counted = queries.recount(reward)
    assert (counted.amount_fen if counted else None) == reward.amount_fen
