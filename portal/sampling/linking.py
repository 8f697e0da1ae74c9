"""Which batch belongs to which enterprise of the register: by its name, exactly."""

from collections.abc import Sequence

from portal.enterprises import queries as enterprises
from portal.enterprises.rules import name_key
from portal.sampling.models import SampleBatch


def link_enterprises(batches: Sequence[SampleBatch]) -> None:
    """Point batches to maker and seller where the register knows exactly one of that name.

    Nothing is entered in the register: what is not found stays a name.
    """
    names = {batch.maker_name for batch in batches} | {batch.seller_name for batch in batches}
    known = enterprises.match_names(name for name in names if name)
    for batch in batches:
        maker = known.get(name_key(batch.maker_name))
        seller = known.get(name_key(batch.seller_name))
        batch.maker_id = maker.id if maker else None
        batch.seller_id = seller.id if seller else None
