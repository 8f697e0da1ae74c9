"""The shape of the profile files other than parameters; what is not described is refused."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.places.parameter_schema import Shape
from portal.places.rules import (
    CalendarYear,
    Commitment,
    Confidence,
    Department,
    Instrument,
    Place,
    Population,
    Region,
    Source,
    System,
    SystemSource,
    Tag,
    Term,
    Text,
)
from portal.places.rules.place import RegionKind


class CommitmentRow(Shape):
    """One row of commitments.yaml, as the register writes it."""

    id: str
    doc: str
    clause: str
    lines: tuple[int, ...]
    quote: str
    title_zh: str
    title_en: str
    kind: str
    metric: str
    unit: str | None
    comparator: str
    target: Decimal | None
    direction: str | None = None
    period: str
    deadline: date | None
    deadline_words: str | None
    deadline_basis: str
    responsible: tuple[str, ...]
    responsible_note: str | None = None
    responsibility_mode: str | None = None
    lead: str | None = None
    suggested_owner: tuple[str, ...] = ()
    domain: tuple[str, ...]
    derivable_from: tuple[str, ...]
    portal: str
    theme: str
    metric_basis: str
    target_basis: str | None = None
    ambiguity: str | None = None
    hedge: str | None = None
    breakdown: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def built(self) -> Commitment:
        """Return the promise as the rules know it."""
        facts = {name: value for name, value in self if name not in {"title_zh", "title_en"}}
        return Commitment(title=Text(self.title_zh, self.title_en), **facts)


class SystemRow(Shape):
    """One row of systems.yaml, as the register writes it."""

    id: str
    name_zh: str
    name_en: str
    sources: tuple[SystemSource, ...]
    what: str
    public_face: str
    tier: str
    group: str
    undefined_in_seeds: str | None = None
    commitments: tuple[str, ...]

    def built(self) -> System:
        """Return the system as the rules know it."""
        facts = {name: value for name, value in self if name not in {"name_zh", "name_en"}}
        return System(name=Text(self.name_zh, self.name_en), **facts)


class RegionRow(Shape):
    """One row of regions.csv."""

    code: Annotated[str, Field(pattern=r"^\d{6}(\d{3})?$")]
    name_zh: str
    name_en: str
    parent: str | None
    kind: RegionKind

    def built(self) -> Region:
        """Return the division as the rules know it."""
        return Region(self.code, Text(self.name_zh, self.name_en), self.parent, self.kind)


class PlaceFile(Shape):
    """place.yaml: who and where, and the layers whose parameters it builds on."""

    inherits: tuple[str, ...]
    place: Place


class RegionsFile(Shape):
    """regions.csv."""

    regions: tuple[RegionRow, ...]


class DepartmentsFile(Shape):
    """departments.yaml."""

    departments: tuple[Department, ...]


class PopulationRow(Shape):
    """One year of population.yaml; its source is looked up later."""

    year: int
    residents: Annotated[int, Field(gt=0)] | None
    approximate: bool = False
    source: str
    confidence: Confidence | None = None
    tag: Tag | None = None
    note: Text | None = None

    def built(self, source: Source) -> Population:
        """Return the year's figure as the rules know it."""
        facts = {name: value for name, value in self if name != "source"}
        return Population(source=source, **facts)


class PopulationFile(Shape):
    """population.yaml."""

    population: tuple[PopulationRow, ...]


class VocabularyFile(Shape):
    """vocabulary.yaml: the terms, instruments and sources that other files refer to by code."""

    groups: tuple[Term, ...] = ()
    units: tuple[Term, ...] = ()
    clock_starts: tuple[Term, ...] = ()
    pauses: tuple[Term, ...] = ()
    fields: tuple[Term, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    sources: tuple[Source, ...] = ()


class CalendarFile(Shape):
    """calendar.yaml."""

    years: tuple[CalendarYear, ...]

    @model_validator(mode="after")
    def _has_years(self) -> Self:
        if not self.years:
            raise ValueError("no year is given")
        return self


class CommitmentsFile(Shape):
    """commitments.yaml."""

    commitments: tuple[CommitmentRow, ...]


class SystemsFile(Shape):
    """systems.yaml."""

    systems: tuple[SystemRow, ...]
