"""The profile of one place: read and validated when the portal starts, the same until it stops."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, current_app

from portal.places import loading
from portal.places.reading import ProfileInvalid
from portal.places.rules import (
    Calendar,
    Commitment,
    Departments,
    Instrument,
    Parameters,
    Place,
    PlaceFault,
    Populations,
    Regions,
    Source,
    System,
    Vocabulary,
)
from portal.places.rules.sorting import Sorting
from portal.places.sorting import load_sorting

__all__ = [
    "Profile",
    "ProfileInvalid",
    "UnknownPlace",
    "available_places",
    "current_place",
    "init_app",
    "load_profile",
]

PROFILES = Path(__file__).resolve().parent / "profiles"
NATIONAL = "national"


class UnknownPlace(PlaceFault):
    """No profile of this name exists."""

    def __init__(self, code: str, available: tuple[str, ...]) -> None:
        super().__init__(
            f"PORTAL_PLACE names no place profile: {code!r}; available: {', '.join(available)}"
        )
        self.code, self.available = code, available


@dataclass(frozen=True, eq=False)
class Profile:
    """Everything known about one place; ``layers`` are its folders, the widest first."""

    place: Place
    layers: tuple[Path, ...]
    regions: Regions
    departments: Departments
    population: Populations
    parameters: Parameters
    calendar: Calendar
    commitments: tuple[Commitment, ...]
    systems: tuple[System, ...]
    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    sources: Mapping[str, Source]
    sorting: Sorting

    def find_commitment(self, code: str) -> Commitment | None:
        """Return the promise with this code, or None."""
        return next((promise for promise in self.commitments if promise.id == code), None)

    def find_system(self, code: str) -> System | None:
        """Return the named system with this code, or None."""
        return next((system for system in self.systems if system.id == code), None)


def available_places(root: Path | None = None) -> tuple[str, ...]:
    """Return the codes of the places that have a profile."""
    return tuple(sorted(path.parent.name for path in (root or PROFILES).glob("*/place.yaml")))


def load_profile(code: str, root: Path | None = None) -> Profile:
    """Read and validate one place's profile; a fault is told by file, line and field."""
    if code not in available_places(root):
        raise UnknownPlace(code, available_places(root))
    return _load_shipped(code) if root is None else _load(code, root)


@cache
def _load_shipped(code: str) -> Profile:
    # A profile cannot change while the portal runs, and nothing can change it from outside.
    return _load(code, PROFILES)


def _load(code: str, root: Path) -> Profile:
    folder = root / code
    facts = loading.load_place(folder)
    layers = tuple(root / layer for layer in (NATIONAL, *facts.inherits, code))
    words = loading.load_words(layers)
    regions, departments = loading.load_bodies(folder, facts.place.division_code, words)
    commitments, systems = loading.load_registers(folder, facts.place.source_document.code)
    return Profile(
        place=facts.place,
        layers=layers,
        regions=Regions(regions),
        departments=Departments(departments),
        population=Populations(loading.load_population(folder, words)),
        parameters=loading.load_parameters(layers, words),
        calendar=loading.load_calendar(root / NATIONAL),
        commitments=commitments,
        systems=systems,
        vocabulary=words.vocabulary,
        instruments=words.instruments,
        sources=words.sources,
        sorting=load_sorting(layers),
    )


def init_app(app: Flask) -> None:
    """Load the profile that PORTAL_PLACE names; a portal without a valid one does not start."""
    app.extensions["portal.place"] = load_profile(app.config["PORTAL_PLACE"])


def current_place() -> Profile:
    """Return the running portal's profile."""
    profile: Profile = current_app.extensions["portal.place"]
    return profile
