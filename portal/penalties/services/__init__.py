"""What can be done to penalties, to the list, and to applications for repair. Callers commit."""

from portal.penalties.decisions import Decision, Proposal
from portal.penalties.services.deciding import approve_repair, decline_repair, return_repair
from portal.penalties.services.entries import (
    drop_entry,
    hold_hearing,
    list_party,
    notify_party,
    propose_entry,
    record_defence,
    revoke_entry,
)
from portal.penalties.services.penalties import (
    keep_penalty,
    publish_penalty,
    return_penalty,
    withdraw_penalty,
)
from portal.penalties.services.recording import (
    amend_penalty,
    check_decision,
    record_penalty,
)
from portal.penalties.services.repairs import (
    apply_for_repair,
    ask_to_supplement,
    record_findings,
    start_verification,
    supplement_repair,
)

__all__ = [
    "Decision",
    "Proposal",
    "amend_penalty",
    "apply_for_repair",
    "approve_repair",
    "ask_to_supplement",
    "check_decision",
    "decline_repair",
    "drop_entry",
    "hold_hearing",
    "keep_penalty",
    "list_party",
    "notify_party",
    "propose_entry",
    "publish_penalty",
    "record_defence",
    "record_findings",
    "record_penalty",
    "return_penalty",
    "return_repair",
    "revoke_entry",
    "start_verification",
    "supplement_repair",
    "withdraw_penalty",
]
