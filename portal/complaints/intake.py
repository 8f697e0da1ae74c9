"""What the place's parameters say to the door: thresholds, waits, codes, advice."""

from datetime import timedelta

from portal.complaints.rules import Gate
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter

# Where a place has set nothing the door stays open and slows down late.
MANY = 1_000_000


def _whole(key: str, fallback: int) -> int:
    found = current_place().parameters.whole(f"complaints.{key}", clock.today())
    return fallback if found is None else found


def _items(key: str) -> tuple[Item, ...]:
    return current_place().parameters.items(f"complaints.{key}", clock.today())


def filing_gate() -> Gate:
    """Return from how many filed cases on the next one has to wait."""
    return _gate(_whole("filing_per_hour", MANY))


def draft_gate() -> Gate:
    """Return from how many begun drafts on the next one has to wait."""
    return _gate(_whole("drafts_per_hour", MANY))


def _gate(own: int) -> Gate:
    return Gate(
        own=own,
        all=_whole("gate_all_per_minute", MANY),
        wait=_whole("gate_wait_seconds", 1),
        longest=_whole("gate_longest_seconds", 60),
    )


def pass_life() -> timedelta:
    """Return how long a wait that was kept, or work that was done, counts."""
    return timedelta(minutes=_whole("gate_pass_minutes", 60))


def proof_cost() -> int:
    """Return how many rounds of hashing each try of the proof of work takes."""
    return max(_whole("proof_cost", 1000), 1)


def code_life() -> timedelta:
    """Return how long a code that takes a draft to another device is good."""
    return timedelta(minutes=_whole("draft_code_minutes", 10))


def code_limit() -> str:
    """Return how often a network may try such codes (as the throttle reads limits)."""
    return f"{_whole('draft_code_tries', 5)} per 15 minutes"


def self_test_age() -> timedelta:
    """Return after how long without a passed trial the channel counts as not proven."""
    return timedelta(minutes=_whole("self_test_minutes", 60))


def entry_days_back() -> int:
    """Return how many days back a clerk may date what came by letter or at the counter."""
    return _whole("entry_days_back", 0)


def platforms() -> tuple[Item, ...]:
    """Return the takeaway platforms."""
    return _items("platforms")


def reaction_bodies() -> tuple[Item, ...]:
    """Return who monitors adverse reactions; the code of each is the domain."""
    return _items("reaction_bodies")


def illness_advice() -> tuple[Item, ...]:
    """Return what to do first after falling ill."""
    return _items("illness_advice")


def reaction_advice() -> tuple[Item, ...]:
    """Return what to do first after an adverse reaction."""
    return _items("reaction_advice")


def seal_rule() -> Parameter | None:
    """Return what this place's rules say of seals on takeaways; None where they say nothing."""
    return current_place().parameters.find("inspection.takeaway_seal", clock.today())
