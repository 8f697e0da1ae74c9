"""One place: its names, regions, departments and population."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.places.rules.evidence import Confidence, Source, Tag
from portal.places.rules.text import Text

RegionKind = Literal["city", "district", "county", "street", "town", "township"]
DepartmentKind = Literal["department", "group", "named"]
LEAF_KINDS: frozenset[RegionKind] = frozenset({"street", "town", "township"})


@dataclass(frozen=True, slots=True)
class Hotline:
    """A telephone number the public may call."""

    number: str
    name: Text


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The policy document a place's commitments come from."""

    code: str
    title: Text
    number: str | None
    issued_on: date | None
    draft: bool
    note: Text | None


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in the source document that is shown as printed and not put right."""

    code: str
    clause: str | None
    note: Text


@dataclass(frozen=True, slots=True)
class Place:
    """Who runs this portal and where; None is shown as not set."""

    code: str
    name: Text
    full_name: Text
    site_name: Text
    strapline: Text
    bureau: Text
    office: Text
    hotlines: tuple[Hotline, ...]
    division_code: str
    timezone: str
    source_document: SourceDocument
    oddities: tuple[Oddity, ...]
    address: Text | None
    postcode: str | None
    telephone: str | None
    email: str | None
    website: str | None
    icp_number: str | None
    police_record: str | None
    site_code: str | None


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division: the place itself, a county, a street or a town."""

    code: str
    name: Text
    parent: str | None
    kind: RegionKind


@dataclass(frozen=True)
class Regions:
    """The divisions of a place, from the place itself down to streets and towns."""

    rows: tuple[Region, ...]

    def __iter__(self) -> Iterator[Region]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def root(self) -> Region:
        """The place itself."""
        return next(region for region in self.rows if region.parent is None)

    def find(self, code: str) -> Region | None:
        """Return the division with this code, or None."""
        return next((region for region in self.rows if region.code == code), None)

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the divisions directly below this one."""
        return tuple(region for region in self.rows if region.parent == code)

    def streets(self, within: str | None = None) -> tuple[Region, ...]:
        """Return the lowest divisions (街道、镇、乡), of the whole place or below one division."""
        leaves = (region for region in self.rows if region.kind in LEAF_KINDS)
        return tuple(leaf for leaf in leaves if within is None or self.is_within(leaf.code, within))

    def lineage(self, code: str) -> tuple[Region, ...]:
        """Return the division and everything above it, the place first."""
        region = self.find(code)
        if region is None:
            return ()
        above = () if region.parent is None else self.lineage(region.parent)
        return (*above, region)

    def is_within(self, code: str, above: str) -> bool:
        """Tell whether one division is the other or lies below it."""
        return any(region.code == above for region in self.lineage(code))


@dataclass(frozen=True, slots=True)
class Department:
    """A body with duties in this place, as the source document names it."""

    code: str
    name: Text
    aliases: tuple[str, ...]
    kind: DepartmentKind
    jurisdiction: str
    handles: tuple[str, ...]
    intake: bool
    valid_from: date | None
    valid_to: date | None
    clauses: tuple[str, ...]
    name_basis: Text | None
    note: Text | None

    def exists(self, on: date) -> bool:
        """Tell whether the body stands on this day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Departments:
    """The bodies of a place."""

    rows: tuple[Department, ...]

    def __iter__(self) -> Iterator[Department]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def intake(self) -> Department:
        """The body that receives what the public files."""
        return next(department for department in self.rows if department.intake)

    @property
    def offices(self) -> tuple[Department, ...]:
        """The bodies that can be given a case."""
        return tuple(department for department in self.rows if department.kind == "department")

    def find(self, code: str) -> Department | None:
        """Return the body with this code, or None."""
        return next((department for department in self.rows if department.code == code), None)

    def named(self, name: str) -> Department | None:
        """Return the body with this name or alias, in either language, or None."""
        wanted = name.strip()
        return next((row for row in self.rows if wanted in names_of(row)), None)

    def handling(self, field: str) -> tuple[Department, ...]:
        """Return the bodies whose duties touch this field (food, drug, …)."""
        return tuple(department for department in self.rows if field in department.handles)

    def responsible_for(self, field: str) -> Department:
        """Return the body that acts on this field: the one that takes everything in, if it may."""
        if field in self.intake.handles:
            return self.intake
        offices = [office for office in self.handling(field) if office.kind == "department"]
        return offices[0] if offices else self.intake


def names_of(department: Department) -> tuple[str, ...]:
    """Return every name a body goes by."""
    return (department.name.zh, department.name.en, *department.aliases)


@dataclass(frozen=True, slots=True)
class Population:
    """The resident population of one year; None is shown as not set."""

    year: int
    residents: int | None
    approximate: bool
    source: Source
    confidence: Confidence | None
    tag: Tag | None
    note: Text | None


@dataclass(frozen=True)
class Populations:
    """A place's population, year by year."""

    rows: tuple[Population, ...]

    def __iter__(self) -> Iterator[Population]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, year: int) -> Population | None:
        """Return the row of exactly this year, or None."""
        return next((row for row in self.rows if row.year == year), None)

    def latest(self, on_or_before: int) -> Population | None:
        """Return the newest known figure not later than this year, or None."""
        known = [row for row in self.rows if row.year <= on_or_before and row.residents is not None]
        return max(known, key=lambda row: row.year, default=None)
