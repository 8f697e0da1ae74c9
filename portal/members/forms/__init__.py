"""What people who join in, and the desk, fill in."""

from portal.members.forms.desk import HoursForm, NoteForm, RefusalForm, TermForm
from portal.members.forms.joining import ApplicationForm, ConsentForm
from portal.members.forms.observing import AnswerForm, ObservationForm, StepForm, VerificationForm

__all__ = [
    "AnswerForm",
    "ApplicationForm",
    "ConsentForm",
    "HoursForm",
    "NoteForm",
    "ObservationForm",
    "RefusalForm",
    "StepForm",
    "TermForm",
    "VerificationForm",
]
