"""Kinds of sampling, verdicts, and the life of a batch and of an import."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class TaskKind(StrEnum):
    """Why the sample was taken (任务类型), coded as the parameters of sampling code it."""

    SUPERVISION = "supervision"
    EVALUATION = "evaluation"
    RISK_MONITORING = "monitoring"
    QUANTITATIVE = "quantitative"
    QUICK_TEST = "quick"
    WALK_IN = "walk-in"


class Domain(StrEnum):
    """What kind of thing was sampled (领域)."""

    FOOD = "food"
    AGRI = "agri"
    FOREST = "forest"
    GRAIN = "grain"
    DRUG = "drug"
    DEVICE = "device"
    COSMETIC = "cosmetic"
    FOOD_CONTACT = "food-contact"


class ChainStage(StrEnum):
    """Where along the way to the consumer the sample was taken (环节)."""

    FARMING = "farming"
    PRODUCTION = "production"
    CIRCULATION = "circulation"
    CATERING = "catering"
    ONLINE = "online"
    TRADE = "trade"


class Result(StrEnum):
    """What came out. Only FAILED is 不合格; quick tests are negative or positive, for reference."""

    PASSED = "passed"
    FAILED = "failed"
    PROBLEM = "problem"
    UNDECIDED = "undecided"
    NEGATIVE = "negative"
    POSITIVE = "positive"


class DateKind(StrEnum):
    """What day the date on a product means."""

    PRODUCED = "produced"
    BOUGHT_IN = "bought-in"


class BatchStage(StrEnum):
    """Where a batch stands between table and public."""

    WAITING = "waiting"
    HELD = "held"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class HoldReason(StrEnum):
    """Why the portal itself holds a checked batch back; further reasons are parameters."""

    UNDECIDED = "undecided"
    RISK_MONITORING = "risk-monitoring"


class ImportStage(StrEnum):
    """Where a file stands."""

    CHECKING = "checking"
    ASKING = "asking"
    UNREADABLE = "unreadable"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    SCHEDULED = "scheduled"
    RETURNED = "returned"
    PUBLISHED = "published"


BATCH_LIFECYCLE = Lifecycle(
    {
        BatchStage.WAITING: frozenset({BatchStage.PUBLISHED, BatchStage.HELD}),
        # What was undecided may be decided, and is then published; what was held by hand may be
        # put back while its import waits.
        BatchStage.HELD: frozenset({BatchStage.PUBLISHED, BatchStage.WAITING}),
        BatchStage.PUBLISHED: frozenset({BatchStage.CORRECTED, BatchStage.WITHDRAWN}),
        BatchStage.CORRECTED: frozenset({BatchStage.CORRECTED, BatchStage.WITHDRAWN}),
    }
)
IMPORT_LIFECYCLE = Lifecycle(
    {
        ImportStage.CHECKING: frozenset(
            {
                ImportStage.WAITING,
                ImportStage.UNREADABLE,
                ImportStage.CANCELLED,
                ImportStage.ASKING,
            }
        ),
        # Somebody says which column is which, and the file is checked.
        ImportStage.ASKING: frozenset({ImportStage.CHECKING, ImportStage.CANCELLED}),
        ImportStage.WAITING: frozenset(
            {ImportStage.PUBLISHED, ImportStage.RETURNED, ImportStage.SCHEDULED}
        ),
        # Cancelled before its time, it waits again.
        ImportStage.SCHEDULED: frozenset({ImportStage.PUBLISHED, ImportStage.WAITING}),
    }
)
UNDECIDED = frozenset({Result.UNDECIDED, Result.PROBLEM})
REFERENCE_ONLY = frozenset({TaskKind.QUICK_TEST, TaskKind.WALK_IN})
LISTED = frozenset({BatchStage.PUBLISHED, BatchStage.CORRECTED})
# What a correction may change. The verdict is changed by a re-test only (overturn_batch).
CORRECTABLE = (
    "product",
    "spec",
    "trademark",
    "product_date_text",
    "batch_number",
    "maker_name",
    "maker_address",
    "seller_name",
    "seller_address",
    "remark",
)
_AS_REFERENCE = {
    Result.PASSED: Result.NEGATIVE,
    Result.FAILED: Result.POSITIVE,
    Result.PROBLEM: Result.POSITIVE,
}


def result_for(kind: TaskKind, told: Result) -> Result:
    """Return the result as this kind of task may state it.

    Quick tests and walk-in tests are for reference and are never passed or failed
    (capabilities.md A1; 食品安全法 Art. 88 leaves a conclusion to the laboratory's test).
    """
    if kind in REFERENCE_ONLY:
        return _AS_REFERENCE.get(told, told)
    return {Result.NEGATIVE: Result.PASSED, Result.POSITIVE: Result.FAILED}.get(told, told)


def hold_reason(kind: TaskKind, result: Result) -> HoldReason | None:
    """Return why a batch may not become public, or None where it may.

    Risk monitoring shows as volume only (A1); what is undecided is never published (A7).
    """
    if kind is TaskKind.RISK_MONITORING:
        return HoldReason.RISK_MONITORING
    if result in UNDECIDED:
        return HoldReason.UNDECIDED
    return None


def needs_disposal(result: Result) -> bool:
    """Whether something has to be done about the batch (A4)."""
    return result is Result.FAILED
