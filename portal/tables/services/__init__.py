"""Bringing tables in: receiving, asking, checking, writing. Callers commit."""

from portal.tables.services.applying import apply_table, begin_writing
from portal.tables.services.asking import answer_columns
from portal.tables.services.checking import check_table
from portal.tables.services.deciding import cancel_table, fail_table, look_again
from portal.tables.services.receiving import bring_in, receive_table

__all__ = [
    "answer_columns",
    "apply_table",
    "begin_writing",
    "bring_in",
    "cancel_table",
    "check_table",
    "fail_table",
    "look_again",
    "receive_table",
]
