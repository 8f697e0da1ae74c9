"""What can be done about rounds. Callers commit."""

from portal.rounds.services.keeping import (
    cancel_round,
    decide_proposal,
    make_codes,
    make_round,
    tie_plan,
    tie_result,
)
from portal.rounds.services.voting import check_open, propose, vote

__all__ = [
    "cancel_round",
    "check_open",
    "decide_proposal",
    "make_codes",
    "make_round",
    "propose",
    "tie_plan",
    "tie_result",
    "vote",
]
