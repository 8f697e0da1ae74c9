"""Ratings listen: where a fact told earlier no longer holds, what it touched is derived anew."""

from collections.abc import Sequence

from portal.enterprises.models import Enterprise
from portal.kernel.signals import facts_changed
from portal.ratings.verifying import rederive


@facts_changed.connect_via(Enterprise)
def note_changed_facts(_sender: type[Enterprise], *, ids: Sequence[int], because: str) -> None:
    """Derive anew what stood on facts that no longer hold, in the same transaction."""
    rederive(ids, because=because)
