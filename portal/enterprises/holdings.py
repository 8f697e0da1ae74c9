"""Which tables hold anything about an enterprise, asked in one question for all rooms.

A dozen rooms put their piece on an enterprise's page, and most enterprises have nothing with most
of them: fines, listings, objections. A room names the columns by which its rows belong to an
enterprise when it is imported::

    holdings.name_holding(Penalty.enterprise_id)

and asks before it reads for a page::

    if not holdings.may_hold(Penalty, enterprise_ids):
        return {}
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.kernel.db import Base, db
from portal.kernel.once import is_reading_once, read_once

_HOLDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {}
_STATEMENTS: dict[tuple[str, ...], Select[*tuple[Any, ...]]] = {}


def name_holding(*columns: InstrumentedAttribute[Any]) -> None:
    """Name the columns of one table that hold an enterprise's inner number; each has an index."""
    _HOLDERS[columns[0].class_.__tablename__] = columns


def may_hold(table: type[Base], enterprise_ids: Sequence[int]) -> bool:
    """Return False where a table surely has no row of these enterprises.

    Asked only for the page of one enterprise, where what was found is kept for the other rooms;
    elsewhere the question would cost what it saves.
    """
    name = table.__tablename__
    if len(enterprise_ids) != 1 or name not in _HOLDERS or not is_reading_once():
        return True
    return name in _held(enterprise_ids[0])


@read_once
def _held(enterprise_id: int) -> frozenset[str]:
    names = tuple(_HOLDERS)
    if names not in _STATEMENTS:
        _STATEMENTS[names] = _statement(names)
    row = db.session.execute(_STATEMENTS[names], {"enterprise_id": enterprise_id}).one()
    return frozenset(name for name, is_held in zip(names, row, strict=True) if is_held)


def _statement(names: Sequence[str]) -> Select[*tuple[Any, ...]]:
    one: BindParameter[int] = bindparam("enterprise_id")
    return select(
        *(
            or_(*(exists().where(column == one) for column in _HOLDERS[name])).label(name)
            for name in names
        )
    )
