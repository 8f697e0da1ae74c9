"""From plain rows to establishments with their grades; what cannot be read is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.rules import EnterpriseKind
from portal.ratings.registers.reading import Extract
from portal.ratings.registers.shape import SourceFile
from portal.ratings.registers.sources import scheme_of
from portal.ratings.registers.words import FAULTS
from portal.ratings.rules import Scheme, exact_score

LONGEST_NAME, LONGEST_IDENTIFIER = 200, 80
HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180


@dataclass(frozen=True)
class ToldGrade:
    """A grade as its authority tells it; without a day where it names none."""

    level: str
    day: date | None
    score: Decimal | None = None

    def as_json(self) -> list[str | None]:
        """Return the grade as it is kept and compared."""
        day = self.day.isoformat() if self.day else None
        return [self.level, day, None if self.score is None else str(self.score)]


@dataclass(frozen=True)
class Establishment:
    """One establishment of a register. Its grades stand oldest first."""

    identifier: str
    name: str
    kind: EnterpriseKind
    address: str
    coordinates: tuple[float, float] | None
    grades: tuple[ToldGrade, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what its authority tells, as it is kept and compared."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "address": self.address,
            "coordinates": list(self.coordinates) if self.coordinates else None,
            "grades": [grade.as_json() for grade in self.grades],
        }


@dataclass(frozen=True)
class Fault:
    """What of a record cannot be: its place, the field as the source calls it, why."""

    line: int
    field: str
    reason: str


class _Unreadable(Exception):  # noqa: N818 - it names what happened
    def __init__(self, field: str, fault: str, value: str = "") -> None:
        super().__init__(field)
        self.field, self.reason = field, FAULTS[fault] % {"value": value}


Grades = dict[str, dict[date, ToldGrade]]


def read_establishments(extract: Extract, on: date) -> Iterator[Establishment | Fault]:
    """Yield every establishment of an extract of this day, or what is wrong with it.

    Of two grades of one day the lower one counts: the source does not say which came last.
    """
    source = extract.source
    scheme, seen, grades = scheme_of(source), set[str](), Grades()
    if source.tells_history:
        yield from _collect(extract, grades, scheme, on)
    for found in extract.records():
        try:
            read = _establishment(found.cells, source, scheme, on, grades)
        except _Unreadable as fault:
            yield Fault(found.line, fault.field, fault.reason)
            continue
        if read.identifier in seen:
            yield Fault(found.line, source.fields.identifier, str(FAULTS["twice"]))
            continue
        seen.add(read.identifier)
        yield read
    for orphan in grades:
        reason = FAULTS["orphan"] % {"value": orphan}
        yield Fault(0, source.fields.identifier, reason)


def _collect(extract: Extract, grades: Grades, scheme: Scheme, on: date) -> Iterator[Fault]:
    source = extract.source
    for found in extract.grades():
        try:
            identifier = _required(found.cells, source.grade.identifier or "")
            told = _grade(found.cells, source, scheme, on)
        except _Unreadable as fault:
            yield Fault(found.line, fault.field, fault.reason)
            continue
        known = grades.setdefault(identifier, {})
        other = known.get(told.day) if told.day else None
        if told.day and (other is None or scheme.position(other.level) < _place(scheme, told)):
            known[told.day] = told


def _place(scheme: Scheme, told: ToldGrade) -> int:
    return scheme.position(told.level)


def _establishment(
    cells: Mapping[str, str], source: SourceFile, scheme: Scheme, on: date, grades: Grades
) -> Establishment:
    fields = source.fields
    identifier = _required(cells, fields.identifier, LONGEST_IDENTIFIER)
    if source.tells_history:
        own = grades.pop(identifier, {})
        told = tuple(own[day] for day in sorted(own))
    else:
        told = (_grade(cells, source, scheme, on),)
    parts = (enterprise_rules.plain(cells.get(place, "")) for place in fields.address)
    return Establishment(
        identifier=identifier,
        name=_required(cells, fields.name, LONGEST_NAME),
        kind=_kind(cells, source),
        address=", ".join(part for part in parts if part)[:300],
        coordinates=_coordinates(cells, source),
        grades=told,
    )


def _grade(cells: Mapping[str, str], source: SourceFile, scheme: Scheme, on: date) -> ToldGrade:
    row = source.grade
    day = _day(cells, row.day, row.day_format, on)
    if row.score is not None:
        score = _score(cells, row.score)
        level = scheme.level_of(score)
        if level is None:
            raise _Unreadable(row.score, "score", str(score))
        return ToldGrade(level.code, day, score)
    written = _required(cells, row.level or "")
    if written not in source.levels:
        raise _Unreadable(row.level or "", "unknown", written)
    return ToldGrade(source.levels[written], day)


def _required(cells: Mapping[str, str], place: str, longest: int = LONGEST_NAME) -> str:
    written = enterprise_rules.plain(cells.get(place, ""))
    if not written:
        raise _Unreadable(place, "missing")
    if len(written) > longest:
        raise _Unreadable(place, "too_long")
    return written


def _kind(cells: Mapping[str, str], source: SourceFile) -> EnterpriseKind:
    place = source.fields.kind or ""
    written = enterprise_rules.plain(cells.get(place, ""))
    kind = source.kinds.get(written, source.other_kind)
    if kind is None:
        raise _Unreadable(place, "unknown", written)
    return kind


def _day(cells: Mapping[str, str], place: str, form: str, on: date) -> date | None:
    written = cells.get(place, "").strip()
    if not written:
        return None
    try:
        day = datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise _Unreadable(place, "day", written) from None
    if day > on:
        raise _Unreadable(place, "future", written)
    return day


def _score(cells: Mapping[str, str], place: str) -> Decimal:
    written = _required(cells, place)
    score = exact_score(written)
    if score is None:
        raise _Unreadable(place, "number", written)
    return score


def _coordinates(cells: Mapping[str, str], source: SourceFile) -> tuple[float, float] | None:
    places = (source.fields.latitude, source.fields.longitude)
    written = [cells.get(place, "").strip() if place else "" for place in places]
    if not all(written):
        return None
    try:
        latitude, longitude = map(float, written)
    except ValueError:
        raise _Unreadable(places[0] or "", "number", " ".join(written)) from None
    # Written so that "not a number" fails too.
    if not (abs(latitude) <= HIGHEST_LATITUDE and abs(longitude) <= HIGHEST_LONGITUDE):
        raise _Unreadable(places[0] or "", "number", " ".join(written))
    return latitude, longitude
