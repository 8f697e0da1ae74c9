"""The shape of derivations.yaml: which figure of which room belongs to which promise."""

from typing import Annotated

from pydantic import Field

from portal.commitments.rules import Judging
from portal.enterprises.rules import EnterpriseKind, FlagKind
from portal.places.parameter_schema import Shape
from portal.sampling.rules.batches import ChainStage, Domain, TaskKind

HEADLINES = 5


class FigureRow(Shape):
    """One figure: what is measured, and what of it is counted. An empty list means every one."""

    measure: str
    kinds: tuple[TaskKind, ...] = ()
    domains: tuple[Domain, ...] = ()
    stages: tuple[ChainStage, ...] = ()
    essential: bool = False
    enterprises: tuple[EnterpriseKind, ...] = ()
    scheme: str | None = None
    level: str | None = None
    flag: FlagKind | None = None
    column: str | None = None

    @property
    def told(self) -> frozenset[str]:
        """The names of the fields that this row fills in."""
        return frozenset(self.model_fields_set - {"measure"})


class RecordsRow(Shape):
    """The page that shows the records behind a figure, and what is asked of it."""

    page: str
    query: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    by_year: str | None = None


class DerivationRow(Shape):
    """One promise and its figures; the first one is held against the target."""

    commitment: str
    figures: Annotated[tuple[FigureRow, ...], Field(min_length=1)]
    judging: Judging = Judging.EACH_YEAR
    records: RecordsRow | None = None


class PlaceRow(Shape):
    """What is derived in one place."""

    first_year: int
    headline: Annotated[tuple[str, ...], Field(min_length=HEADLINES, max_length=HEADLINES)]
    derivations: tuple[DerivationRow, ...]


class DerivationsFile(Shape):
    """derivations.yaml."""

    places: dict[str, PlaceRow]
