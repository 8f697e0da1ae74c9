"""What can be done to articles. Callers commit."""

from portal.science.services.correcting import (
    decide_correction,
    propose_correction,
    propose_reply,
)
from portal.science.services.exposing import set_exposure
from portal.science.services.loading import load_article
from portal.science.services.picturing import add_image
from portal.science.services.publishing import renew, withdraw
from portal.science.services.reviewing import Judgement, decide, reason_against
from portal.science.services.scheduling import reschedule, take_back
from portal.science.services.writing import save_draft, start_draft, submit

__all__ = [
    "Judgement",
    "add_image",
    "decide",
    "decide_correction",
    "load_article",
    "propose_correction",
    "propose_reply",
    "reason_against",
    "renew",
    "reschedule",
    "save_draft",
    "set_exposure",
    "start_draft",
    "submit",
    "take_back",
    "withdraw",
]
