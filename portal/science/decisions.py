"""Final decisions that a negative case may rest on: penalties, results of sampling.

Those rooms stand beside this one and are strangers to it; a room above all of them registers how a
decision is found by its number, and whether it is final.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Decision:
    """A decision of another room: its number, what it is about, where everybody reads it.

    ``is_final`` says that it stands, and nothing that could overturn it is open. The page is an
    endpoint and the reference it takes, empty where no page shows the decision.
    """

    number: str
    title: str
    endpoint: str
    reference: str
    decided_on: date | None
    is_final: bool


@dataclass(frozen=True)
class DecisionKind:
    """A kind of decision: what it is called, and how one is found by what somebody typed."""

    code: str
    title: object
    find: Callable[[str], Decision | None]


_KINDS: dict[str, DecisionKind] = {}


def register(kind: DecisionKind) -> None:
    """Let negative cases rest on decisions of this kind."""
    _KINDS[kind.code] = kind


def kinds() -> Mapping[str, DecisionKind]:
    """Return every kind of decision a negative case may rest on."""
    return _KINDS


def find_decision(kind: str, number: str) -> Decision | None:
    """Return the decision of this kind with this number, or None where there is none."""
    known = _KINDS.get(kind)
    return known.find(number.strip()) if known and number.strip() else None
