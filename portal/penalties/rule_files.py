"""The rule versions this portal knows: read from their files, with the figures of the place."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portal.penalties.rules.kinds import PenaltyKind, Severity, mask_of
from portal.penalties.rules.periods import MONTHS_OF_YEAR, RuleVersion, Tier
from portal.places.profile import Profile, current_place
from portal.places.reading import read_yaml
from portal.places.rules import Parameters

PUBLICATION = Path(__file__).with_name("publication")
MEASURES = Path(__file__).with_name("measures.yaml")
ONE_DAY = timedelta(days=1)
# Profiles in memory at a time: one, and in tests a few more.
PROFILES = 8


class Shape(BaseModel):
    """Parent of what stands in the files; what is not described is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TierRow(Shape):
    """One line: which decisions it takes, and the parameter that holds its time."""

    code: Annotated[str, Field(max_length=20)]
    only: tuple[PenaltyKind, ...] | None = None
    is_small_fine: bool = False
    months: str | None = None
    years: str | None = None


class VersionFile(Shape):
    """One version of the rule of how long penalties are shown."""

    code: Annotated[str, Field(max_length=20)]
    instrument: str
    decided_from: str | None
    shows_summary: bool
    warning_only: tuple[PenaltyKind, ...]
    shows_warnings: str
    small_fine: str | None
    classes: str | None = None
    tiers: tuple[TierRow, ...]

    @property
    def keys(self) -> Iterator[str]:
        """The parameters it reads."""
        named = (self.shows_warnings, self.small_fine, self.classes, self.decided_from)
        yield from (key for key in named if key is not None)
        for row in self.tiers:
            yield from (key for key in (row.months, row.years) if key is not None)


class MeasuresFile(Shape):
    """Which kinds of penalties the codes of the law's lists mean."""

    never_early: dict[str, tuple[PenaltyKind, ...]]
    heavy_kinds: dict[str, tuple[PenaltyKind, ...]]


@cache
def measures() -> MeasuresFile:
    """Return what the codes of the law's lists mean."""
    return read_yaml(MEASURES).parsed(MeasuresFile)


@cache
def version_files() -> tuple[VersionFile, ...]:
    """Return every version; a fault in a file is told by file, line and field."""
    files = sorted(PUBLICATION.glob("*.yaml"))
    return tuple(read_yaml(path).parsed(VersionFile) for path in files)


def rule_versions() -> tuple[RuleVersion, ...]:
    """Return the versions of this place, each for the days whose decisions it is for.

    They leave no day out and never overlap. A version whose first day is a parameter nobody has
    set takes no decision at all.
    """
    return versions_of(current_place())


@lru_cache(maxsize=PROFILES)
def versions_of(profile: Profile) -> tuple[RuleVersion, ...]:
    """Return the versions with the figures of a profile."""
    parameters = profile.parameters
    starts = sorted(_days_of_change(parameters))
    found = [_version(parameters, None, starts[0] - ONE_DAY if starts else None)]
    for place, start in enumerate(starts):
        last = starts[place + 1] - ONE_DAY if place + 1 < len(starts) else None
        found.append(_version(parameters, start, last))
    return tuple(found)


def first_day(file: VersionFile, parameters: Parameters) -> date | None:
    """Return from when a version applies, None where nobody has set it or it always did."""
    if file.decided_from is None:
        return None
    rows = parameters.history(file.decided_from)
    return next((row.value for row in rows if isinstance(row.value, date)), None)


def _days_of_change(parameters: Parameters) -> set[date]:
    days: set[date] = set()
    for file in version_files():
        day = first_day(file, parameters)
        if day is not None:
            days.add(day)
        for row in (row for key in file.keys for row in parameters.history(key)):
            days |= {row.valid_from} if row.valid_from else set()
            days |= {row.valid_to + ONE_DAY} if row.valid_to else set()
    return days


def _version(parameters: Parameters, first: date | None, last: date | None) -> RuleVersion:
    on = first or date.min
    begun = [
        (first_day(file, parameters) or date.min, file)
        for file in version_files()
        if file.decided_from is None or (first_day(file, parameters) or date.max) <= on
    ]
    file = max(begun, key=lambda pair: pair[0])[1]
    small_fine = parameters.whole(file.small_fine, on) if file.small_fine else None
    return RuleVersion(
        code=file.code,
        instrument=file.instrument,
        tiers=(*_classes(file, parameters, on), *_lines(file, parameters, on)),
        warning_only=mask_of(file.warning_only),
        shows_warnings=parameters.value(file.shows_warnings, on) is True,
        shows_summary=file.shows_summary,
        small_fine_fen=small_fine,
        first=first,
        last=last,
    )


def _lines(file: VersionFile, parameters: Parameters, on: date) -> Iterator[Tier]:
    for row in file.tiers:
        months = parameters.whole(row.months, on) if row.months else None
        years = parameters.whole(row.years, on) if row.years else None
        yield Tier(
            code=row.code,
            months=years * MONTHS_OF_YEAR if years is not None else months,
            parameter=row.months or row.years or "",
            only=None if row.only is None else mask_of(row.only),
            is_small_fine=row.is_small_fine,
        )


def _classes(file: VersionFile, parameters: Parameters, on: date) -> Iterator[Tier]:
    if file.classes is None:
        return
    for item in parameters.items(file.classes, on):
        if item.number is not None and item.upto is not None:
            yield Tier(
                code=item.code,
                months=int(item.number),
                parameter=file.classes,
                severity=Severity(item.code),
                upto=int(item.upto),
            )


def barred_kinds(on: date) -> frozenset[PenaltyKind]:
    """Return the measures that are never stopped early by the rule of a day (45号 第十四条)."""
    return _meant("penalties.never_early", measures().never_early, on)


def heavy_kinds(on: date) -> frozenset[PenaltyKind]:
    """Return the measures that count as a heavy penalty (44号), by the rule of a day."""
    return _meant("penalties.heavy_kinds", measures().heavy_kinds, on)


def _meant(
    key: str, meant: Mapping[str, tuple[PenaltyKind, ...]], on: date
) -> frozenset[PenaltyKind]:
    listed = current_place().parameters.items(key, on)
    return frozenset(kind for item in listed for kind in meant.get(item.code, ()))
