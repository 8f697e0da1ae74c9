"""Announcements and orders to publish: their kinds and lives. What may be published is data."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from math import ceil

from portal.kernel.lifecycle import Lifecycle


class AnnouncementStage(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class OrderStage(StrEnum):
    """Where an order to publish at a time stands."""

    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


ANNOUNCEMENT_LIFECYCLE = Lifecycle(
    {
        AnnouncementStage.DRAFT: frozenset(
            {AnnouncementStage.PUBLISHED, AnnouncementStage.WITHDRAWN}
        ),
        AnnouncementStage.PUBLISHED: frozenset({AnnouncementStage.WITHDRAWN}),
    }
)
ORDER_LIFECYCLE = Lifecycle(
    {
        OrderStage.WAITING: frozenset({OrderStage.DONE, OrderStage.CANCELLED, OrderStage.FAILED}),
    }
)
# The kind of announcement that results are published with, as publication.county_may codes it.
RESULTS_KIND = "sampling-notice"
MEDIAN, MOST = 0.5, 0.9


class Permit(StrEnum):
    """What stands between an announcement and the public."""

    ALLOWED = "allowed"
    AUTHORITY_MISSING = "authority-missing"
    UNKNOWN = "unknown"


def permit(
    kind: str, authority: str, *, own: Collection[str], from_above: Collection[str]
) -> Permit:
    """Tell whether this bureau may publish an announcement of this kind.

    ``own`` are the kinds a county publishes by itself, ``from_above`` those that need a document
    of whoever may (食品安全法 Art. 118), whose number is ``authority``. A kind in neither list may
    not be published at all.
    """
    if kind in from_above:
        return Permit.ALLOWED if authority.strip() else Permit.AUTHORITY_MISSING
    return Permit.ALLOWED if kind in own else Permit.UNKNOWN


def quantile(counts: Iterable[tuple[int, int]], share: float) -> int | None:
    """Return the smallest number of days within which ``share`` of all lie; None without any.

    ``counts`` are (days, how many) in any order.
    """
    ordered = sorted(counts)
    wanted = ceil(sum(count for _days, count in ordered) * share)
    reached = 0
    for days, count in ordered:
        reached += count
        if count and reached >= wanted:
            return days
    return None


def is_late(due_on: date | None, published_on: date | None, today: date) -> bool:
    """Whether a batch became public, or is still waiting, after its last day."""
    return due_on is not None and (published_on or today) > due_on


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether a time to publish at is no longer to come."""
    return moment <= now
