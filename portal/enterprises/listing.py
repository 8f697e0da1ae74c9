"""The list of enterprises: pages of what was asked for, and what it says of them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal.enterprises import rules
from portal.enterprises.models import Enterprise, Flag
from portal.enterprises.roll.asking import Question
from portal.enterprises.roll.columns import Order
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor

PAGE_LENGTH = 20
MOST_WORDS = 6
LARGEST = 2**63 - 1


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of what somebody typed, as names are compared; every one must occur."""
    words = (rules.name_key(word) for word in rules.plain(text).split())
    return tuple(word for word in words if word)[:MOST_WORDS]


def page_of_enterprises(
    question: Question,
    *,
    order: Order = Order.CHANGED,
    after: str | None = None,
    before: str | None = None,
    length: int = PAGE_LENGTH,
) -> Page[Enterprise]:
    """Return one page of what answers, in an order.

    ``after`` is the cursor to go on from, ``before`` the one to go back from.
    """
    places, is_back = question.places(order), before is not None and after is None
    if is_back:
        rows = places.before(_key(order, before or ""), length + 1)
        is_more = len(rows) > length
        rows = rows[-length:]
    else:
        rows = places.after(None if after is None else _key(order, after), length + 1)
        is_more = len(rows) > length
        rows = rows[:length]
    cursors = [encode_cursor(order.value, *question.roll.key(order, row)) for row in rows]
    items = list_in_order(question.roll.ids[rows].tolist())
    return Page(
        items=items,
        earlier=cursors[-1] if rows and (is_more or is_back) else None,
        later=cursors[0] if rows and (is_more if is_back else after) else None,
        total=len(places.places),
    )


def list_in_order(ids: Sequence[int]) -> list[Enterprise]:
    """Return the enterprises with these inner numbers in the order of the numbers."""
    found = db.session.scalars(select(Enterprise).where(Enterprise.id.in_(ids)))
    by_id = {enterprise.id: enterprise for enterprise in found}
    return [by_id[one] for one in ids if one in by_id]


def flags_held(on: date) -> dict[str, list[int]]:
    """Return the inner numbers of those that carry each badge on a day."""
    held = select(Flag.kind, Flag.enterprise_id).where(
        Flag.from_on <= on, (Flag.to_on.is_(None)) | (Flag.to_on >= on)
    )
    members: dict[str, list[int]] = {}
    for kind, one in db.session.execute(held):
        members.setdefault(kind.value, []).append(one)
    return members


def _key(order: Order, cursor: str) -> tuple[int, int]:
    name, *numbers = decode_cursor(cursor, length=3)
    if name != order.value:
        raise NotFound(cursor)
    key, one = (number for number in numbers)
    if not isinstance(key, int) or not isinstance(one, int) or max(abs(key), abs(one)) > LARGEST:
        raise NotFound(cursor)
    return key, one
