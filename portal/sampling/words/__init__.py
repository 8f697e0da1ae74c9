"""Words of sampling. Sentences with %(name)s are filled by whoever shows them."""

from portal.sampling.words.batches import (
    BATCH_STAGES,
    CATEGORIES,
    DATE_KINDS,
    DOMAINS,
    DOUBTS,
    FINDINGS,
    HOLD_REASONS,
    KINDS,
    RESULT_MARKS,
    RESULTS,
    STAGES,
)
from portal.sampling.words.disposals import DISPOSAL_HINTS, DISPOSAL_STAGES
from portal.sampling.words.imports import (
    FILE_REFUSALS,
    IMPORT_MARKS,
    IMPORT_STAGES,
    ROW_REFUSALS,
    row_reason,
)
from portal.sampling.words.refusals import REFUSALS

__all__ = [
    "BATCH_STAGES",
    "CATEGORIES",
    "DATE_KINDS",
    "DISPOSAL_HINTS",
    "DISPOSAL_STAGES",
    "DOMAINS",
    "DOUBTS",
    "FILE_REFUSALS",
    "FINDINGS",
    "HOLD_REASONS",
    "IMPORT_MARKS",
    "IMPORT_STAGES",
    "KINDS",
    "REFUSALS",
    "RESULTS",
    "RESULT_MARKS",
    "ROW_REFUSALS",
    "STAGES",
    "row_reason",
]
