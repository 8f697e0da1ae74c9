"""What the page of one result reads, gathered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.sampling import explaining, history, lifeline, remaining, telling
from portal.sampling.cards import Card, find_card
from portal.sampling.models import SampleBatch, TestItem
from portal.sampling.panels import RESULT_ASIDES, RESULT_PANELS
from portal.sampling.queries import one_result, provenance, versions
from portal.sampling.queries.provenance import Origin
from portal.sampling.words import (
    DATE_KINDS,
    DETAIL_LABELS,
    DOUBTS,
    KINDS,
    RELATIONS,
    RESULT_MARKS,
    RESULTS,
    STAGES,
)

WORDS = {
    "results": RESULTS,
    "marks": RESULT_MARKS,
    "stages": STAGES,
    "kinds": KINDS,
    "dates": DATE_KINDS,
    "doubts": DOUBTS,
    "details": DETAIL_LABELS,
    "relations": RELATIONS,
}
# A table of many failing items stands beneath; more pictures than these tell nothing more.
PICTURED = 4


@dataclass(frozen=True)
class Explained:
    """A failing item with the reason it failed and, where there is one, its card.

    ``repeats`` is true where an item before it has the same card.
    """

    item: TestItem
    reason: Sequence[str]
    card: Card | None
    repeats: bool


@dataclass(frozen=True)
class Sourced:
    """One file that a result was read from, with its cells."""

    file_name: str
    sha256: str
    origins: Sequence[Origin]


def facts_of(batch: SampleBatch) -> dict[str, Any]:
    """Return everything that the page of a result shows."""
    return {
        "batch": batch,
        "life": lifeline.life_of(batch),
        "limits": remaining.limits_of(batch.disposal) if batch.disposal else [],
        "progress": telling.progress_of(batch.disposal) if batch.disposal else None,
        "explained": explain(batch.failed_items),
        "pictured": batch.failed_items[:PICTURED],
        "neighbours": one_result.list_neighbours(batch),
        "panels": RESULT_PANELS.collect(batch),
        "asides": RESULT_ASIDES.collect(batch),
        "differences": versions.differences(batch),
        "sources": sources_of(provenance.of(batch)),
        "telling": telling,
        "history": history,
        "explaining": explaining,
        "find_card": find_card,
        "words": WORDS,
    }


def explain(items: Sequence[TestItem]) -> list[Explained]:
    """Return the failing items, each explained; a card is told once."""
    told: set[str] = set()
    explained = []
    for item in items:
        card = find_card(item.name)
        repeats = card is not None and card.code in told
        explained.append(Explained(item, explaining.meaning(item), card, repeats))
        told |= {card.code} if card else set()
    return explained


def sources_of(origins: Sequence[Origin]) -> list[Sourced]:
    """Return the files behind a result, each with the cells that were read from it."""
    files: dict[tuple[str, str], list[Origin]] = {}
    for origin in origins:
        files.setdefault((origin.file_name, origin.sha256), []).append(origin)
    return [Sourced(name, digest, cells) for (name, digest), cells in files.items()]
