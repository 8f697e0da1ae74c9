"""What somebody files, and who."""

from dataclasses import dataclass
from datetime import date

from portal.complaints.rules.cases import Channel, Track
from portal.complaints.rules.intake import URGENT_DOORS, Door, Seal


@dataclass(frozen=True)
class Identity:
    """Who filed a case, as far as the law asks for it."""

    name: str
    telephone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Filing:
    """What somebody files: the facts of a case before it is one."""

    track: Track
    told: str
    category: str
    domain: str
    respondent: str
    respondent_address: str
    channel: Channel = Channel.PORTAL
    enterprise_id: int | None = None
    batch: str | None = None
    product: str = ""
    occurred_on: date | None = None
    amount_fen: int | None = None
    request: str = ""
    identity: Identity | None = None
    may_publish: bool = False
    may_delegate: bool = False
    national_12315_no: str | None = None
    door: Door = Door.USUAL
    platform: str | None = None
    seal: Seal | None = None
    ill_count: int | None = None
    # The day a letter came, where it is entered later; None where it is filed as it comes.
    received_on: date | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether it goes before all others: somebody is ill."""
        return self.door in URGENT_DOORS
