"""Tables of sampling."""

from portal.sampling.models.batches import BatchVersion, SampleBatch, TestItem
from portal.sampling.models.disposals import Disposal, DisposalStep
from portal.sampling.models.imports import SampleImport, SampleRejection
from portal.sampling.models.rows import SampleRow

__all__ = [
    "BatchVersion",
    "Disposal",
    "DisposalStep",
    "SampleBatch",
    "SampleImport",
    "SampleRejection",
    "SampleRow",
    "TestItem",
]
