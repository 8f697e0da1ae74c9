"""Tables of rewards. Whoever collects one is kept apart, sealed; the ledger is append-only."""

from portal.rewards.models.claims import Payee, RewardClaim
from portal.rewards.models.money import BudgetYear, LedgerEntry, LedgerRewriteError, Payment
from portal.rewards.models.rewards import RewardApproval, RewardCase

__all__ = [
    "BudgetYear",
    "LedgerEntry",
    "LedgerRewriteError",
    "Payee",
    "Payment",
    "RewardApproval",
    "RewardCase",
    "RewardClaim",
]
