"""Reads of the register of channels."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from portal.channels.models import ChannelEntry
from portal.channels.register import list_channels
from portal.channels.rules import count_by_month
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.months import last_months
from portal.kernel.receipts import is_receipt

RECEIPT = "fb"
MONTHS_SHOWN = 6
LONGEST_LIST = 200


def list_entries(channel: str, *, limit: int = LONGEST_LIST) -> Sequence[ChannelEntry]:
    """Return what a channel published, the newest first; what was struck is left out."""
    wanted = select(ChannelEntry).where(
        ChannelEntry.channel == channel, ChannelEntry.struck_at.is_(None)
    )
    order = (ChannelEntry.told_on.desc(), ChannelEntry.id.desc())
    return db.session.scalars(wanted.order_by(*order).limit(limit)).all()


def newest_by_channel() -> Mapping[str, ChannelEntry | None]:
    """Return what each channel published last, None where nothing is noted."""
    found: dict[str, ChannelEntry | None] = {}
    for channel in list_channels():
        newest = list_entries(channel.code, limit=1)
        found[channel.code] = newest[0] if newest else None
    return found


def months_shown() -> list[tuple[int, int]]:
    """Return the months that the figures are of, the newest first."""
    return last_months(clock.today(), MONTHS_SHOWN)


def counts_by_month() -> Mapping[str, Sequence[int]]:
    """Return how many entries each channel has in each of the months shown."""
    year, month = months_shown()[-1]
    asked = select(ChannelEntry.channel, ChannelEntry.told_on).where(
        ChannelEntry.struck_at.is_(None), ChannelEntry.told_on >= date(year, month, 1)
    )
    days = [(row[0], row[1]) for row in db.session.execute(asked).all()]
    return count_by_month(days, [one.code for one in list_channels()], months_shown())


def newest_entries(limit: int = 50) -> Sequence[ChannelEntry]:
    """Return what was noted last, of every channel, struck ones too, for the desk."""
    order = (ChannelEntry.noted_at.desc(), ChannelEntry.id.desc())
    return db.session.scalars(select(ChannelEntry).order_by(*order).limit(limit)).all()


def get_entry(reference: str) -> ChannelEntry:
    """Return one entry; raises NotFound."""
    found = None
    if is_receipt(RECEIPT, reference):
        found = db.session.scalar(select(ChannelEntry).filter_by(reference=reference))
    if found is None:
        raise NotFound(reference)
    return found
