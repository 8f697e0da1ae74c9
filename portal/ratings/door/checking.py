"""What a scanned sign still says."""

from dataclasses import dataclass
from enum import StrEnum

from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.kernel.keys import Keyring
from portal.ratings import queries
from portal.ratings.door.signs import Grade, Sign, grade_of, sign_of
from portal.ratings.door.stamps import Stamp, StampKind, read_stamp
from portal.ratings.models import Rating
from portal.ratings.rules import PUBLIC_STAGES


class Standing(StrEnum):
    """Whether a sign still tells the truth."""

    CURRENT = "current"
    RENEWED = "renewed"
    STALE = "stale"
    UNKNOWN = "unknown"
    FORGED = "forged"


@dataclass(frozen=True)
class Finding:
    """What a sign says, and what is true today.

    ``printed`` is None for a sign without a grade, and for a grade that was taken back because a
    fact behind it was wrong: that one is not repeated.
    """

    standing: Standing
    stamp: Stamp | None = None
    printed: Grade | None = None
    now: Sign | None = None


def check_sign(token: str, *, ring: Keyring) -> Finding:
    """Return whether the sign with this token still holds; a forged one is told as such."""
    stamp = read_stamp(token, ring=ring)
    if stamp is None:
        return Finding(Standing.FORGED)
    if stamp.kind is StampKind.NO_GRADE:
        return _check_empty(stamp)
    rating = queries.find_rating(stamp.reference)
    if rating is None:
        return Finding(Standing.UNKNOWN, stamp)
    return _check_grade(stamp, rating)


def _check_grade(stamp: Stamp, rating: Rating) -> Finding:
    now = sign_of(rating.enterprise, scheme=rating.scheme)
    printed = grade_of(rating) if rating.stage in PUBLIC_STAGES else None
    return Finding(_standing_of(rating, printed, now.grade), stamp, printed, now)


def _standing_of(rating: Rating, printed: Grade | None, now: Grade | None) -> Standing:
    if now is not None and now.rating.id == rating.id:
        return Standing.CURRENT
    is_same = now is not None and printed is not None and now.level.code == printed.level.code
    return Standing.RENEWED if is_same else Standing.STALE


def _check_empty(stamp: Stamp) -> Finding:
    enterprise: Enterprise | None = enterprises.find_enterprise(stamp.reference)
    if enterprise is None:
        return Finding(Standing.UNKNOWN, stamp)
    now = sign_of(enterprise)
    standing = Standing.CURRENT if now.grade is None else Standing.STALE
    return Finding(standing, stamp, None, now)
