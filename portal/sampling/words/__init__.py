"""Words of sampling. Sentences with %(name)s are filled by whoever shows them."""

from portal.sampling.words.batches import (
    BATCH_STAGES,
    CATEGORIES,
    DATE_KINDS,
    DOMAINS,
    FINDINGS,
    HOLD_REASONS,
    KINDS,
    RESULT_MARKS,
    RESULTS,
    STAGES,
)
from portal.sampling.words.details import DETAIL_LABELS
from portal.sampling.words.disposals import (
    ASKED_BY,
    CLOCKS,
    DISPOSAL_HINTS,
    DISPOSAL_REFUSALS,
    DISPOSAL_STAGES,
    DISPUTE_KINDS,
    DISPUTE_STAGES,
    ENTRY_REASONS,
    ENTRY_STAGES,
    FACTS,
    NO_RETEST_REFUSALS,
)
from portal.sampling.words.doubts import DOUBTS
from portal.sampling.words.imports import (
    IMPORT_MARKS,
    IMPORT_STAGES,
    ROW_REFUSALS,
    row_reason,
)
from portal.sampling.words.refusals import REFUSALS
from portal.sampling.words.relations import RELATIONS
from portal.tables.words import FILE_NOTES, FILE_REFUSALS, file_note

__all__ = [
    "ASKED_BY",
    "BATCH_STAGES",
    "CATEGORIES",
    "CLOCKS",
    "DATE_KINDS",
    "DETAIL_LABELS",
    "DISPOSAL_HINTS",
    "DISPOSAL_REFUSALS",
    "DISPOSAL_STAGES",
    "DISPUTE_KINDS",
    "DISPUTE_STAGES",
    "DOMAINS",
    "DOUBTS",
    "ENTRY_REASONS",
    "ENTRY_STAGES",
    "FACTS",
    "FILE_NOTES",
    "FILE_REFUSALS",
    "FINDINGS",
    "HOLD_REASONS",
    "IMPORT_MARKS",
    "IMPORT_STAGES",
    "KINDS",
    "NO_RETEST_REFUSALS",
    "REFUSALS",
    "RELATIONS",
    "RESULTS",
    "RESULT_MARKS",
    "ROW_REFUSALS",
    "STAGES",
    "file_note",
    "row_reason",
]
