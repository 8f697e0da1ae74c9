"""What authors and reviewers fill in."""

from portal.science.forms.exposing import ExposureForm
from portal.science.forms.media import PictureForm, SoundForm
from portal.science.forms.reviewing import (
    CorrectionDecisionForm,
    OpinionForm,
    RenewForm,
    ScheduleForm,
    StepForm,
    WithdrawForm,
)
from portal.science.forms.writing import ArticleForm, CorrectionForm, KeptForm, answers_of

__all__ = [
    "ArticleForm",
    "CorrectionDecisionForm",
    "CorrectionForm",
    "ExposureForm",
    "KeptForm",
    "OpinionForm",
    "PictureForm",
    "RenewForm",
    "ScheduleForm",
    "SoundForm",
    "StepForm",
    "WithdrawForm",
    "answers_of",
]
