"""Tables of rewards. Whoever collects one is kept apart, sealed; the ledger is append-only."""

from portal.rewards.models.batches import PaymentBatch
from portal.rewards.models.claims import Payee, RewardClaim
from portal.rewards.models.interests import StaffInterest
from portal.rewards.models.money import BudgetYear, LedgerEntry, LedgerRewriteError, Payment
from portal.rewards.models.reconciliations import Reconciliation, ReconciliationKept
from portal.rewards.models.rewards import RewardAnswer, RewardApproval, RewardCase

__all__ = [
    "BudgetYear",
    "LedgerEntry",
    "LedgerRewriteError",
    "Payee",
    "Payment",
    "PaymentBatch",
    "Reconciliation",
    "ReconciliationKept",
    "RewardAnswer",
    "RewardApproval",
    "RewardCase",
    "RewardClaim",
    "StaffInterest",
]
