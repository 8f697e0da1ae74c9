"""Enterprises as they are handed out: the rows with all that belongs to them, read at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import select

from portal.enterprises.listing import list_in_order
from portal.enterprises.models import Certificate, Enterprise, Flag, FormerName, Licence
from portal.enterprises.panels import FURTHER_FIELDS
from portal.kernel import clock
from portal.kernel.db import db

AT_ONCE = 500


@dataclass(frozen=True)
class Record:
    """One enterprise with all that belongs to it: badges and certificates are today's."""

    enterprise: Enterprise
    former_names: Sequence[FormerName] = ()
    licences: Sequence[Licence] = ()
    flags: Sequence[Flag] = ()
    certificates: Sequence[Certificate] = ()
    further: Mapping[str, Any] = field(default_factory=dict)


def read_records(enterprises: Sequence[Enterprise]) -> list[Record]:
    """Return what is handed out of some enterprises, in their order."""
    ids, today = [enterprise.id for enterprise in enterprises], clock.today()
    names = _by_enterprise(FormerName, ids)
    licences, flags = _by_enterprise(Licence, ids), _by_enterprise(Flag, ids)
    certificates = _by_enterprise(Certificate, ids)
    read = {ask: ask(ids) for ask in dict.fromkeys(one.read for one in FURTHER_FIELDS)}
    further = {one.name: read[one.read] for one in FURTHER_FIELDS}
    return [
        Record(
            enterprise,
            names.get(enterprise.id, ()),
            licences.get(enterprise.id, ()),
            [flag for flag in flags.get(enterprise.id, ()) if flag.is_held(today)],
            [one for one in certificates.get(enterprise.id, ()) if one.is_valid(today)],
            {name: told.get(enterprise.id) for name, told in further.items()},
        )
        for enterprise in enterprises
    ]


def stream_records(ids: Iterable[int]) -> Iterator[Record]:
    """Yield what is handed out of the enterprises with these inner numbers, in their order."""
    numbers = iter(ids)
    while some := list(islice(numbers, AT_ONCE)):
        yield from read_records(list_in_order(some))
        # What was told is not needed again; a long file must not grow in memory.
        db.session.expunge_all()


def _by_enterprise(table: Any, ids: Sequence[int]) -> Mapping[int, list[Any]]:
    asked = select(table).where(table.enterprise_id.in_(ids)).order_by(table.id)
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(asked):
        found[row.enterprise_id].append(row)
    return found
