"""What has to agree between rows and between files, beyond the shape of each."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from portal.places.parameter_schema import KINDS, ParameterRow, ParametersFile
from portal.places.reading import Loc, ProfileFile
from portal.places.rules import Vocabulary
from portal.places.rules.calendar import SATURDAY
from portal.places.rules.place import names_of
from portal.places.schema import (
    CalendarFile,
    CommitmentsFile,
    DepartmentsFile,
    RegionsFile,
    SystemsFile,
)

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_unique(file: ProfileFile, top: str, field: str, values: Iterable[object]) -> None:
    """Refuse a value that stands in this field of two rows."""
    seen: dict[object, int] = {}
    for index, value in enumerate(values):
        if value in seen:
            reason = f"{value!r} stands already in {top}[{seen[value]}]"
            raise file.fault((top, index, field), reason)
        seen[value] = index


def check_regions(file: ProfileFile, shape: RegionsFile, division_code: str) -> None:
    """Every division but the place itself stands below one written above it."""
    rows = shape.regions
    check_unique(file, "regions", "code", (row.code for row in rows))
    known: set[str] = set()
    for index, row in enumerate(rows):
        is_root = row.code == division_code
        if is_root and row.parent is not None:
            raise file.fault(("regions", index, "parent"), "the place itself has no parent")
        if not is_root and row.parent not in known:
            reason = f"{row.parent!r} is not a division written above {row.code}"
            raise file.fault(("regions", index, "parent"), reason)
        known.add(row.code)
    if division_code not in known:
        raise file.fault(("regions",), f"the place's own code {division_code} is missing")


def check_departments(
    file: ProfileFile, shape: DepartmentsFile, regions: RegionsFile, words: Vocabulary
) -> None:
    """Codes, names and aliases mean one body each, and one body takes in what is filed."""
    rows = shape.departments
    check_unique(file, "departments", "code", (row.code for row in rows))
    known = {region.code for region in regions.regions}
    for index, row in enumerate(rows):
        if not KEBAB.fullmatch(row.code):
            raise file.fault(("departments", index, "code"), f"{row.code!r} is not kebab-case")
        if row.jurisdiction not in known:
            reason = f"{row.jurisdiction!r} is no division of this place"
            raise file.fault(("departments", index, "jurisdiction"), reason)
        for field in row.handles:
            _refuse_unknown(file, ("departments", index, "handles"), field, words.fields)
    _refuse_alias_clash(file, shape)
    intake = [index for index, row in enumerate(rows) if row.intake]
    if len(intake) != 1:
        loc: Loc = ("departments", intake[1], "intake") if intake else ("departments",)
        raise file.fault(loc, f"exactly one body is the intake, not {len(intake)}")


def _refuse_alias_clash(file: ProfileFile, shape: DepartmentsFile) -> None:
    owners: dict[str, str] = {}
    for index, row in enumerate(shape.departments):
        for name in names_of(row):
            if name in owners:
                field = "aliases" if name in row.aliases else "name"
                reason = f"{name!r} already names {owners[name]}"
                raise file.fault(("departments", index, field), reason)
        owners.update(dict.fromkeys(names_of(row), row.code))


def check_parameters(file: ProfileFile, shape: ParametersFile) -> None:
    """No two rows of one key hold on the same day."""
    by_key: dict[str, list[tuple[int, ParameterRow]]] = {}
    for index, row in enumerate(shape.parameters):
        by_key.setdefault(row.key, []).append((index, row))
    for key, rows in by_key.items():
        for (first, one), (second, other) in combinations(rows, 2):
            if _overlap(one, other):
                reason = f"{key} holds on the same days as parameters[{first}]"
                raise file.fault(("parameters", second, "valid_from"), reason)
            if KINDS[one.unit] is not KINDS[other.unit]:
                reason = f"{key} is a {one.unit.value} in parameters[{first}]"
                raise file.fault(("parameters", second, "unit"), reason)


def _overlap(one: ParameterRow, other: ParameterRow) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends


def check_calendar(file: ProfileFile, shape: CalendarFile) -> None:
    """Holidays lie in their year, and only weekend days are worked in exchange."""
    check_unique(file, "years", "year", (row.year for row in shape.years))
    for index, row in enumerate(shape.years):
        for number, holiday in enumerate(row.holidays):
            loc: Loc = ("years", index, "holidays", number)
            if not holiday.first <= holiday.last:
                raise file.fault((*loc, "last"), f"is before {holiday.first}")
            if row.year not in {holiday.first.year, holiday.last.year}:
                raise file.fault((*loc, "first"), f"is not in {row.year}")
            for position, day in enumerate(holiday.working):
                if day.weekday() < SATURDAY or day in holiday.days:
                    reason = f"{day} is not a weekend day outside the holiday"
                    raise file.fault((*loc, "working", position), reason)


def check_commitments(file: ProfileFile, shape: CommitmentsFile, document: str) -> None:
    """Promises belong to the place's document and refer to promises that exist."""
    rows = shape.commitments
    check_unique(file, "commitments", "id", (row.id for row in rows))
    known = {row.id for row in rows}
    for index, row in enumerate(rows):
        if row.doc != document:
            reason = f"{row.doc!r} is not this place's document {document!r}"
            raise file.fault(("commitments", index, "doc"), reason)
        for position, other in enumerate(row.related):
            if other.startswith(f"{document}-") and other not in known:
                reason = f"{other!r} is no commitment of this place"
                raise file.fault(("commitments", index, "related", position), reason)


def check_systems(file: ProfileFile, shape: SystemsFile, commitments: CommitmentsFile) -> None:
    """Systems refer to promises that exist."""
    check_unique(file, "systems", "id", (row.id for row in shape.systems))
    known = {row.id for row in commitments.commitments}
    for index, row in enumerate(shape.systems):
        for position, wanted in enumerate(row.commitments):
            if wanted not in known:
                reason = f"{wanted!r} is no commitment of this place"
                raise file.fault(("systems", index, "commitments", position), reason)


def _refuse_unknown(file: ProfileFile, loc: Loc, code: str, known: Iterable[str]) -> None:
    if code not in known:
        raise file.fault(loc, f"{code!r} is in no vocabulary")
