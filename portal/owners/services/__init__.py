"""What enterprises do for themselves, and officers with it. Callers commit."""

from portal.owners.services.claiming import claim_page, count_claim, revoke_owner
from portal.owners.services.filings import file_report, read_file
from portal.owners.services.letters import issue_letter, readable_code, revoke_letter, send_letter
from portal.owners.services.replies import (
    moderate_reply,
    revise_reply,
    submit_reply,
    withdraw_reply,
)

__all__ = [
    "claim_page",
    "count_claim",
    "file_report",
    "issue_letter",
    "moderate_reply",
    "read_file",
    "readable_code",
    "revise_reply",
    "revoke_letter",
    "revoke_owner",
    "send_letter",
    "submit_reply",
    "withdraw_reply",
]
