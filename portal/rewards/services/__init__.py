"""What can be done to rewards. Callers commit."""

from portal.rewards.services.batches import ResultRefused, Taken, export_batch, make_batch
from portal.rewards.services.budget import BudgetExhausted, grant_budget, lower_budget
from portal.rewards.services.claiming import (
    confirm_claim,
    count_code_try,
    file_claim,
    readable_code,
    verify_claim,
)
from portal.rewards.services.deciding import (
    approve_reward,
    open_reward,
    propose_reward,
    refuse_reward,
    return_reward,
)
from portal.rewards.services.eligibility import declare
from portal.rewards.services.interests import declare_enterprise, declare_relative, end_interest
from portal.rewards.services.moves import OwnInterest, OwnPartTaken, note_slips
from portal.rewards.services.objecting import object_to_reward, review_objection
from portal.rewards.services.payees import forget_paid, read_payee
from portal.rewards.services.paying import (
    record_failure,
    record_payment,
    record_recovery,
    retry_payment,
    start_payment,
)
from portal.rewards.services.reconciling import reconcile
from portal.rewards.services.result_files import read_result
from portal.rewards.services.time_limits import extend_claim, lapse_rewards

__all__ = [
    "BudgetExhausted",
    "OwnInterest",
    "OwnPartTaken",
    "ResultRefused",
    "Taken",
    "approve_reward",
    "confirm_claim",
    "count_code_try",
    "declare",
    "declare_enterprise",
    "declare_relative",
    "end_interest",
    "export_batch",
    "extend_claim",
    "file_claim",
    "forget_paid",
    "grant_budget",
    "lapse_rewards",
    "lower_budget",
    "make_batch",
    "note_slips",
    "object_to_reward",
    "open_reward",
    "propose_reward",
    "read_payee",
    "read_result",
    "readable_code",
    "reconcile",
    "record_failure",
    "record_payment",
    "record_recovery",
    "refuse_reward",
    "retry_payment",
    "return_reward",
    "review_objection",
    "start_payment",
    "verify_claim",
]
