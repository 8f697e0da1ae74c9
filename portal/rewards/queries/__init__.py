"""Reads of rewards."""

from portal.rewards.queries.amounts import (
    count_amount,
    get_scheme,
    list_schemes_for,
    recount,
    scheme_of,
)
from portal.rewards.queries.batches import get_batch, list_batches, sum_waiting
from portal.rewards.queries.budget import (
    find_budget,
    ledger_balances,
    list_budgets,
    list_entries,
    list_entries_of,
)
from portal.rewards.queries.register import (
    SMALL_CELL,
    GradeTotals,
    PublicTotals,
    list_public_years,
    public_totals,
)
from portal.rewards.queries.rewards import (
    find_claim,
    find_reward_of_case,
    get_reward,
    get_reward_of_case,
    get_reward_of_department,
    list_awaiting_approval,
    list_overdue_claims,
    list_paid,
    list_payable,
    list_rewards_of_department,
    parts_taken,
)

__all__ = [
    "SMALL_CELL",
    "GradeTotals",
    "PublicTotals",
    "count_amount",
    "find_budget",
    "find_claim",
    "find_reward_of_case",
    "get_batch",
    "get_reward",
    "get_reward_of_case",
    "get_reward_of_department",
    "get_scheme",
    "ledger_balances",
    "list_awaiting_approval",
    "list_batches",
    "list_budgets",
    "list_entries",
    "list_entries_of",
    "list_overdue_claims",
    "list_paid",
    "list_payable",
    "list_public_years",
    "list_rewards_of_department",
    "list_schemes_for",
    "parts_taken",
    "public_totals",
    "recount",
    "scheme_of",
    "sum_waiting",
]
