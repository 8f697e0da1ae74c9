"""Which batch belongs to which enterprise of the register: by its code, else by its name.

What is sure is linked; a name that is like one in the register and means nobody for sure is queued
for people, and once they have said who is meant, the batches that bear it are linked.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from portal.enterprises import facts, services
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.kernel import signals
from portal.kernel.db import db
from portal.sampling import postings
from portal.sampling.models import SampleBatch

SEEN_IN = "抽检结果"
DECIDED = "抽检结果里的企业名称已核对"
Party = tuple[str, str]


def link_enterprises(batches: Sequence[SampleBatch]) -> None:
    """Point batches to maker and seller where the register knows exactly one that is meant.

    Two shops may bear one name: where the source gives a credit code, only that one is meant.
    Nothing is entered in the register: what is not found stays a name.
    """
    makers = [(batch.maker_name, batch.maker_code) for batch in batches]
    sellers = [(batch.seller_name, batch.seller_code) for batch in batches]
    known = meant_by({*makers, *sellers})
    for batch, maker, seller in zip(batches, makers, sellers, strict=True):
        batch.maker_id = known[maker].id if maker in known else None
        batch.seller_id = known[seller].id if seller in known else None


def meant_by(parties: Collection[Party]) -> Mapping[Party, Enterprise]:
    """Return the enterprise of each (name, credit code) that is sure; queue what people may say."""
    known = enterprises.match_parties(parties)
    services.ask_about([one for one in parties if one not in known], seen_in=SEEN_IN)
    return known


def link_anew(_sender: object, *, name: str, code: str, **_told: Any) -> None:
    """Link the batches that bear a name of which people have said whom it means."""
    bearing = or_(
        (SampleBatch.maker_name == name) & (SampleBatch.maker_code == code),
        (SampleBatch.seller_name == name) & (SampleBatch.seller_code == code),
    )
    batches = db.session.scalars(select(SampleBatch).where(bearing)).all()
    before = _parties_of(batches)
    link_enterprises(batches)
    if batches:
        db.session.flush()
        postings.renew([batch.id for batch in batches])
        facts.changed(before | _parties_of(batches), because=DECIDED)


def _parties_of(batches: Sequence[SampleBatch]) -> set[int]:
    named = {number for one in batches for number in (one.maker_id, one.seller_id)}
    return {number for number in named if number is not None}


signals.name_decided.connect(link_anew, sender=Enterprise)
