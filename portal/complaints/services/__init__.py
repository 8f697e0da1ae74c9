"""What can be done to cases. Callers commit."""

from portal.complaints.services.citizen import (
    ask_for_review,
    close_visit,
    find_open_case,
    open_visit,
    rate_case,
    withdraw_case,
    write_as_citizen,
)
from portal.complaints.services.clock_facts import (
    begin_pause,
    end_pause,
    extend_limit,
    extend_verification,
    note_clue,
    note_dispute,
    settle_fact,
)
from portal.complaints.services.drafts import (
    forget_draft,
    keep_draft,
    new_token,
    purge_drafts,
    read_draft,
    remove_draft_file,
)
from portal.complaints.services.evidence import (
    attach_to_case,
    forget_file,
    read_cleaned,
    read_original,
)
from portal.complaints.services.filing import confirm_receipt, file_case
from portal.complaints.services.handling import (
    accept_case,
    advance_case,
    answer_report,
    ask_for_supplement,
    assign_case,
    begin_reward,
    conclude_complaint,
    conclude_report,
    decide_filing,
    decide_review,
    post_official_message,
    record_notice,
    refuse_case,
    write_as_handler,
)
from portal.complaints.services.identities import read_identity
from portal.complaints.services.transfers import hand_back, take_over, transfer_case

__all__ = [
    "accept_case",
    "advance_case",
    "answer_report",
    "ask_for_review",
    "ask_for_supplement",
    "assign_case",
    "attach_to_case",
    "begin_pause",
    "begin_reward",
    "close_visit",
    "conclude_complaint",
    "conclude_report",
    "confirm_receipt",
    "decide_filing",
    "decide_review",
    "end_pause",
    "extend_limit",
    "extend_verification",
    "file_case",
    "find_open_case",
    "forget_draft",
    "forget_file",
    "hand_back",
    "keep_draft",
    "new_token",
    "note_clue",
    "note_dispute",
    "open_visit",
    "post_official_message",
    "purge_drafts",
from portal.complaints.services.joining import join_cases, split_case
from portal.complaints.services.leave import end_leave, keep_leaves, mark_leave
from portal.complaints.services.looking import note_look
from portal.complaints.services.mediation import Minutes, plan_meeting, record_meeting
from portal.complaints.services.reissuing import reissue_secret
    "rate_case",
    "read_cleaned",
    "read_draft",
    "read_identity",
    "read_original",
    "record_notice",
    "refuse_case",
    "remove_draft_file",
    "settle_fact",
    "take_over",
    "transfer_case",
    "withdraw_case",
    "write_as_citizen",
    "write_as_handler",
]
    "note_look",
    "note_passage",
    "note_turned_back",
    "reissue_secret",
