"""Tables of cases. Who filed one is kept apart, sealed; drafts are sealed whole."""

from portal.complaints.models.cases import Case
from portal.complaints.models.clocks import ClockFact
from portal.complaints.models.evidence import Evidence
from portal.complaints.models.persons import CasePerson
from portal.complaints.models.receipts import CaseReceipt
from portal.complaints.models.talk import CaseEvent, Message
from portal.complaints.models.transfers import Transfer
from portal.complaints.models.visits import Draft, TrackingVisit

__all__ = [
    "Case",
    "CaseEvent",
    "CasePerson",
    "CaseReceipt",
    "ClockFact",
    "Draft",
    "Evidence",
    "Message",
    "TrackingVisit",
    "Transfer",
]
