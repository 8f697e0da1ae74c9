"""What can be done about taking part. Callers commit."""

from portal.events.services.campaigning import set_edition
from portal.events.services.erasing import erase_old_contacts
from portal.events.services.keeping import (
    cancel_event,
    note_attendance,
    read_people,
    set_event,
)
from portal.events.services.signing_up import cancel_sign_up, check_open, sign_up

__all__ = [
    "cancel_event",
    "cancel_sign_up",
    "check_open",
    "erase_old_contacts",
    "note_attendance",
    "read_people",
    "set_edition",
    "set_event",
    "sign_up",
]
