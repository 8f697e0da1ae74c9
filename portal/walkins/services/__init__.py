"""What can be done about walk-in tests. Callers commit."""

from portal.walkins.services.booking import book, cancel_booking, check_open
from portal.walkins.services.slots import cancel_slot, make_slot, set_quota
from portal.walkins.services.testing import (
    begin_test,
    enter_result,
    erase_old_contacts,
    note_arrival,
    note_missed,
    read_people,
    release_result,
    return_result,
)

__all__ = [
    "begin_test",
    "book",
    "cancel_booking",
    "cancel_slot",
    "check_open",
    "enter_result",
    "erase_old_contacts",
    "make_slot",
    "note_arrival",
    "note_missed",
    "read_people",
    "release_result",
    "return_result",
    "set_quota",
]
