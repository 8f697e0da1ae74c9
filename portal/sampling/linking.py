"""Which batch belongs to which enterprise of the register: by its code, else its exact name."""

from collections.abc import Sequence

from portal.enterprises import queries as enterprises
from portal.sampling.models import SampleBatch


def link_enterprises(batches: Sequence[SampleBatch]) -> None:
    """Point batches to maker and seller where the register knows exactly one that is meant.

    Two shops may bear one name: where the source gives a credit code, only that one is meant.
    Nothing is entered in the register: what is not found stays a name.
    """
    makers = [(batch.maker_name, batch.maker_code) for batch in batches]
    sellers = [(batch.seller_name, batch.seller_code) for batch in batches]
    known = enterprises.match_parties({*makers, *sellers})
    for batch, maker, seller in zip(batches, makers, sellers, strict=True):
        batch.maker_id = known[maker].id if maker in known else None
        batch.seller_id = known[seller].id if seller in known else None
