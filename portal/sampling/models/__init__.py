"""Tables of sampling."""

from portal.sampling.models.amendments import Amendment
from portal.sampling.models.batches import BatchVersion, SampleBatch, TestItem
from portal.sampling.models.disposals import Disposal, DisposalStep
from portal.sampling.models.imports import SampleImport, SampleRejection
from portal.sampling.models.rows import SampleRow
from portal.sampling.models.sources import SampleBlock, SampleSheet

__all__ = [
    "Amendment",
    "BatchVersion",
    "Disposal",
    "DisposalStep",
    "SampleBatch",
    "SampleBlock",
    "SampleImport",
    "SampleRejection",
    "SampleRow",
    "SampleSheet",
    "TestItem",
]
