"""The official documents of a case, and who each copy is for."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """The ten documents that accompany Order 121, in their order there."""

    COMPLAINT_FORM = "complaint-form"
    REPORT_FORM = "report-form"
    PASSING_ON = "passing-on"
    IDENTITY_NOTICE = "identity-notice"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    MEDIATION_NOTICE = "mediation-notice"
    MEDIATION_END = "mediation-end"
    MEDIATION_AGREEMENT = "mediation-agreement"
    REPORT_RESULT = "report-result"


class Reader(StrEnum):
    """Whom a copy is for: who filed the case, whom it is about, or the file of the bureau."""

    CITIZEN = "citizen"
    RESPONDENT = "respondent"
    OFFICE = "office"


@dataclass(frozen=True)
class Appointment:
    """When and where both sides meet, as a notice says it; empty is told separately."""

    time: str = ""
    venue: str = ""
