"""The two lists as feeds (Atom, RFC 4287), the newest first; what has ended is not in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from portal.penalties.telling import PublicEntry, PublicPenalty
from portal.web.locale import language


@dataclass(frozen=True)
class FeedEntry:
    """One record as a feed tells it."""

    address: str
    title: str
    text: str
    told_at: datetime
    enterprise_code: str | None
    enterprise_url: str | None


def penalty_entries(found: Sequence[PublicPenalty]) -> list[FeedEntry]:
    """Return penalties as entries of a feed."""
    return [
        FeedEntry(
            address=one.url,
            title=f"{one.respondent}：{one.kinds_told}",
            text="\n".join(part for part in (one.number, one.conduct, one.content) if part),
            told_at=one.changed_at,
            enterprise_code=one.enterprise_code,
            enterprise_url=one.enterprise_url,
        )
        for one in found
    ]


def list_entries(found: Sequence[PublicEntry]) -> list[FeedEntry]:
    """Return entries of the list as entries of a feed."""
    return [
        FeedEntry(
            address=one.url,
            title=_("%(name)s：列入严重违法失信名单", name=one.respondent),
            text="\n".join(
                part
                for part in (
                    one.decision_number,
                    one.ground.label.in_(language()) if one.ground else "",
                    one.reason,
                )
                if part
            ),
            told_at=one.changed_at,
            enterprise_code=one.enterprise_code,
            enterprise_url=one.enterprise_url,
        )
        for one in found
    ]
