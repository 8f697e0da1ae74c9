"""What a sign or badge of an enterprise says today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.kernel.keys import Keyring
from portal.places.rules import Text
from portal.ratings import queries
from portal.ratings.door.stamps import Stamp, StampKind, sign_stamp
from portal.ratings.models import Rating
from portal.ratings.rules import Level, Scheme
from portal.ratings.scheme_files import find_scheme

DOOR_FILE = Path(__file__).with_name("door.yaml")


@dataclass(frozen=True)
class Grade:
    """A rating with the words its scheme has for it."""

    rating: Rating
    scheme: Scheme
    level: Level


@dataclass(frozen=True)
class Sign:
    """One enterprise's grade on a day; without one, that it has none."""

    enterprise: Enterprise
    grade: Grade | None
    printed_on: date

    @property
    def stamp(self) -> Stamp:
        """What the sign's code says."""
        if self.grade is None:
            return Stamp(StampKind.NO_GRADE, self.enterprise.reference, self.printed_on)
        return Stamp(StampKind.GRADE, self.grade.rating.reference, self.printed_on)

    def token(self, *, ring: Keyring) -> str:
        """Return the stamp, signed."""
        return sign_stamp(self.stamp, ring=ring)


@dataclass(frozen=True)
class DoorFile:
    """Which grade hangs at the door first, and the fixed words of a printed sign."""

    order: tuple[str, ...]
    words: Mapping[str, Text]

    def place_of(self, scheme: str) -> tuple[int, str]:
        """Return what signs are sorted by."""
        known = self.order.index(scheme) if scheme in self.order else len(self.order)
        return known, scheme


@cache
def door_file() -> DoorFile:
    """Return the data of the door, read once."""
    told = yaml.safe_load(DOOR_FILE.read_text(encoding="utf-8"))
    words = {name: Text(**row) for name, row in told["words"].items()}
    return DoorFile(tuple(told["order"]), words)


def grade_of(rating: Rating) -> Grade | None:
    """Return a rating with its words, or None where its scheme no longer knows the level."""
    scheme = find_scheme(rating.scheme, rating.scheme_version)
    level = scheme.find_level(rating.level) if scheme else None
    return Grade(rating, scheme, level) if scheme and level else None


def list_signs(enterprise: Enterprise) -> Sequence[Sign]:
    """Return a sign for each grade in force today, the one for the door first."""
    today = clock.today()
    found = [grade_of(rating) for rating in queries.list_in_force(enterprise.id, on=today)]
    known = [grade for grade in found if grade is not None]
    known.sort(key=lambda grade: door_file().place_of(grade.scheme.code))
    return [Sign(enterprise, grade, today) for grade in known]


def sign_of(enterprise: Enterprise, *, scheme: str = "") -> Sign:
    """Return the sign of today: by the scheme named, else the one for the door.

    Raises NotFound where there is no scheme of that name.
    """
    if scheme and find_scheme(scheme) is None:
        raise NotFound(scheme)
    signs = list_signs(enterprise)
    fitting = [sign for sign in signs if scheme in {"", _scheme_of(sign)}]
    return fitting[0] if fitting else Sign(enterprise, None, clock.today())


def _scheme_of(sign: Sign) -> str:
    return sign.grade.scheme.code if sign.grade else ""
