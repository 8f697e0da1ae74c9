"""Tables of sampling."""

from portal.sampling.models import append_only as append_only  # refuses to change versions
from portal.sampling.models.amendments import Amendment
from portal.sampling.models.batches import BatchVersion, SampleBatch, TestItem
from portal.sampling.models.disposals import Disposal, DisposalExtension, DisposalStep, Dispute
from portal.sampling.models.imports import SampleImport, SampleRejection
from portal.sampling.models.mappings import ColumnQuestion, FileNote, LearnedColumn
from portal.sampling.models.notices import DisposalNotice, NoticeEntry
from portal.sampling.models.plans import PlanVersion, SamplingPlan
from portal.sampling.models.postings import SearchMark, SearchPart, SearchSegment
from portal.sampling.models.publication import Announcement, PublicationOrder
from portal.sampling.models.rows import SampleRow
from portal.sampling.models.sources import SampleBlock, SampleSheet
from portal.sampling.models.subscriptions import Subscription, SubscriptionLetter

__all__ = [
    "Amendment",
    "Announcement",
    "BatchVersion",
    "ColumnQuestion",
    "Disposal",
    "DisposalExtension",
    "DisposalNotice",
    "DisposalStep",
    "Dispute",
    "FileNote",
    "LearnedColumn",
    "NoticeEntry",
    "PlanVersion",
    "PublicationOrder",
    "SampleBatch",
    "SampleBlock",
    "SampleImport",
    "SampleRejection",
    "SampleRow",
    "SampleSheet",
    "SamplingPlan",
    "SearchMark",
    "SearchPart",
    "SearchSegment",
    "Subscription",
    "SubscriptionLetter",
    "TestItem",
]
