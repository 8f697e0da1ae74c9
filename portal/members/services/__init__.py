"""What can be done in joining in. Callers commit."""

from portal.members.services.applying import (
    admit,
    erase_applicant,
    keep_application,
    read_applicant,
    refuse,
    submit_application,
)
from portal.members.services.hours import confirm_hours, credit_hours, decline_hours
from portal.members.services.observing import (
    Sent,
    answer_observation,
    publish_observation,
    rectify_observation,
    send_observation,
    tip_ground,
    verify_observation,
    withdraw_observation,
)
from portal.members.services.roll import (
    change_consents,
    leave_roll,
    next_day,
    renew_term,
)

__all__ = [
    "Sent",
    "admit",
    "answer_observation",
    "change_consents",
    "confirm_hours",
    "credit_hours",
    "decline_hours",
    "erase_applicant",
    "keep_application",
    "leave_roll",
    "next_day",
    "publish_observation",
    "read_applicant",
    "rectify_observation",
    "refuse",
    "renew_term",
    "send_observation",
    "submit_application",
    "tip_ground",
    "verify_observation",
    "withdraw_observation",
]
