"""How sampling plans are counted: which finished batches a line of the plan asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from portal.sampling.rules.batches import ChainStage, Domain, TaskKind

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_PLANNED = 10_000_000


@dataclass(frozen=True)
class Finished:
    """So many batches that agree in all a plan may ask for."""

    department: str
    kind: TaskKind
    domain: Domain
    stage: ChainStage | None
    category: str
    count: int


class Planned(Protocol):
    """What a line of a plan asks for; an empty stage or category asks for every one."""

    @property
    def department(self) -> str:
        """The code of the department that plans."""

    @property
    def kind(self) -> TaskKind:
        """The kind of sampling."""

    @property
    def domain(self) -> Domain:
        """What is sampled."""

    @property
    def stage(self) -> ChainStage | None:
        """Where along the chain, or everywhere."""

    @property
    def category(self) -> str:
        """The code of the category, or nothing."""


def count_done(plan: Planned, finished: Iterable[Finished]) -> int:
    """Return how many finished batches a line of the plan asks for."""
    return sum(one.count for one in finished if _is_asked(plan, one))


def _is_asked(plan: Planned, one: Finished) -> bool:
    return (
        one.department == plan.department
        and one.kind is plan.kind
        and one.domain is plan.domain
        and plan.stage in {None, one.stage}
        and plan.category in {"", one.category}
    )
