"""What can be done to articles. Callers commit."""

from portal.science.services.correcting import decide_correction, propose_correction
from portal.science.services.loading import load_article
from portal.science.services.picturing import add_image
from portal.science.services.reviewing import publish, renew, review, withdraw
from portal.science.services.writing import save_draft, start_draft, submit

__all__ = [
    "add_image",
    "decide_correction",
    "load_article",
    "propose_correction",
    "publish",
    "renew",
    "review",
    "save_draft",
    "start_draft",
    "submit",
    "withdraw",
]
