"""Building the parts of a profile out of its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from portal.places import checks
from portal.places.parameter_schema import ParameterRow, ParametersFile
from portal.places.reading import Loc, ProfileFile, read_csv, read_yaml
from portal.places.rules import (
    Calendar,
    Commitment,
    Department,
    Instrument,
    Parameter,
    Parameters,
    Population,
    Region,
    Source,
    System,
    Term,
    Vocabulary,
)
from portal.places.schema import (
    CalendarFile,
    CommitmentsFile,
    DepartmentsFile,
    PlaceFile,
    PopulationFile,
    RegionsFile,
    SystemsFile,
    VocabularyFile,
)

Known = TypeVar("Known")
Coded = TypeVar("Coded", Term, Instrument, Source)


@dataclass(frozen=True)
class Words:
    """The vocabularies of all layers, looked up by code while rows are built."""

    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    sources: Mapping[str, Source]


@dataclass
class _Gathered:
    """Vocabularies while layer after layer is added."""

    groups: dict[str, Term] = field(default_factory=dict)
    units: dict[str, Term] = field(default_factory=dict)
    clock_starts: dict[str, Term] = field(default_factory=dict)
    pauses: dict[str, Term] = field(default_factory=dict)
    fields: dict[str, Term] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    def add(self, file: ProfileFile) -> None:
        shape = file.parsed(VocabularyFile)
        _gather(file, "groups", self.groups, shape.groups)
        _gather(file, "units", self.units, shape.units)
        _gather(file, "clock_starts", self.clock_starts, shape.clock_starts)
        _gather(file, "pauses", self.pauses, shape.pauses)
        _gather(file, "fields", self.fields, shape.fields)
        _gather(file, "instruments", self.instruments, shape.instruments)
        _gather(file, "sources", self.sources, shape.sources)

    def words(self) -> Words:
        vocabulary = Vocabulary(
            self.groups, self.units, self.clock_starts, self.pauses, self.fields
        )
        return Words(vocabulary, self.instruments, self.sources)


def _gather(file: ProfileFile, top: str, known: dict[str, Coded], rows: tuple[Coded, ...]) -> None:
    for index, row in enumerate(rows):
        if row.code in known:
            raise file.fault((top, index, "code"), f"{row.code!r} is already defined")
        known[row.code] = row


def load_words(layers: tuple[Path, ...]) -> Words:
    """Gather the vocabularies of every layer that has one; the first layer must."""
    gathered = _Gathered()
    for layer in layers:
        path = layer / "vocabulary.yaml"
        if layer is layers[0] or path.exists():
            gathered.add(read_yaml(path))
    return gathered.words()


def load_parameters(layers: tuple[Path, ...], words: Words) -> Parameters:
    """Lay the parameters of each layer over those below it."""
    parameters = Parameters(())
    for layer in layers:
        file = read_yaml(layer / "parameters.yaml")
        shape = file.parsed(ParametersFile)
        checks.check_parameters(file, shape)
        rows = enumerate(shape.parameters)
        parameters = parameters.overlaid(_parameter(file, n, row, words) for n, row in rows)
    return parameters


def _parameter(file: ProfileFile, index: int, row: ParameterRow, words: Words) -> Parameter:
    at: Loc = ("parameters", index)
    vocabulary = words.vocabulary
    _required(file, (*at, "unit"), row.unit.value, vocabulary.units)
    return Parameter(
        key=row.key,
        group=_required(file, (*at, "group"), row.group, vocabulary.groups),
        name=row.name,
        value=row.value,
        unit=row.unit,
        rule_version=row.rule_version,
        clock_start=_known(file, (*at, "clock_start"), row.clock_start, vocabulary.clock_starts),
        pause=_known(file, (*at, "pause"), row.pause, vocabulary.pauses),
        item_unit=row.item_unit,
        instrument=_known(file, (*at, "instrument"), row.instrument, words.instruments),
        article=row.article,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=_known(file, (*at, "source"), row.source, words.sources),
        confidence=row.confidence,
        tag=row.tag,
        proposed=row.proposed,
        confirmed_by=row.confirmed_by,
        confirmed_on=row.confirmed_on,
        note=row.note,
    )


def _required(file: ProfileFile, loc: Loc, code: str, known: Mapping[str, Known]) -> Known:
    if code not in known:
        raise file.fault(loc, f"{code!r} is in no vocabulary")
    return known[code]


def _known(
    file: ProfileFile, loc: Loc, code: str | None, known: Mapping[str, Known]
) -> Known | None:
    return None if code is None else _required(file, loc, code, known)


def load_place(folder: Path) -> PlaceFile:
    """Read who and where a place is."""
    file = read_yaml(folder / "place.yaml")
    shape = file.parsed(PlaceFile)
    if shape.place.code != folder.name:
        raise file.fault(("place", "code"), f"is not the name of its folder, {folder.name!r}")
    for position, layer in enumerate(shape.inherits):
        if not (folder.parent / layer / "parameters.yaml").is_file():
            raise file.fault(("inherits", position), f"there is no folder {layer!r} beside it")
    return shape


def load_bodies(
    folder: Path, division_code: str, words: Words
) -> tuple[tuple[Region, ...], tuple[Department, ...]]:
    """Read a place's divisions and the bodies with duties in them."""
    file = read_csv(folder / "regions.csv", "regions")
    regions = file.parsed(RegionsFile)
    checks.check_regions(file, regions, division_code)
    file = read_yaml(folder / "departments.yaml")
    departments = file.parsed(DepartmentsFile)
    checks.check_departments(file, departments, regions, words.vocabulary)
    return tuple(row.built() for row in regions.regions), departments.departments


def load_population(folder: Path, words: Words) -> tuple[Population, ...]:
    """Read a place's population by year."""
    file = read_yaml(folder / "population.yaml")
    rows = file.parsed(PopulationFile).population
    checks.check_unique(file, "population", "year", (row.year for row in rows))
    sources = (
        _required(file, ("population", index, "source"), row.source, words.sources)
        for index, row in enumerate(rows)
    )
    return tuple(row.built(source) for row, source in zip(rows, sources, strict=True))


def load_registers(
    folder: Path, document: str
) -> tuple[tuple[Commitment, ...], tuple[System, ...]]:
    """Read what the place's document promises and which systems it names."""
    file = read_yaml(folder / "commitments.yaml")
    commitments = file.parsed(CommitmentsFile)
    checks.check_commitments(file, commitments, document)
    file = read_yaml(folder / "systems.yaml")
    systems = file.parsed(SystemsFile)
    checks.check_systems(file, systems, commitments)
    promises = tuple(row.built() for row in commitments.commitments)
    return promises, tuple(row.built() for row in systems.systems)


def load_calendar(folder: Path) -> Calendar:
    """Read the days off and the weekend days worked, year by year."""
    file = read_yaml(folder / "calendar.yaml")
    shape = file.parsed(CalendarFile)
    checks.check_calendar(file, shape)
    return Calendar(shape.years)
