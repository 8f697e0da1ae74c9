"""What can be done to riders' codes, enrolments, tips and seals. Callers commit."""

from portal.rewards.riders.services.codes import (
    codes_of_batch,
    end_rider,
    make_codes,
    renew_rider,
    revoke_codes,
)
from portal.rewards.riders.services.enrolling import Enrolment, enrol, note_refusal
from portal.rewards.riders.services.phones import (
    check_network,
    check_pin,
    count_failure,
    count_pin_try,
    forget_pin_tries,
    leave_phone,
    sign_in,
)
from portal.rewards.riders.services.seals import note_seal
from portal.rewards.riders.services.tips import check_order, link_tip

__all__ = [
    "Enrolment",
    "check_network",
    "check_order",
    "check_pin",
    "codes_of_batch",
    "count_failure",
    "count_pin_try",
    "end_rider",
    "enrol",
    "forget_pin_tries",
    "leave_phone",
    "link_tip",
    "make_codes",
    "note_refusal",
    "note_seal",
    "renew_rider",
    "revoke_codes",
    "sign_in",
]
