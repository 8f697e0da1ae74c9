"""What rewards hear from the rooms below: a report found true opens the question of a reward."""

from typing import Any

from portal.complaints.models import Case
from portal.kernel.signals import case_substantiated
from portal.rewards import services


@case_substantiated.connect
def open_reward_of(_sender: Any, *, record: Case) -> None:
    """Open the reward in the very transaction that concludes the case."""
    services.open_reward(record)
