"""What ratings add to an enterprise's page: a grade worked out anew today, and its outlook."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from portal.enterprises import facts
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.kernel import clock
from portal.kernel.panels import Panel
from portal.ratings import queries
from portal.ratings.deriving import Derivation, derive
from portal.ratings.explaining import factors_of
from portal.ratings.foreseeing import Outlook, look_ahead
from portal.ratings.models import Rating
from portal.ratings.rules import Factor, Origin
from portal.ratings.scheme_files import former_version, offered_schemes
from portal.ratings.scheme_words import DIRECTION_MARKS, DIRECTIONS

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
    if not schemes:
        return
    known = facts.facts_of([enterprise.id], today)[enterprise.id]
    standing = {one.scheme: one for one in queries.list_in_force(enterprise.id)}
    for scheme in schemes:
        now, rating = derive(scheme, known, today), standing.get(scheme.code)
        if rating is None and now.exclusion is not None:
            yield Recomputed(now, None, None, [])
        # What follows today and is not in force must not show before its time to object is over
        # (B3): without a derived grade in force nothing is said, with another one not which.
        if rating is None or rating.origin is not Origin.DERIVED:
            continue
        shown = Recomputed(now, None, rating, [])
        if shown.is_standing:
            former = former_version(scheme)
            before = derive(former, known, today) if former else None
            shown = Recomputed(now, before, rating, look_ahead(now, known))
        yield shown


ENTERPRISE_PANELS.register(PLACE, show_outlook)
