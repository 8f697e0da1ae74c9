"""The ten official documents of a case: worded by data, numbered without a gap, printed as PDF.

For the handler, who issues them with each deed, and for those they are addressed to. Words: a
*kind* is one of the ten; its *number* is of its place, year and kind; a *copy* is what one reader
gets; a document that was *voided* (作废) keeps its number.
"""

from portal.complaints.documents.issuing import (
    forget_words,
    issue,
    register_once,
    take_back_decision,
    tell_of_meeting,
    tell_reporter,
    void_document,
    void_standing,
)
from portal.complaints.documents.printing import print_document
from portal.complaints.documents.reading import (
    get_document,
    list_documents,
    list_for_citizen,
)
from portal.complaints.documents.telling import Told, agency_of

__all__ = [
    "Told",
    "agency_of",
    "forget_words",
    "get_document",
    "issue",
    "list_documents",
    "list_for_citizen",
    "print_document",
    "register_once",
    "take_back_decision",
    "tell_of_meeting",
    "tell_reporter",
    "void_document",
    "void_standing",
]
