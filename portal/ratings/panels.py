"""What ratings add to an enterprise's page: a grade worked out anew today, and its outlook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.enterprises import facts
from portal.enterprises.facts import Fact
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.kernel import clock
from portal.kernel.once import read_once
from portal.kernel.panels import Panel
from portal.ratings import queries
from portal.ratings.deriving import Derivation, derive, find_exclusion
from portal.ratings.explaining import factors_of
from portal.ratings.foreseeing import Outlook, look_ahead
from portal.ratings.models import Rating
from portal.ratings.rules import Factor, Origin, Scheme, label_of
from portal.ratings.scheme_files import former_version, offered_schemes
from portal.ratings.scheme_words import DIRECTION_MARKS, DIRECTIONS
from portal.web.locale import language

# Behind the table of each grade that is in force.
PLACE = 1


@dataclass(frozen=True)
class Recomputed:
    """A grade as its scheme gives it today, beside what stands and what the former version gave."""

    derivation: Derivation
    former: Derivation | None
    standing: Rating | None
    outlook: list[Outlook]

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """The table behind it."""
        return factors_of(self.derivation)

    def label(self, factor: Factor) -> str | None:
        """Return what the scheme calls a factor in the reader's language, if it does."""
        found = label_of(self.derivation.scheme, factor)
        return found.in_(language()) if found else None

    @property
    def is_standing(self) -> bool:
        """Whether the facts of today still give the level that is in force."""
        level, standing = self.derivation.level, self.standing
        return standing is not None and level is not None and standing.level == level.code


def show_outlook(enterprise: Enterprise) -> Panel | None:
    """Return every grade that can be worked out today, or nothing where none can."""
    shown = list(_recomputed(enterprise))
    if not shown:
        return None
    words = {"directions": DIRECTIONS, "marks": DIRECTION_MARKS}
    return Panel("ratings/_outlook.html", {"shown": shown, "today": clock.today(), **words})


def _recomputed(enterprise: Enterprise) -> Iterator[Recomputed]:
    today = clock.today()
    schemes = [
        scheme
        for scheme in offered_schemes()
        if scheme.is_derived and enterprise.kind in scheme.kinds and scheme.is_valid(today)
    ]
    standing = {one.scheme: one for one in queries.list_in_force(enterprise.id)} if schemes else {}
    for scheme in schemes:
        rating = standing.get(scheme.code)
        # What follows today and is not in force must not show before its time to object is over
        # (B3): without a derived grade in force nothing is said, with another one not which.
        if rating is None:
            told = _told(enterprise, today, scheme.recipe.excluding_kinds)
            excluded = find_exclusion(scheme, told, today)
            if excluded is not None:
                yield Recomputed(excluded, None, None, [])
        elif rating.origin is Origin.DERIVED:
            yield _beside(rating, scheme, _told(enterprise, today))


def _beside(rating: Rating, scheme: Scheme, known: Sequence[Fact]) -> Recomputed:
    today = clock.today()
    now = derive(scheme, known, today)
    shown = Recomputed(now, None, rating, [])
    if not shown.is_standing:
        return shown
    former = former_version(scheme)
    before = derive(former, known, today) if former else None
    return Recomputed(now, before, rating, look_ahead(now, known))


@read_once
def _told(enterprise: Enterprise, on: date, kinds: frozenset[str] | None = None) -> Sequence[Fact]:
    return facts.facts_of([enterprise.id], on, kinds=kinds)[enterprise.id]


ENTERPRISE_PANELS.register(PLACE, show_outlook)
