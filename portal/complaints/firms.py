"""Which firm somebody means: by a few letters of its name, by a code, by what a QR code says."""

import re
from collections.abc import Sequence

from portal.enterprises import queries as enterprises
from portal.enterprises.listing import page_of_enterprises, words_of
from portal.enterprises.models import Enterprise
from portal.enterprises.roll.asking import EnterpriseFilter, Question
from portal.enterprises.roll.columns import Order

MOST_OFFERED = 8
LONGEST_TYPED = 60
# The address that a sign at a door leads to names the enterprise behind this.
CODE = re.compile(r"[0-9A-Za-z-]{8,20}")
IN_ADDRESS = re.compile(r"/enterprises/([0-9A-Za-z-]{5,30})")


def offer_firms(typed: str) -> Sequence[Enterprise]:
    """Return the enterprises whose names hold what was typed; none for nothing."""
    words = words_of(typed[:LONGEST_TYPED])
    if not words:
        return []
    question = Question(EnterpriseFilter(words, {}, None))
    return page_of_enterprises(question, order=Order.NAME, length=MOST_OFFERED).items


def is_code(typed: str) -> bool:
    """Whether what was typed is an address or a code rather than a name."""
    plain = typed.strip()
    return bool(IN_ADDRESS.search(plain)) or (plain.isascii() and bool(CODE.fullmatch(plain)))


def find_meant(typed: str) -> Enterprise | None:
    """Return the enterprise that a pasted address or code names, or None."""
    address = IN_ADDRESS.search(typed)
    return enterprises.find_enterprise(address[1] if address else typed[:LONGEST_TYPED])
