"""What people tell us about a reward, as typed facts between the forms and the services."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.rewards.rules.stages import PayMethod


@dataclass(frozen=True)
class Proposal:
    """What a handler proposes: the inputs of the computation and the answers behind them.

    ``base_fen`` is the whole penalty; where the findings match only part of the report,
    ``matched_fen`` is that part of it and ``matched_part`` says which.
    """

    scheme_id: str
    grade: int
    base_fen: int
    uplift_percent: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    consultation: str = ""
    matched_fen: int | None = None
    matched_part: str = ""
    has_declared: bool = False


@dataclass(frozen=True)
class PayeeFacts:
    """The name to check against an identity card, and the account to pay into."""

    name: str = ""
    bank: str = ""
    account: str = ""


NOBODY = PayeeFacts()


@dataclass(frozen=True)
class ClaimWish:
    """How a reporter wants to be paid, and what they declare about themselves.

    ``declared`` answers the scheme's exclusions by code; ``reporters`` counts who reported jointly,
    whoever claims included.
    """

    is_named: bool
    method: PayMethod
    has_promised: bool
    payee: PayeeFacts = NOBODY
    declared: Mapping[str, str] = field(default_factory=dict)
    reporters: int = 1
