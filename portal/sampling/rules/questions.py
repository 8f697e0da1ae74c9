"""What may be asked of the public results: words, filters, an order."""

from dataclasses import dataclass, replace
from enum import StrEnum

from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.names import fold

# More words than this are no question; each costs a pass over the texts.
MOST_WORDS = 6


class Order(StrEnum):
    """How results are ordered."""

    NEWEST = "newest"
    RATIO = "ratio"


@dataclass(frozen=True)
class ResultFilter:
    """What is asked of the results. Answers of one filter are joined by or, filters by and.

    ``parties`` are inner numbers of enterprises that made or sold what was sampled. ``regions``
    are codes of divisions, a county's or a street's: everything inside one belongs to it.
    ``items`` are names of failing items as ``item_shown`` writes them, ``hazards`` codes of
    classes of hazard, ``announcements`` numbers of announcements.
    """

    words: tuple[str, ...] = ()
    parties: tuple[int, ...] = ()
    results: tuple[Result, ...] = ()
    kinds: tuple[TaskKind, ...] = ()
    domains: tuple[Domain, ...] = ()
    categories: tuple[str, ...] = ()
    subcategories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    stages: tuple[ChainStage, ...] = ()
    items: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    disposals: tuple[DisposalStage, ...] = ()
    announcements: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def without(self, name: str) -> "ResultFilter":
        """Return the same question without one filter."""
        return replace(self, **{name: ()})


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a question, folded as the searched text is."""
    return tuple(dict.fromkeys(fold(word) for word in text.split() if fold(word)))[:MOST_WORDS]
