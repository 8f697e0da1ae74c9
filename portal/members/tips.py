"""What is told outside a term or an area goes on as a tip, to a room unknown to this one.

A room above both registers who takes tips; the supervisor gets that room's receipt.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.kernel.errors import Refused
from portal.members.words import WORDS
from portal.web.attachments import CheckedFile


@dataclass(frozen=True)
class Tip:
    """What somebody saw, as a tip like everybody's: it names nobody who told it.

    ``token`` makes the same form sent twice one tip.
    """

    token: str
    told: str
    domain: str
    category: str
    seen_on: date
    respondent: str
    address: str
    enterprise_id: int | None
    files: Sequence[CheckedFile]


@dataclass(frozen=True)
class TipReceipt:
    """The number of the tip, the words of its secret with their digits, and where to follow it."""

    number: str
    words: Sequence[tuple[str, str]]
    address: str


Taker = Callable[[Tip], TipReceipt]
_takers: list[Taker] = []


def register(taker: Taker) -> None:
    """Let this room take tips from now on."""
    _takers[:] = [taker]


def hand_over(tip: Tip) -> TipReceipt:
    """File a tip and return its receipt; raises Refused where no room takes any."""
    if not _takers:
        raise Refused(WORDS["tips_closed"])
    return _takers[0](tip)
