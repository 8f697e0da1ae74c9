"""Noting what a channel published. Callers commit."""

from datetime import date

from portal.accounts.models import Account
from portal.channels.models import ChannelEntry
from portal.channels.queries import RECEIPT
from portal.channels.register import get_channel
from portal.channels.rules import is_on_host
from portal.channels.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.receipts import new_receipt


def note_entry(
    *, channel: str, title: str, told_on: date, address: str, by: Account
) -> ChannelEntry:
    """Note what a channel published; its address must be on the channel's own host.

    Raises NotFound for a channel the place does not have, Refused for a day still to come or an
    address that is somebody else's.
    """
    known = get_channel(channel)
    if told_on > clock.today():
        raise Refused(WORDS["day_ahead"], field="told_on")
    if address and not is_on_host(address, known.address):
        reason = WORDS["link_other"] if known.address else WORDS["link_unset"]
        raise Refused(reason, field="address")
    entry = ChannelEntry(
        reference=new_receipt(RECEIPT),
        channel=channel,
        title=title,
        told_on=told_on,
        address=address,
        noted_at=clock.now(),
        noted_by_id=by.id,
        reason="",
    )
    db.session.add(entry)
    audit.record("channels.noted", subject=entry.subject, by=by.actor, after={"channel": channel})
    return entry


def strike_entry(entry: ChannelEntry, *, reason: str, by: Account) -> None:
    """Strike what was noted wrongly; the desk still sees it, with the reason."""
    if entry.struck_at is not None:
        raise Refused(WORDS["struck"])
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    entry.struck_at, entry.reason = clock.now(), reason
    audit.record("channels.struck", subject=entry.subject, by=by.actor)
