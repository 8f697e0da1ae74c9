"""Lifecycles: which stage may follow which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from portal.kernel.errors import Refused

Stage = TypeVar("Stage", bound=StrEnum)


class MoveRefused(Refused):
    """The table of moves does not list this move."""

    def __init__(self, current: StrEnum, wanted: StrEnum) -> None:
        super().__init__(f"{current} → {wanted}")
        self.current = current
        self.wanted = wanted


@dataclass(frozen=True)
class Lifecycle(Generic[Stage]):
    """A table of allowed moves; a stage without a row is final."""

    moves: Mapping[Stage, frozenset[Stage]]

    def allows(self, current: Stage, wanted: Stage) -> bool:
        """Whether the table lists this move."""
        return wanted in self.moves.get(current, frozenset())

    def check(self, current: Stage, wanted: Stage) -> None:
        """Refuse any move the table does not list."""
        if not self.allows(current, wanted):
            raise MoveRefused(current, wanted)

    def is_final(self, stage: Stage) -> bool:
        """Whether nothing can follow."""
        return not self.moves.get(stage)

    def next_stages(self, current: Stage) -> frozenset[Stage]:
        """Return every stage that may follow."""
        return self.moves.get(current, frozenset())
