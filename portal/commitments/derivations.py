"""Which promise is derived how: read when the portal starts, checked against the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.commitments.derivation_shape import DerivationRow, DerivationsFile, PlaceRow
from portal.commitments.measures import MEASURES
from portal.places.profile import Profile, current_place, load_profile
from portal.places.reading import Loc, ProfileFile, read_yaml
from portal.ratings.scheme_files import find_scheme
from portal.science.rules import columns

FILE = Path(__file__).with_name("derivations.yaml")
EARLIEST = 2000


@dataclass(frozen=True)
class Derivations:
    """What is derived in one place."""

    first_year: int
    headline: tuple[str, ...]
    rows: Mapping[str, DerivationRow]

    def find(self, commitment: str) -> DerivationRow | None:
        """Return how this promise is derived; None where it is not."""
        return self.rows.get(commitment)


def load_derivations(profile: Profile, path: Path = FILE) -> Derivations:
    """Read a place's derivations; a fault is told by file, line and field."""
    file = read_yaml(path)
    shape = file.parsed(DerivationsFile)
    code = profile.place.code
    if code not in shape.places:
        return Derivations(EARLIEST, (), {})
    place = shape.places[code]
    at: Loc = ("places", code)
    for index, row in enumerate(place.derivations):
        _check(file, (*at, "derivations", index), row, profile)
    rows = {row.commitment: row for row in place.derivations}
    _check_headline(file, at, place, rows)
    return Derivations(place.first_year, place.headline, rows)


def current_derivations() -> Derivations:
    """Return what is derived in the running portal's place."""
    return _loaded(current_place().place.code)


@cache
def _loaded(code: str) -> Derivations:
    # Neither the register nor the derivations can change while the portal runs.
    return load_derivations(load_profile(code))


def _check_headline(
    file: ProfileFile, at: Loc, place: PlaceRow, rows: Mapping[str, DerivationRow]
) -> None:
    if len(rows) < len(place.derivations):
        raise file.fault((*at, "derivations"), "one commitment is derived twice")
    for position, wanted in enumerate(place.headline):
        if wanted not in rows:
            raise file.fault((*at, "headline", position), f"{wanted!r} is not derived")


def _check(file: ProfileFile, at: Loc, row: DerivationRow, profile: Profile) -> None:
    promise = profile.find_commitment(row.commitment)
    if promise is None:
        reason = f"{row.commitment!r} is no commitment of {profile.place.code}"
        raise file.fault((*at, "commitment"), reason)
    if set(promise.derivable_from) == {"reported by department"}:
        reason = f"{row.commitment!r} is only reported by a department"
        raise file.fault((*at, "commitment"), reason)
    for position, figure in enumerate(row.figures):
        here = (*at, "figures", position)
        measure = MEASURES.get(figure.measure)
        if measure is None:
            raise file.fault((*here, "measure"), f"there is no measure {figure.measure!r}")
        for name in sorted(measure.needs - figure.told):
            raise file.fault(here, f"{figure.measure} needs {name}")
        for name in sorted(figure.told - measure.needs - measure.takes):
            raise file.fault((*here, name), f"{figure.measure} does not look at {name}")
        _check_codes(file, here, figure.scheme, figure.level, figure.column)


def _check_codes(
    file: ProfileFile, here: Loc, scheme: str | None, level: str | None, column: str | None
) -> None:
    known = find_scheme(scheme) if scheme is not None else None
    if scheme is not None and known is None:
        raise file.fault((*here, "scheme"), f"there is no rating scheme {scheme!r}")
    if level is not None and (known is None or known.find_level(level) is None):
        raise file.fault((*here, "level"), f"{scheme!r} has no level {level!r}")
    if column is not None and column not in columns():
        raise file.fault((*here, "column"), f"there is no column {column!r}")
