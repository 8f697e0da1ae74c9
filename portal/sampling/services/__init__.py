"""What can be done to imports, batches and disposals. Callers commit."""

from portal.sampling.services.amendments import (
    accept_amendment,
    accept_amendments,
    reject_amendment,
)
from portal.sampling.services.announcements import (
    draft_announcement,
    publish_announcement,
    withdraw_announcement,
)
from portal.sampling.services.disposals import (
    extend_disposal,
    note_receipt,
    record_step,
    take_step,
)
from portal.sampling.services.disputes import (
    accept_dispute,
    choose_laboratory,
    conclude_dispute,
    hand_over_spare,
    lodge_dispute,
    no_retest_ground,
    refuse_dispute,
)
from portal.sampling.services.held import (
    decide_batch,
    hold_batches,
    put_back,
    release_batch,
)
from portal.sampling.services.imports import (
    cancel_import,
    check_import,
    fail_import,
    import_table,
    receive_file,
    receive_table,
    return_import,
)
from portal.sampling.services.notices import (
    confirm_entry,
    list_offered,
    proposals_in,
    receive_notice,
    skip_entry,
)
from portal.sampling.services.orders import (
    cancel_order,
    carry_out,
    fail_order,
    order_publication,
    publish_soon,
)
from portal.sampling.services.planning import amend_plan, create_plan
from portal.sampling.services.publication import (
    correct_batch,
    overturn_batch,
    publish_import,
    withdraw_batch,
)

__all__ = [
    "accept_amendment",
    "accept_amendments",
    "accept_dispute",
    "amend_plan",
    "cancel_import",
    "cancel_order",
    "carry_out",
    "check_import",
    "choose_laboratory",
    "conclude_dispute",
    "confirm_entry",
    "correct_batch",
    "create_plan",
    "decide_batch",
    "draft_announcement",
    "extend_disposal",
    "fail_import",
    "fail_order",
    "hand_over_spare",
    "hold_batches",
    "import_table",
    "list_offered",
    "lodge_dispute",
    "no_retest_ground",
    "note_receipt",
    "order_publication",
    "overturn_batch",
    "proposals_in",
    "publish_announcement",
    "publish_import",
    "publish_soon",
    "put_back",
    "receive_file",
    "receive_notice",
    "receive_table",
    "record_step",
    "refuse_dispute",
    "reject_amendment",
    "release_batch",
    "return_import",
    "skip_entry",
    "take_step",
    "withdraw_announcement",
    "withdraw_batch",
]
