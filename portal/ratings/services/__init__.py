"""What can be done to ratings. Callers commit."""

from portal.ratings.services.proposing import (
    Proposal,
    check_proposal,
    objection_ends,
    propose_rating,
    same_as,
)
from portal.ratings.services.scheduling import expire_ratings, settle_ratings
from portal.ratings.services.stages import (
    publish_ratings,
    record_notice,
    resume_rating,
    review_ratings,
    suspend_rating,
)

__all__ = [
    "Proposal",
    "check_proposal",
    "expire_ratings",
    "objection_ends",
    "propose_rating",
    "publish_ratings",
    "record_notice",
    "resume_rating",
    "review_ratings",
    "same_as",
    "settle_ratings",
    "suspend_rating",
]
