"""Tables of cases. Who filed one is kept apart, sealed; drafts are sealed whole."""

from portal.complaints.models.asking import CaseLink, EnterpriseQuestion
from portal.complaints.models.batches import BatchRow
from portal.complaints.models.cases import Case
from portal.complaints.models.clocks import ClockFact
from portal.complaints.models.desk import (
    CaseNote,
    HandedOver,
    HandlerLeave,
    LateDigest,
    QueueView,
    ReplyTemplate,
)
from portal.complaints.models.documents import CaseDocument
from portal.complaints.models.doubles import CaseDouble, CaseJoin, CaseMark
from portal.complaints.models.evidence import Evidence
from portal.complaints.models.figures import FiguresSheet
from portal.complaints.models.mediation import Meeting
from portal.complaints.models.persons import CasePerson
from portal.complaints.models.ratings import CaseRating
from portal.complaints.models.receipts import CaseReceipt
from portal.complaints.models.records import BulkDeed, DeedReason
from portal.complaints.models.retention import CaseHold, RetentionCertificate
from portal.complaints.models.talk import CaseEvent, Message
from portal.complaints.models.transfers import Transfer
from portal.complaints.models.visits import (
    ChannelTest,
    Draft,
    DraftCode,
    SpentPass,
    TrackingVisit,
)

__all__ = [
    "BatchRow",
    "BulkDeed",
    "Case",
    "CaseDocument",
    "CaseDouble",
    "CaseEvent",
    "CaseHold",
    "CaseJoin",
    "CaseLink",
    "CaseMark",
    "CaseNote",
    "CasePerson",
    "CaseRating",
    "CaseReceipt",
    "ChannelTest",
    "ClockFact",
    "DeedReason",
    "Draft",
    "DraftCode",
    "EnterpriseQuestion",
    "Evidence",
    "FiguresSheet",
    "HandedOver",
    "HandlerLeave",
    "LateDigest",
    "Meeting",
    "Message",
    "QueueView",
    "ReplyTemplate",
    "RetentionCertificate",
    "SpentPass",
    "TrackingVisit",
    "Transfer",
]
